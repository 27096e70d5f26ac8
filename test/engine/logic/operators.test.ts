import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DECLARED_OPERATORS as DECLARED } from '../../../dsl/check/operators.ts';
import type { Logic } from '../../../dsl/program/logic.ts';
import { DECLARED_OPERATORS, evaluateLogic } from '../../../engine/logic/index.ts';
import { monthsAfter, monthsSince } from '../../../engine/logic/months.ts';
import { niceNumber, roundUp } from '../../../engine/logic/nice-number.ts';

const utc = (year: number, month: number, day: number, hour = 0): number =>
  Date.UTC(year, month - 1, day, hour);

describe('declared operators', () => {
  it('are those that the language declares, no more and no fewer', () => {
    expect(DECLARED_OPERATORS.map(({ name }) => name).sort()).toEqual(
      DECLARED.map(({ name }) => name).sort(),
    );
  });

  it.each<[Logic, unknown]>([
    [{ pow: [2, 10] }, 1024],
    [{ pow: [0.5, { '/': [7, 7] }] }, 0.5],
    [{ round_up: [2.1] }, 3],
    [{ round_up: [3] }, 3],
    [{ round_up: [-2.5] }, -2],
    [{ round_up: [{ '*': [1.1, 100] }] }, 110],
    [{ round_up: [0.21, 0.1] }, 0.3],
    [{ nice: [0] }, 0],
    [{ nice: [-3] }, 0],
    [{ nice: [1] }, 1],
    [{ nice: [1.01] }, 1.2],
    [{ nice: [330_000_000] }, 400_000_000],
    [{ nice: [{ '*': [1.2, 100] }] }, 120],
    [{ nice: [810] }, 1000],
    [{ nice: [0.07] }, 0.08],
    [{ nice: [null] }, null],
    [{ largest: [null, 3, 7, 5] }, 7],
    [{ largest: [null, null] }, null],
    [{ smallest: [null, 3, 7] }, 3],
    [{ smallest: [null] }, null],
    [{ months_since: [utc(2026, 1, 31), utc(2026, 2, 28)] }, 1],
    [{ months_since: [utc(2026, 1, 15), utc(2027, 1, 15)] }, 12],
    [{ months_since: [utc(2026, 1, 1), utc(2026, 1, 16, 12)] }, 0.5],
    [{ months_since: [utc(2026, 3, 1), utc(2026, 2, 1)] }, -1],
    [{ months_since: [null, 5] }, null],
    [{ months_after: [utc(2024, 1, 31, 9), 1] }, utc(2024, 2, 29, 9)],
    [{ months_after: [utc(2024, 2, 29), 12] }, utc(2025, 2, 28)],
    [{ months_after: [utc(2026, 1, 15), -1] }, utc(2025, 12, 15)],
    [{ number: [' 12.5 '] }, 12.5],
    [{ number: ['1e3'] }, 1000],
    [{ number: ['12 GB'] }, null],
    [{ number: [true] }, null],
    [{ text: [12] }, '12'],
    [{ text: [false] }, 'false'],
    [{ text: [''] }, null],
    [{ boolean: ['YES'] }, true],
    [{ boolean: [0] }, false],
    [{ boolean: ['maybe'] }, null],
    [{ time: ['2026-10-15T10:20:00+03:00', 'UTC'] }, utc(2026, 10, 15, 7) + 20 * 60_000],
    [{ time: ['2026-10-15', 'Africa/Nairobi'] }, utc(2026, 10, 14, 21)],
    [{ time: [5] }, 5],
    [{ time: ['soon'] }, null],
    [{ compare: ['9', 10] }, -1],
    [{ compare: ['2026-10-15', '2026-10-01', 'UTC'] }, 1],
    [{ compare: ['a', 'b'] }, null],
    [{ compare: [3, '3.0'] }, 0],
    [{ hour: [utc(2026, 10, 15, 22), 'Africa/Nairobi'] }, 1],
    [{ hour: [utc(2026, 10, 15, 22), 'Asia/Kolkata'] }, 3],
    [{ hour: [null, 'UTC'] }, null],
    [{ parse_time: [1_700_000_000, 'unix_s'] }, 1_700_000_000_000],
    [{ parse_time: ['1700000000123', 'unix_ms'] }, 1_700_000_000_123],
    [
      { parse_time: ['15.10.2026 07:30', 'dd.MM.yyyy HH:mm', 'Africa/Nairobi'] },
      utc(2026, 10, 15, 4) + 30 * 60_000,
    ],
    [{ parse_time: ['20261015', 'yyyyMMdd', 'UTC'] }, utc(2026, 10, 15)],
    [{ parse_time: [20261015, 'yyyyMMdd', 'UTC'] }, utc(2026, 10, 15)],
    [
      { parse_time: ['2026/10/15 07:30:01.250 +02:00', 'yyyy/MM/dd HH:mm:ss.SSS XXX'] },
      utc(2026, 10, 15, 5) + 1_801_250,
    ],
    [{ parse_time: ['31.02.2026', 'dd.MM.yyyy', 'UTC'] }, null],
    [{ parse_time: ['15-10-2026', 'dd.MM.yyyy', 'UTC'] }, null],
  ])('%j is %j', (logic, value) => {
    expect(evaluateLogic(logic, {})).toEqual(value);
  });
});

describe('nice', () => {
  const sizes = fc.double({ min: 1e-6, max: 1e15, noNaN: true });

  it('never asks for less, nor for much more', () => {
    fc.assert(
      fc.property(sizes, size => {
        const nice = niceNumber(size);
        expect(nice).toBeGreaterThanOrEqual(size * (1 - 1e-9));
        expect(nice).toBeLessThan(size * 1.34);
      }),
    );
  });

  it('leaves a nice number as it is', () => {
    fc.assert(
      fc.property(sizes, size => {
        expect(niceNumber(niceNumber(size))).toBe(niceNumber(size));
      }),
    );
  });
});

describe('round_up', () => {
  it('gives a whole number less than one above', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), value => {
        const rounded = roundUp(value);
        expect(Number.isInteger(rounded)).toBe(true);
        expect(rounded - value).toBeLessThan(1);
        expect(rounded - value).toBeGreaterThan(-1e-2);
      }),
    );
  });
});

describe('months', () => {
  const times = fc.integer({ min: utc(1990, 1, 1), max: utc(2040, 1, 1) });

  it('rise all the time', () => {
    fc.assert(
      fc.property(times, times, fc.integer({ min: 1, max: 40 * 86_400_000 }), (start, now, later) => {
        expect(monthsSince(start, now + later)).toBeGreaterThan(monthsSince(start, now));
      }),
    );
  });

  it('are whole numbers on the monthly day', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: -600, max: 600 }), (start, months) => {
        expect(monthsSince(start, monthsAfter(start, months))).toBe(months);
      }),
    );
  });
});
