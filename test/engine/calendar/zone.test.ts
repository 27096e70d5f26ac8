import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DAY_MS,
  HOUR_MS,
  hourOfDay,
  isZone,
  localDay,
  localHour,
  offsetMs,
  startOfDay,
  startOfHour,
} from '../../../engine/calendar/zone.ts';
import { dayNumber } from '../../../engine/calendar/civil-days.ts';
import { naiveDay } from '../metrics/naive-calendar.ts';

const ZONES = [
  'Africa/Nairobi',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Apia',
  'UTC',
] as const;
const zones = fc.constantFrom(...ZONES);
/** 2009 to 2040: Apia skipped a day in 2011. */
const instants = fc.integer({ min: Date.UTC(2009, 0, 1), max: Date.UTC(2040, 0, 1) });
/** Hours around the clock changes of Berlin, New York and Apia, where mistakes live. */
const edges = fc
  .tuple(
    fc.constantFrom(
      Date.UTC(2026, 2, 29, 1),
      Date.UTC(2026, 9, 25, 1),
      Date.UTC(2026, 2, 8, 7),
      Date.UTC(2026, 10, 1, 6),
      Date.UTC(2011, 11, 30, 10),
      Date.UTC(2012, 3, 1, 0),
    ),
    fc.integer({ min: -30 * HOUR_MS, max: 30 * HOUR_MS }),
  )
  .map(([edge, distance]) => edge + distance);
const times = fc.oneof(instants, edges);

describe('local days of any zone', () => {
  it('are those that a clock on the wall shows', () => {
    fc.assert(
      fc.property(zones, times, (zone, at) => {
        expect(localDay(zone, at)).toBe(naiveDay(zone, at));
      }),
      { numRuns: 2_000 },
    );
  });

  it('begin at the first instant that shows them', () => {
    fc.assert(
      fc.property(zones, times, (zone, at) => {
        const day = localDay(zone, at);
        const start = startOfDay(zone, day);
        expect(localDay(zone, start)).toBe(day);
        expect(localDay(zone, start - 1)).toBeLessThan(day);
        expect(start).toBeLessThanOrEqual(at);
      }),
      { numRuns: 2_000 },
    );
  });

  it('have 23, 24 or 25 hours', () => {
    fc.assert(
      fc.property(fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata'), times, (zone, at) => {
        const day = localDay(zone, at);
        expect([23, 24, 25]).toContain((startOfDay(zone, day + 1) - startOfDay(zone, day)) / HOUR_MS);
      }),
    );
  });

  it.each([
    ['Europe/Berlin', [2026, 3, 29], '2026-03-28T23:00:00.000Z', 23],
    ['Europe/Berlin', [2026, 10, 25], '2026-10-24T22:00:00.000Z', 25],
    ['America/New_York', [2026, 11, 1], '2026-11-01T04:00:00.000Z', 25],
    ['Asia/Kolkata', [2026, 1, 1], '2025-12-31T18:30:00.000Z', 24],
    ['Africa/Cairo', [2024, 4, 26], '2024-04-25T22:00:00.000Z', 23],
    ['Pacific/Apia', [2011, 12, 30], '2011-12-30T10:00:00.000Z', 0],
    ['Pacific/Apia', [2011, 12, 31], '2011-12-30T10:00:00.000Z', 24],
  ] as const)('%s on %j starts at %s and has %i hours', (zone, [year, month, day], start, hours) => {
    const number = dayNumber(year, month, day);
    expect(new Date(startOfDay(zone, number)).toISOString()).toBe(start);
    expect((startOfDay(zone, number + 1) - startOfDay(zone, number)) / HOUR_MS).toBe(hours);
  });
});

describe('local hours', () => {
  it('hold their instant, are an hour long and begin on the full hour of the local clock', () => {
    fc.assert(
      fc.property(zones, times, (zone, at) => {
        const start = startOfHour(zone, at);
        expect(start <= at && at < start + HOUR_MS).toBe(true);
        expect((start + offsetMs(zone, start)) % HOUR_MS).toBe(0);
        expect(localHour(zone, start)).toBe(localHour(zone, at));
        expect(localHour(zone, start - 1)).toBe(localHour(zone, at) - 1);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['Asia/Kolkata', '2026-10-15T10:20:00Z', '2026-10-15T09:30:00.000Z', 15],
    ['Africa/Nairobi', '2026-10-15T22:59:59Z', '2026-10-15T22:00:00.000Z', 1],
    ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T00:00:00.000Z', 2],
    ['Europe/Berlin', '2026-10-25T01:30:00Z', '2026-10-25T01:00:00.000Z', 2],
  ])('in %s at %s began at %s, and the clock shows %i', (zone, at, start, hour) => {
    expect(new Date(startOfHour(zone, Date.parse(at))).toISOString()).toBe(start);
    expect(hourOfDay(zone, Date.parse(at))).toBe(hour);
  });
});

describe('isZone', () => {
  it.each(['Africa/Nairobi', 'UTC', 'Pacific/Apia'])('knows %s', name => {
    expect(isZone(name)).toBe(true);
  });

  it.each(['', 'Nairobi', '+03:00', 'Africa/Atlantis', '__proto__'])('refuses %j', name => {
    expect(isZone(name)).toBe(false);
  });
});

it('a day is 24 hours long where clocks never change', () => {
  expect(startOfDay('Africa/Nairobi', 20_001) - startOfDay('Africa/Nairobi', 20_000)).toBe(DAY_MS);
});
