import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMonths,
  civilDate,
  dayNumber,
  firstDayOf,
  startOfUnit,
  unitOfDay,
  weekday,
} from '../../../engine/calendar/civil-days.ts';
import { naiveUnit } from '../metrics/naive-calendar.ts';

const DAY_MS = 86_400_000;
const days = fc.integer({ min: -200_000, max: 200_000 });
const units = fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'quarter' as const);
const weekStarts = fc.integer({ min: 1, max: 7 });

describe('day numbers', () => {
  it('are dates of the Gregorian calendar', () => {
    fc.assert(
      fc.property(days, day => {
        const date = new Date(day * DAY_MS);
        const { year, month, day: ofMonth } = civilDate(day);
        expect([year, month, ofMonth]).toEqual([
          date.getUTCFullYear(),
          date.getUTCMonth() + 1,
          date.getUTCDate(),
        ]);
        expect(dayNumber(year, month, ofMonth)).toBe(day);
        expect(weekday(day) % 7).toBe(date.getUTCDay());
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    [[2026, 1, 31], 1, [2026, 2, 28]],
    [[2024, 1, 31], 1, [2024, 2, 29]],
    [[2026, 3, 31], -1, [2026, 2, 28]],
    [[2026, 11, 30], 14, [2028, 1, 30]],
  ] as const)('%j and %i months are %j', ([year, month, day], months, [toYear, toMonth, toDay]) => {
    expect(addMonths(dayNumber(year, month, day), months)).toBe(dayNumber(toYear, toMonth, toDay));
  });
});

describe('weeks, months and quarters', () => {
  it('are numbered as counted by hand', () => {
    fc.assert(
      fc.property(days, day => {
        for (const unit of ['month', 'quarter'] as const)
          expect(unitOfDay(unit, day, 1)).toBe(naiveUnit(unit, day, 1));
      }),
    );
  });

  it('begin on the first of their days', () => {
    fc.assert(
      fc.property(days, units, weekStarts, (day, unit, starts) => {
        const number = unitOfDay(unit, day, starts);
        const first = firstDayOf(unit, number, starts);
        expect(unitOfDay(unit, first, starts)).toBe(number);
        expect(unitOfDay(unit, first - 1, starts)).toBe(number - 1);
        expect(startOfUnit(unit, day, starts)).toBe(first);
        expect(startOfUnit(unit, day, starts, 1)).toBeGreaterThan(day);
      }),
    );
  });

  it('weeks begin on the weekday that the policy says', () => {
    fc.assert(
      fc.property(days, weekStarts, (day, starts) => {
        expect(weekday(startOfUnit('week', day, starts))).toBe(starts);
      }),
    );
  });
});
