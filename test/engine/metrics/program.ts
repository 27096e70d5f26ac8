import type { Feature, Keeper, Manifest, Read, Tap } from '../../../dsl/program/features.ts';
import type { Logic } from '../../../dsl/program/logic.ts';

const value: Logic = { var: 'event.value' };
const digital: Logic = { '==': [{ var: 'event.digital' }, true] };
const kind: Logic = { var: 'event.kind' };
const good: Logic = { if: [{ missing: ['event.good'] }, null, { '==': [{ var: 'event.good' }, true] }] };

/** Two event types, one of them also under a condition: every aggregate is kept over several leaves. */
const plain: readonly Tap[] = [{ event: 'usage' }, { event: 'pay', where: digital }];
const reading = (...values: Logic[]): readonly Tap[] => plain.map(tap => ({ ...tap, values }));

function series(
  tap: Tap | undefined,
  measure: 'count' | 'sum' | 'min' | 'max',
  unit: 'day' | 'hour',
  keep: number,
): Keeper {
  if (tap === undefined) throw new Error('no tap');
  return { kind: 'series', tap, measure, scale: measure === 'count' ? 1 : 1000, unit, keep, lifetime: true };
}

function seriesOf(
  measure: 'count' | 'sum' | 'min' | 'max',
  unit: 'day' | 'hour',
  keep: number,
): Record<string, Keeper> {
  const taps = measure === 'count' ? plain : reading(value);
  return Object.fromEntries(
    taps.map((tap, leaf) => [`${measure}:${unit}:${leaf}`, series(tap, measure, unit, keep)]),
  );
}

const keepers: Record<string, Keeper> = {
  ...seriesOf('count', 'day', 200),
  ...seriesOf('sum', 'day', 200),
  ...seriesOf('min', 'day', 40),
  ...seriesOf('max', 'day', 40),
  ...seriesOf('count', 'hour', 120),
  'valued:0': series({ event: 'usage', values: [value] }, 'count', 'day', 40),
  'valued:1': series({ event: 'pay', where: digital, values: [value] }, 'count', 'day', 40),
  days: { kind: 'days', taps: plain, unit: 'day', lifetime: true, best: true },
  weeks: { kind: 'days', taps: plain, unit: 'week', lifetime: false, best: true },
  months: { kind: 'days', taps: plain, unit: 'month', lifetime: false, best: false },
  kinds: { kind: 'values', taps: reading(kind), keep: 40, lifetime: true },
  last: { kind: 'latest', taps: reading(kind), order: 'last' },
  first: { kind: 'latest', taps: reading(kind), order: 'first' },
  lastTime: { kind: 'latest', taps: plain, order: 'last' },
  firstTime: { kind: 'latest', taps: plain, order: 'first' },
  ring: { kind: 'ring', taps: reading(value), size: 5, scale: 1000 },
  gaps: { kind: 'ring', taps: plain, size: 6, scale: 1 },
  open: { kind: 'open', taps: reading(kind, good) },
  run: { kind: 'run', taps: reading(good) },
};

const thirtyDays = { kind: 'sliding', unit: 'day', count: 30 } as const;
const sevenDays = { kind: 'sliding', unit: 'day', count: 7 } as const;
const month = { kind: 'calendar', unit: 'month' } as const;
const week = { kind: 'calendar', unit: 'week' } as const;
const quarter = { kind: 'calendar', unit: 'quarter' } as const;
const lifetime = { kind: 'lifetime' } as const;
const leaves = (name: string): readonly string[] => [`${name}:0`, `${name}:1`];

