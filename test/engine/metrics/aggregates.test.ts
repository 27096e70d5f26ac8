import { describe, expect, it } from 'vitest';
import type { Feature, Keeper, Read, StreakUnit, Tap, Window } from '../../../dsl/program/features.ts';
import { dayNumber } from '../../../engine/calendar/civil-days.ts';
import { startOfDay } from '../../../engine/calendar/zone.ts';
import { compileKeepers, emptyFacts, foldEvent, readFeature } from '../../../engine/metrics/index.ts';
import type { FactEvent, ReadContext } from '../../../engine/metrics/index.ts';
import { CALENDAR, contextOf, HOUR_MS } from './support.ts';

const zone = 'Africa/Nairobi';
/** Thursday, 15 October 2026. */
const today = dayNumber(2026, 10, 15);
const noon = startOfDay(zone, today) + 12 * HOUR_MS;

interface Story {
  readonly keeper: Keeper;
  readonly read: Omit<Feature, 'key' | 'text' | 'type' | 'missing' | 'events' | 'local'>;
  readonly events: readonly FactEvent[];
  readonly context?: Partial<ReadContext>;
}

/** What a single keeper tells after the events. */
function tell({ keeper, read, events, context = {} }: Story): unknown {
  const keepers = compileKeepers({ keepers: { k: keeper } }, CALENDAR);
  const facts = emptyFacts(zone);
  for (const event of events) foldEvent(facts, keepers, event, noon);
  const feature: Feature = {
    key: 'f',
    text: 'f',
    type: 'number',
    missing: true,
    events: ['pay'],
    local: true,
    ...read,
  };
  return readFeature(feature, { ...contextOf(facts, events, { at: noon }), keepers, now: noon, ...context });
}

let count = 0;

function pay(
  daysAgo: number,
  value?: number,
  attributes: FactEvent['attributes'] = {},
  id?: string,
): FactEvent {
  count += 1;
  const time = startOfDay(zone, today - daysAgo) + 9 * HOUR_MS;
  return {
    id: id ?? `id${count}`,
    type: 'pay',
    time,
    source: 'billing',
    attributes,
    ...(value === undefined ? {} : { value }),
  };
}

const tap: Tap = { event: 'pay' };
const valued: Tap = { event: 'pay', values: [{ var: 'event.value' }] };
const named: Tap = { event: 'pay', values: [{ var: 'event.name' }] };
const lifetime: Window = { kind: 'lifetime' };
const tenDays: Window = { kind: 'sliding', unit: 'day', count: 10 };

describe('count, sum, least and greatest', () => {
  const series = (measure: 'count' | 'sum' | 'min' | 'max', scale: number): Keeper => ({
    kind: 'series',
    tap: measure === 'count' ? tap : valued,
    measure,
    scale,
    unit: 'day',
    keep: 40,
    lifetime: true,
  });
  const events = [pay(0, 5), pay(10, 0.2345), pay(11, 100), pay(3)];

  it.each([
    ['count', 1, tenDays, 3],
    ['count', 1, lifetime, 4],
    ['sum', 1000, tenDays, 5.235],
    ['sum', 1000, lifetime, 105.235],
    ['min', 1000, tenDays, 0.235],
    ['max', 1000, tenDays, 5],
    ['max', 1000, lifetime, 100],
  ] as const)('%s at a scale of %i over %j is %d', (measure, scale, window, value) => {
    const read: Read = { kind: measure, keepers: ['k'], window };
    expect(tell({ keeper: series(measure, scale), read: { scale, read }, events })).toBe(value);
  });

  it.each([
    ['count', 0],
    ['sum', 0],
    ['min', null],
    ['max', null],
  ] as const)('%s of nothing is %j', (measure, value) => {
    const read: Read = { kind: measure, keepers: ['k'], window: tenDays };
    expect(tell({ keeper: series(measure, 1), read: { scale: 1, read }, events: [] })).toBe(value);
  });

  it('rounds halves up, also below zero', () => {
    const read: Read = { kind: 'sum', keepers: ['k'], window: tenDays };
    const sumOf = (...values: number[]): unknown =>
      tell({
        keeper: series('sum', 1),
        read: { scale: 1, read },
        events: values.map(value => pay(1, value)),
      });
    expect([sumOf(0.5), sumOf(2.5), sumOf(-0.5), sumOf(-1.5)]).toEqual([1, 3, 0, -1]);
  });

  it('sums in integers, so that 0.1 + 0.2 is 0.3', () => {
    const read: Read = { kind: 'sum', keepers: ['k'], window: tenDays };
    expect(
      tell({ keeper: series('sum', 1000), read: { scale: 1000, read }, events: [pay(1, 0.1), pay(2, 0.2)] }),
    ).toBe(0.3);
  });
});

