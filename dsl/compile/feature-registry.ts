import type { FeatureRegistry, ResolvedAggregate } from '../check/scope.ts';
import type { Feature, HoldCondition, Keeper, Manifest, Read, Tap, Window } from '../program/features.ts';
import type { Logic, TypeName } from '../program/logic.ts';
import { scaleOf } from '../types/units.ts';
import { featureKey, sha256Hex, stableJson } from './keys.ts';

const DAYS_IN = { day: 1, week: 7, month: 31, quarter: 92 } as const;

export interface RegistryOptions {
  /** How long late events still change closed periods: buckets are kept that much longer. */
  readonly latenessDays: number;
}

export interface CollectingRegistry extends FeatureRegistry {
  /** The longest period, in days, of the mission whose expressions come next. */
  setPeriodDays(days: number): void;
  manifest(): Manifest;
  feature(key: string): Feature | undefined;
}

/** Collects features while rules are compiled; two rules that name the same aggregate share its keepers. */
export function createFeatureRegistry(options: RegistryOptions): CollectingRegistry {
  const keepers = new Map<string, Keeper>();
  const features = new Map<string, Feature>();
  const holds = new Map<string, HoldCondition>();
  let periodDays = 92;

  const bucketsOf = (window: Window | undefined, before = 0): { unit: 'day' | 'hour'; keep: number } => {
    const late = options.latenessDays + 1;
    if (window?.kind === 'sliding' && window.unit === 'hour')
      return { unit: 'hour', keep: window.count + late * 24 };
    if (window?.kind === 'sliding') return { unit: 'day', keep: before + window.count + late };
    if (window?.kind === 'calendar') return { unit: 'day', keep: before + DAYS_IN[window.unit] + late };
    if (window?.kind === 'period' || window?.kind === 'step')
      return { unit: 'day', keep: before + periodDays + late };
    return { unit: 'day', keep: 0 };
  };

  const put = (id: string, keeper: Keeper): string => {
    const old = keepers.get(id);
    keepers.set(id, old === undefined ? keeper : merge(old, keeper));
    return id;
  };

  const series = (
    tap: Tap,
    measure: 'count' | 'sum' | 'min' | 'max',
    scale: number,
    window: Window | undefined,
    before = 0,
  ): string => {
    const { unit, keep } = bucketsOf(window, before);
    const lifetime = window === undefined || window.kind === 'lifetime';
    const id = `${measure}:${tap.event}${fingerprint(tap.where, tap.values)}${unit === 'hour' ? ':h' : ''}`;
    return put(id, { kind: 'series', tap, measure, scale, unit, keep, lifetime });
  };

  const seriesOf = (
    aggregate: ResolvedAggregate,
    what: 'count' | 'countOfValues' | 'sum' | 'min' | 'max',
    before = 0,
  ): string[] => {
    const measure = what === 'countOfValues' ? 'count' : what;
    const scale = measure === 'count' ? 1 : scaleOf(aggregate.type);
    // An average is over the events that have the value: others must not enter the divisor.
    return aggregate.leaves.map(leaf =>
      series(
        tapOf(leaf, what === 'count' ? undefined : leaf.value),
        measure,
        scale,
        aggregate.window,
        before,
      ),
    );
  };

  const shared = (prefix: string, taps: readonly Tap[], keeper: Keeper): string =>
    put(
      `${prefix}:${taps.length === 1 ? (taps[0]?.event ?? '') : ''}${fingerprint(stableJson(taps))}`,
      keeper,
    );

  const readOf = (aggregate: ResolvedAggregate): Read => {
    const window: Window = aggregate.window ?? { kind: 'lifetime' };
    const windowed = aggregate.window === undefined ? {} : { window: aggregate.window };
    const plainTaps = aggregate.leaves.map(leaf => tapOf(leaf, undefined));
    const valueTaps = aggregate.leaves.map(leaf => tapOf(leaf, leaf.value));
    switch (aggregate.function) {
      case 'count':
        if (aggregate.fixedName !== undefined) {
          const taps = aggregate.leaves.map(leaf => tapOf(leaf, leaf.matches));
          const { keep } = bucketsOf(window);
          const lifetime = window.kind === 'lifetime';
          const keeper = shared('values', taps, { kind: 'values', taps, keep, lifetime });
          return { kind: 'countOfValue', keeper, fixed: aggregate.fixedName, window };
        }
        return { kind: 'count', keepers: seriesOf(aggregate, 'count'), window };
      case 'sum':
      case 'min':
      case 'max':
        return { kind: aggregate.function, keepers: seriesOf(aggregate, aggregate.function), window };
      case 'avg':
        return {
          kind: 'avg',
          sums: seriesOf(aggregate, 'sum'),
          counts: seriesOf(aggregate, 'countOfValues'),
          window,
        };
      case 'days': {
        if (window.kind !== 'lifetime')
          return { kind: 'days', keepers: seriesOf(aggregate, 'count'), window };
        const keeper = shared('days', plainTaps, {
          kind: 'days',
          taps: plainTaps,
          unit: 'day',
          lifetime: true,
          best: false,
        });
        return { kind: 'days', keepers: [keeper], window };
      }
      case 'distinct': {
        const { keep } = bucketsOf(window);
        const lifetime = window.kind === 'lifetime';
        const keeper = shared('values', valueTaps, { kind: 'values', taps: valueTaps, keep, lifetime });
        return { kind: 'distinct', keeper, window };
      }
      case 'first':
      case 'last': {
        const taps = aggregate.readsTime ? plainTaps : valueTaps;
        const keeper = shared(aggregate.function, taps, { kind: 'latest', taps, order: aggregate.function });
        return { kind: 'latest', keeper, value: aggregate.readsTime ? 'time' : 0, ...windowed };
      }
      case 'since':
        return {
          kind: 'since',
          keeper: shared('last', plainTaps, { kind: 'latest', taps: plainTaps, order: 'last' }),
        };
      case 'median': {
        const count = aggregate.last ?? 8;
        const taps = aggregate.ofGap ? plainTaps : valueTaps;
        const size = aggregate.ofGap ? count + 1 : count;
        const scale = aggregate.ofGap ? 1 : scaleOf(aggregate.type);
        const keeper = shared('ring', taps, { kind: 'ring', taps, size, scale });
        return { kind: 'median', keeper, of: aggregate.ofGap ? 'gap' : 'value', count };
      }
      case 'streak':
      case 'best_streak':
        return readOfStreak(aggregate, windowed);
      case 'open': {
        const taps = aggregate.leaves.map(leaf => ({
          ...tapOf(leaf, undefined),
          values: [leaf.value ?? null, leaf.condition ?? true],
        }));
        return { kind: 'open', keeper: shared('open', taps, { kind: 'open', taps }), ...windowed };
      }
    }
  };

  const readOfStreak = (aggregate: ResolvedAggregate, windowed: { window?: Window }): Read => {
    const unit = aggregate.streak?.unit ?? 'day';
    if (unit === 'each') {
      const taps = aggregate.leaves.map(leaf => ({
        ...tapOf(leaf, undefined),
        values: [leaf.condition ?? true],
      }));
      return { kind: 'run', keeper: shared('run', taps, { kind: 'run', taps }) };
    }
    const taps = aggregate.leaves.map(leaf => tapOf(leaf, undefined));
    const best = aggregate.function === 'best_streak';
    const prefix = unit === 'day' ? 'days' : `${unit}s`;
    const keeper = shared(prefix, taps, { kind: 'days', taps, unit, lifetime: false, best });
    const forgive = aggregate.streak?.forgive;
    return { kind: 'streak', keeper, unit, best, ...windowed, ...(forgive === undefined ? {} : { forgive }) };
  };

  /** Keeps what `key` is read from so much longer that it can be read `days` before its window. */
  const keepLonger = (key: string, days: number): void => {
    const read = features.get(key)?.read;
    if (read === undefined || !('window' in read) || read.window === undefined) return;
    const { keep } = bucketsOf(read.window, days);
    const ids =
      'keepers' in read
        ? read.keepers
        : 'sums' in read
          ? [...read.sums, ...read.counts]
          : 'keeper' in read
            ? [read.keeper]
            : [];
    for (const id of ids) {
      const keeper = keepers.get(id);
      if (keeper !== undefined && 'keep' in keeper)
        keepers.set(id, { ...keeper, keep: Math.max(keeper.keep, keep) });
    }
  };

  const add = (
    text: string,
    type: TypeName,
    missing: boolean,
    scale: number,
    read: Read,
    events: readonly string[],
    local: boolean,
  ): string => {
    const key = featureKey(text);
    if (!features.has(key))
      features.set(key, {
        key,
        text,
        type,
        missing,
        scale,
        events: [...new Set(events)].sort(),
        local,
        read,
      });
    return key;
  };

  const eventsOf = (keys: readonly string[]): string[] =>
    keys.flatMap(key => features.get(key)?.events ?? []);

  return {
    setPeriodDays: days => {
      periodDays = days;
    },
    aggregate: aggregate => {
      const read = readOf(aggregate);
      const local = 'fixed' in read || isMissionWindow(aggregate.window);
      const events = aggregate.leaves.map(leaf => leaf.event);
      return add(
        aggregate.text,
        aggregate.type,
        mayBeMissing(read),
        scaleOfRead(aggregate, read),
        read,
        events,
        local,
      );
    },
    usual: (text, ofKey, days) => {
      keepLonger(ofKey, days);
      const of = features.get(ofKey);
      return add(
        text,
        of?.type ?? 'number',
        true,
        1,
        { kind: 'usual', of: ofKey, days },
        eventsOf([ofKey]),
        of?.local ?? false,
      );
    },
    medianOfPeriods: (text, type, logic, metrics, count) => {
      const unit = calendarUnit(features.get(metrics[0] ?? '')?.read);
      for (const key of metrics) keepLonger(key, DAYS_IN[unit] * count);
      return add(
        text,
        type,
        true,
        1,
        { kind: 'medianOfPeriods', logic, metrics, unit, count },
        eventsOf(metrics),
        false,
      );
    },
    percentile: (text, type, metric, percent, bySegment) =>
      add(text, type, true, 1, { kind: 'percentile', metric, percent, bySegment }, [], bySegment),
    hold: (text, operator, days, conditionText, condition) => {
      holds.set(conditionText, { text: conditionText, logic: condition });
      return add(
        text,
        'boolean',
        false,
        1,
        { kind: 'hold', condition: conditionText, operator, days },
        [],
        false,
      );
    },
    feature: key => features.get(key),
    manifest: () => ({
      keepers: sortedRecord(keepers),
      features: sortedRecord(features),
      holds: sortedRecord(holds),
    }),
  };
}

