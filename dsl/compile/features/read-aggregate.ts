import type { ResolvedAggregate } from '../../check/scope.ts';
import type { Read, Tap, Window } from '../../program/features.ts';
import type { Logic } from '../../program/logic.ts';
import { scaleOf } from '../../types/units.ts';
import type { KeeperStore, SeriesMeasure } from './keeper-store.ts';

/** How an aggregate is read, after what it needs has been put into the store. */
export function readAggregate(aggregate: ResolvedAggregate, store: KeeperStore): Read {
  return READINGS[aggregate.function](aggregate, store);
}

type Reading = (aggregate: ResolvedAggregate, store: KeeperStore) => Read;

const READINGS: Readonly<Record<ResolvedAggregate['function'], Reading>> = {
  count: readCount,
  sum: (aggregate, store) => readSeries('sum', aggregate, store),
  min: (aggregate, store) => readSeries('min', aggregate, store),
  max: (aggregate, store) => readSeries('max', aggregate, store),
  avg: (aggregate, store) => ({
    kind: 'avg',
    sums: seriesOf(aggregate, 'sum', store),
    counts: seriesOf(aggregate, 'countOfValues', store),
    window: windowOf(aggregate),
  }),
  days: readDays,
  distinct: (aggregate, store) => ({
    kind: 'distinct',
    keeper: keepValues(aggregate, leaf => leaf.value, store),
    window: windowOf(aggregate),
  }),
  first: (aggregate, store) => readLatest('first', aggregate, store),
  last: (aggregate, store) => readLatest('last', aggregate, store),
  since: (aggregate, store) => {
    const taps = plainTaps(aggregate);
    return { kind: 'since', keeper: store.shared('last', taps, { kind: 'latest', taps, order: 'last' }) };
  },
  median: readMedian,
  streak: readStreak,
  best_streak: readStreak,
  open: (aggregate, store) => {
    const taps = aggregate.leaves.map(leaf => ({
      ...tapOf(leaf, undefined),
      values: [leaf.value ?? null, leaf.condition ?? true],
    }));
    return {
      kind: 'open',
      keeper: store.shared('open', taps, { kind: 'open', taps }),
      ...windowed(aggregate),
    };
  },
};

function readCount(aggregate: ResolvedAggregate, store: KeeperStore): Read {
  const window = windowOf(aggregate);
  const { fixedName } = aggregate;
  if (fixedName === undefined) return { kind: 'count', keepers: seriesOf(aggregate, 'count', store), window };
  const keeper = keepValues(aggregate, leaf => leaf.matches, store);
  return { kind: 'countOfValue', keeper, fixed: fixedName, window };
}

function readSeries(kind: 'sum' | 'min' | 'max', aggregate: ResolvedAggregate, store: KeeperStore): Read {
  return { kind, keepers: seriesOf(aggregate, kind, store), window: windowOf(aggregate) };
}

function readDays(aggregate: ResolvedAggregate, store: KeeperStore): Read {
  const window = windowOf(aggregate);
  if (window.kind !== 'lifetime')
    return { kind: 'days', keepers: seriesOf(aggregate, 'count', store), window };
  const taps = plainTaps(aggregate);
  const keeper = store.shared('days', taps, { kind: 'days', taps, unit: 'day', lifetime: true, best: false });
  return { kind: 'days', keepers: [keeper], window };
}

function readLatest(order: 'first' | 'last', aggregate: ResolvedAggregate, store: KeeperStore): Read {
  const { readsTime } = aggregate;
  const taps = readsTime ? plainTaps(aggregate) : valueTaps(aggregate);
  const keeper = store.shared(order, taps, { kind: 'latest', taps, order });
  return { kind: 'latest', keeper, value: readsTime ? 'time' : 0, ...windowed(aggregate) };
}

function readMedian(aggregate: ResolvedAggregate, store: KeeperStore): Read {
  const { ofGap, last: count = 8 } = aggregate;
  const taps = ofGap ? plainTaps(aggregate) : valueTaps(aggregate);
  const size = ofGap ? count + 1 : count;
  const scale = ofGap ? 1 : scaleOf(aggregate.type);
  const keeper = store.shared('ring', taps, { kind: 'ring', taps, size, scale });
  return { kind: 'median', keeper, of: ofGap ? 'gap' : 'value', count };
}

function readStreak(aggregate: ResolvedAggregate, store: KeeperStore): Read {
  const unit = aggregate.streak?.unit ?? 'day';
  if (unit === 'each') {
    const taps = aggregate.leaves.map(leaf => ({
      ...tapOf(leaf, undefined),
      values: [leaf.condition ?? true],
    }));
    return { kind: 'run', keeper: store.shared('run', taps, { kind: 'run', taps }) };
  }
  const taps = plainTaps(aggregate);
  const best = aggregate.function === 'best_streak';
  const prefix = unit === 'day' ? 'days' : `${unit}s`;
  const keeper = store.shared(prefix, taps, { kind: 'days', taps, unit, lifetime: false, best });
  const forgive = aggregate.streak?.forgive;
  return {
    kind: 'streak',
    keeper,
    unit,
    best,
    ...windowed(aggregate),
    ...(forgive === undefined ? {} : { forgive }),
  };
}

function seriesOf(
  aggregate: ResolvedAggregate,
  what: SeriesMeasure | 'countOfValues',
  store: KeeperStore,
): string[] {
  const measure = what === 'countOfValues' ? 'count' : what;
  const scale = measure === 'count' ? 1 : scaleOf(aggregate.type);
  // An average is over the events that have the value: others must not enter the divisor.
  return aggregate.leaves.map(leaf =>
    store.series(tapOf(leaf, what === 'count' ? undefined : leaf.value), measure, scale, aggregate.window),
  );
}

function keepValues(
  aggregate: ResolvedAggregate,
  read: (leaf: Leaf) => Logic | undefined,
  store: KeeperStore,
): string {
  const taps = aggregate.leaves.map(leaf => tapOf(leaf, read(leaf)));
  const window = windowOf(aggregate);
  const { keep } = store.bucketsOf(window);
  return store.shared('values', taps, { kind: 'values', taps, keep, lifetime: window.kind === 'lifetime' });
}

type Leaf = ResolvedAggregate['leaves'][number];

function plainTaps({ leaves }: ResolvedAggregate): readonly Tap[] {
  return leaves.map(leaf => tapOf(leaf, undefined));
}

function valueTaps({ leaves }: ResolvedAggregate): readonly Tap[] {
  return leaves.map(leaf => tapOf(leaf, leaf.value));
}

function tapOf(leaf: Leaf, value: Logic | undefined): Tap {
  return {
    event: leaf.event,
    ...(leaf.where === undefined ? {} : { where: leaf.where }),
    ...(value === undefined ? {} : { values: [value] }),
  };
}

function windowOf({ window }: ResolvedAggregate): Window {
  return window ?? { kind: 'lifetime' };
}

function windowed({ window }: ResolvedAggregate): { readonly window?: Window } {
  return window === undefined ? {} : { window };
}