describe('a condition on events', () => {
  const keeper: Keeper = {
    kind: 'series',
    tap: { event: 'pay', where: { '===': [{ var: 'event.name' }, 'constructor'] } },
    measure: 'count',
    scale: 1,
    unit: 'day',
    keep: 40,
    lifetime: true,
  };
  const read: Read = { kind: 'count', keepers: ['k'], window: lifetime };

  it('counts events for which it is true, and no others', () => {
    const events = [pay(1, 1, { name: 'constructor' }), pay(1, 1, { name: 'other' }), pay(1, 1)];
    expect(tell({ keeper, read: { scale: 1, read }, events })).toBe(1);
  });
});

describe('the last event', () => {
  const keeper: Keeper = { kind: 'latest', taps: [named], order: 'last' };
  const last = (events: readonly FactEvent[], window?: Window): unknown =>
    tell({
      keeper,
      read: { scale: 1, read: { kind: 'latest', keeper: 'k', value: 0, ...(window && { window }) } },
      events,
    });

  it('is that of the greatest id among events of one instant', () => {
    const events = [
      pay(1, 1, { name: 'b' }, 'id2'),
      pay(1, 1, { name: 'c' }, 'id3'),
      pay(1, 1, { name: 'a' }, 'id1'),
    ];
    expect(last(events)).toBe('c');
  });

  it('is the last that has the attribute, and an empty text is none', () => {
    expect(last([pay(3, 1, { name: 'known' }), pay(2), pay(1, 1, { name: '' })])).toBe('known');
  });

  it('is missing where there is none, or none inside the window', () => {
    expect(last([])).toBeNull();
    expect(last([pay(10, 1, { name: 'a' })], tenDays)).toBe('a');
    expect(last([pay(11, 1, { name: 'a' })], tenDays)).toBeNull();
  });
});

describe('medians', () => {
  const gaps = (...daysAgo: number[]): unknown =>
    tell({
      keeper: { kind: 'ring', taps: [tap], size: 4, scale: 1 },
      read: { scale: 1, read: { kind: 'median', keeper: 'k', of: 'gap', count: 3 } },
      events: daysAgo.map(day => pay(day)),
    });
  const day = 24 * HOUR_MS;

  it('of gaps need two of them', () => {
    expect([gaps(), gaps(3), gaps(3, 5)]).toEqual([null, null, null]);
    expect(gaps(1, 3, 7)).toBe(3 * day);
  });

  it('of gaps see the newest alone', () => {
    expect(gaps(100, 50, 6, 4, 1)).toBe(3 * day);
  });

  it('of values lie between the two in the middle', () => {
    const keeper: Keeper = { kind: 'ring', taps: [valued], size: 4, scale: 1000 };
    const read: Read = { kind: 'median', keeper: 'k', of: 'value', count: 4 };
    const events = [pay(5, 900), pay(4, 1), pay(3, 2), pay(2, 10), pay(1, 3)];
    expect(tell({ keeper, read: { scale: 1000, read }, events })).toBe(2.5);
  });
});

describe('streaks', () => {
  const streak = (
    daysAgo: readonly number[],
    rest: Partial<Extract<Read, { kind: 'streak' }>> = {},
    context = {},
  ): unknown => {
    const unit: StreakUnit = rest.unit ?? 'day';
    return tell({
      keeper: { kind: 'days', taps: [tap], unit, lifetime: false, best: true },
      read: { scale: 1, read: { kind: 'streak', keeper: 'k', unit, best: false, ...rest } },
      events: daysAgo.map(day => pay(day)),
      context,
    });
  };
  const forgive = { count: 1, days: 7 };

  it.each<[string, readonly number[], number]>([
    ['ends today', [0, 1, 2], 3],
    ['is not broken by today', [1, 2, 3], 3],
    ['is broken by yesterday', [0, 2, 3], 1],
    ['is none after two days without', [2, 3], 0],
    ['counts a day once', [0, 0, 0], 1],
  ])('a streak of days %s', (_, daysAgo, value) => {
    expect(streak(daysAgo)).toBe(value);
  });

  it.each<[string, readonly number[], number]>([
    ['goes over a missed day without counting it', [0, 1, 3, 4], 4],
    ['ends at the second within a week', [0, 2, 4, 5], 2],
    ['forgives again after a week', [0, 2, 3, 4, 5, 6, 7, 9], 8],
  ])('a forgiven streak %s', (_, daysAgo, value) => {
    expect(streak(daysAgo, { forgive })).toBe(value);
  });

  it('counts the days of the mission’s period alone', () => {
    const period = { from: today - 2, to: today + 5 };
    expect(streak([0, 1, 2, 3, 4], { window: { kind: 'period' } }, { period })).toBe(3);
  });

  it('counts weeks by the policy’s first day', () => {
    // Thursday, Monday of this week, Sunday and Monday of the last.
    expect(streak([0, 3, 4, 10], { unit: 'week' })).toBe(2);
  });

  it('the best one may be over', () => {
    expect(streak([0, 5, 6, 7, 9], { best: true })).toBe(3);
  });
});