type Leaf = ResolvedAggregate['leaves'][number];

function tapOf(leaf: Leaf, value: Logic | undefined): Tap {
  return {
    event: leaf.event,
    ...(leaf.where === undefined ? {} : { where: leaf.where }),
    ...(value === undefined ? {} : { values: [value] }),
  };
}

function fingerprint(...parts: unknown[]): string {
  const known = parts.filter(part => part !== undefined);
  return known.length === 0 ? '' : `:${sha256Hex(stableJson(known)).slice(0, 8)}`;
}

function merge(a: Keeper, b: Keeper): Keeper {
  if (a.kind === 'series' && b.kind === 'series')
    return { ...a, keep: Math.max(a.keep, b.keep), lifetime: a.lifetime || b.lifetime };
  if (a.kind === 'values' && b.kind === 'values')
    return { ...a, keep: Math.max(a.keep, b.keep), lifetime: a.lifetime || b.lifetime };
  if (a.kind === 'days' && b.kind === 'days')
    return { ...a, lifetime: a.lifetime || b.lifetime, best: a.best || b.best };
  return a;
}

function isMissionWindow(window: Window | undefined): boolean {
  return window?.kind === 'period' || window?.kind === 'step';
}

function mayBeMissing(read: Read): boolean {
  return !['count', 'sum', 'days', 'countOfValue', 'distinct', 'streak', 'run', 'open', 'hold'].includes(
    read.kind,
  );
}

/** Only what is kept as scaled integers is divided on reading; a latest value is kept as seen. */
function scaleOfRead(aggregate: ResolvedAggregate, read: Read): number {
  if (read.kind === 'sum' || read.kind === 'min' || read.kind === 'max' || read.kind === 'avg')
    return scaleOf(aggregate.type);
  return read.kind === 'median' && read.of === 'value' ? scaleOf(aggregate.type) : 1;
}

function calendarUnit(read: Read | undefined): 'day' | 'week' | 'month' | 'quarter' {
  return read !== undefined && 'window' in read && read.window?.kind === 'calendar'
    ? read.window.unit
    : 'month';
}

function sortedRecord<T>(map: ReadonlyMap<string, T>): Record<string, T> {
  return Object.fromEntries([...map.entries()].sort(([a], [b]) => (a < b ? -1 : 1)));
}