/** Read by name; what is read from days alone comes first. */
const reads: Record<string, Read> = {
  count30: { kind: 'count', keepers: leaves('count:day'), window: thirtyDays },
  count7: { kind: 'count', keepers: leaves('count:day'), window: sevenDays },
  countWeek: { kind: 'count', keepers: leaves('count:day'), window: week },
  countMonth: { kind: 'count', keepers: leaves('count:day'), window: month },
  countQuarter: { kind: 'count', keepers: leaves('count:day'), window: quarter },
  countLife: { kind: 'count', keepers: leaves('count:day'), window: lifetime },
  count20h: {
    kind: 'count',
    keepers: leaves('count:hour'),
    window: { kind: 'sliding', unit: 'hour', count: 20 },
  },
  sum30: { kind: 'sum', keepers: leaves('sum:day'), window: thirtyDays },
  sumWeek: { kind: 'sum', keepers: leaves('sum:day'), window: week },
  sumLife: { kind: 'sum', keepers: leaves('sum:day'), window: lifetime },
  min30: { kind: 'min', keepers: leaves('min:day'), window: thirtyDays },
  max30: { kind: 'max', keepers: leaves('max:day'), window: thirtyDays },
  avg30: { kind: 'avg', sums: leaves('sum:day'), counts: leaves('valued'), window: thirtyDays },
  days30: { kind: 'days', keepers: leaves('count:day'), window: thirtyDays },
  daysLife: { kind: 'days', keepers: ['days'], window: lifetime },
  distinct30: { kind: 'distinct', keeper: 'kinds', window: thirtyDays },
  distinctLife: { kind: 'distinct', keeper: 'kinds', window: lifetime },
  ofKind: { kind: 'countOfValue', keeper: 'kinds', fixed: 'favourite', window: thirtyDays },
  streakDays: { kind: 'streak', keeper: 'days', unit: 'day', best: false },
  streakForgiven: {
    kind: 'streak',
    keeper: 'days',
    unit: 'day',
    best: false,
    forgive: { count: 1, days: 7 },
  },
  bestDays: { kind: 'streak', keeper: 'days', unit: 'day', best: true },
  bestForgiven: { kind: 'streak', keeper: 'days', unit: 'day', best: true, forgive: { count: 2, days: 5 } },
  streakIn30: { kind: 'streak', keeper: 'days', unit: 'day', best: false, window: thirtyDays },
  usual30: { kind: 'usual', of: 'count30', days: 90 },
  usualDays: { kind: 'usual', of: 'days30', days: 60 },
  medianWeeks: {
    kind: 'medianOfPeriods',
    logic: { '+': [{ var: 'metrics.sumWeek' }, { var: 'metrics.countWeek' }] },
    metrics: ['sumWeek', 'countWeek'],
    unit: 'week',
    count: 6,
  },
  min30OfLife: { kind: 'min', keepers: leaves('min:day'), window: lifetime },
  streakWeeks: { kind: 'streak', keeper: 'weeks', unit: 'week', best: false },
  bestWeeks: { kind: 'streak', keeper: 'weeks', unit: 'week', best: true },
  streakMonths: { kind: 'streak', keeper: 'months', unit: 'month', best: false },
  last: { kind: 'latest', keeper: 'last', value: 0 },
  last7: { kind: 'latest', keeper: 'last', value: 0, window: sevenDays },
  first: { kind: 'latest', keeper: 'first', value: 0 },
  lastTime: { kind: 'latest', keeper: 'lastTime', value: 'time' },
  firstTime: { kind: 'latest', keeper: 'firstTime', value: 'time' },
  since: { kind: 'since', keeper: 'lastTime' },
  median: { kind: 'median', keeper: 'ring', of: 'value', count: 5 },
  medianGap: { kind: 'median', keeper: 'gaps', of: 'gap', count: 5 },
  open: { kind: 'open', keeper: 'open' },
  open30: { kind: 'open', keeper: 'open', window: thirtyDays },
  run: { kind: 'run', keeper: 'run' },
};

const SCALED = new Set(['sum', 'min', 'max', 'avg', 'median']);

function feature(key: string, read: Read): Feature {
  const scale = SCALED.has(read.kind) && !(read.kind === 'median' && read.of === 'gap') ? 1000 : 1;
  return {
    key,
    text: key,
    type: 'number',
    missing: true,
    scale,
    events: ['pay', 'usage'],
    local: false,
    read,
  };
}

export const MANIFEST: Manifest = {
  keepers,
  features: Object.fromEntries(Object.entries(reads).map(([key, read]) => [key, feature(key, read)])),
  holds: {},
};

/** Exact as of every day close that lateness reaches: what is kept by day, and the last event of each day. */
export const EXACT_IN_THE_PAST: readonly string[] = Object.keys(reads).filter(
  key =>
    !['min30OfLife', 'streakWeeks', 'bestWeeks', 'streakMonths', 'median', 'medianGap', 'run'].includes(key),
);