describe('events in a row', () => {
  const run = (...events: FactEvent[]): unknown =>
    tell({
      keeper: { kind: 'run', taps: [{ event: 'pay', values: [{ var: 'event.good' }] }] },
      read: { scale: 1, read: { kind: 'run', keeper: 'k' } },
      events,
    });
  const good = (day: number): FactEvent => pay(day, 1, { good: true });

  it('start again after one that fails, and skip those that cannot be judged', () => {
    expect(run(good(5), pay(4, 1, { good: false }), good(3), pay(2), good(1))).toBe(2);
  });

  it('are broken by a late one that failed', () => {
    expect(run(good(5), good(3), good(1), pay(2, 1, { good: false }))).toBe(1);
  });
});

describe('open values', () => {
  const condition = { '===': [{ var: 'event.on' }, true] };
  const open = (events: readonly FactEvent[], window?: Window): unknown =>
    tell({
      keeper: { kind: 'open', taps: [{ event: 'pay', values: [{ var: 'event.name' }, condition] }] },
      read: { scale: 1, read: { kind: 'open', keeper: 'k', ...(window && { window }) } },
      events,
    });
  const set = (day: number, name: string, on: boolean): FactEvent => pay(day, 1, { name, on });

  it('are those whose latest event meets the condition', () => {
    expect(open([set(5, 'a', true), set(4, 'b', true), set(3, 'a', false), set(2, 'c', true)])).toBe(2);
  });

  it('leave the window with their latest event', () => {
    expect(open([set(11, 'a', true), set(10, 'b', true)], tenDays)).toBe(1);
  });
});

describe('usual', () => {
  const count: Read = { kind: 'count', keepers: ['k'], window: tenDays };
  const usual = (events: readonly FactEvent[], knownDays: number): unknown => {
    const inner: Feature = {
      key: 'inner',
      text: '',
      type: 'number',
      missing: false,
      scale: 1,
      events: [],
      local: false,
      read: count,
    };
    return tell({
      keeper: { kind: 'series', tap, measure: 'count', scale: 1, unit: 'day', keep: 120, lifetime: false },
      read: { scale: 1, read: { kind: 'usual', of: 'inner', days: 90 } },
      events,
      context: { features: { inner }, firstSeen: startOfDay(zone, today - 10 - knownDays) },
    });
  };

  it('is the rate of the days before the window, times its days', () => {
    expect(usual([pay(1), pay(10), pay(11), pay(30), pay(100)], 90)).toBe((3 / 90) * 10);
  });

  it('counts the days since the customer was first seen alone', () => {
    expect(usual([pay(11), pay(30)], 20)).toBe(1);
  });

  it('is missing under 14 known days', () => {
    expect(usual([pay(11)], 14)).toBe((1 / 14) * 10);
    expect(usual([pay(11)], 13)).toBeNull();
  });
});

describe('a count of the value that a mission fixed', () => {
  const keeper: Keeper = { kind: 'values', taps: [named], keep: 40, lifetime: false };
  const read: Read = { kind: 'countOfValue', keeper: 'k', fixed: 'sku', window: tenDays };
  const long = 'a very long name of a product that no document should have to carry in full';
  const events = [
    pay(1, 1, { name: 'D1' }),
    pay(2, 1, { name: 'D2' }),
    pay(3, 1, { name: 'D1' }),
    pay(3, 1, { name: long }),
  ];

  it.each([
    ['D1', 2],
    [long, 1],
    ['D3', 0],
    [null, 0],
  ])('%s: %i', (sku, value) => {
    expect(tell({ keeper, read: { scale: 1, read }, events, context: { fixed: { sku } } })).toBe(value);
  });
});

it('holds and percentiles are asked of the context', () => {
  const keeper: Keeper = { kind: 'run', taps: [tap] };
  const context = { hold: () => true, percentile: () => 7 };
  const hold: Read = { kind: 'hold', condition: 'c', operator: 'for', days: 3 };
  const percentile: Read = { kind: 'percentile', metric: 'm', percent: 95, bySegment: false };
  expect(tell({ keeper, read: { scale: 1, read: hold }, events: [], context })).toBe(true);
  expect(tell({ keeper, read: { scale: 1, read: percentile }, events: [], context })).toBe(7);
});
