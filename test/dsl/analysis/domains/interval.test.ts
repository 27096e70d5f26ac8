import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  add,
  covers,
  difference,
  divide,
  gaps,
  hull,
  includes,
  intersection,
  interval,
  maximum,
  minimum,
  multiply,
  negate,
  pickNumber,
  power,
  subtract,
  wholeNumbersOf,
} from '../../../../dsl/analysis/domains/index.ts';
import type { Interval } from '../../../../dsl/analysis/domains/index.ts';

const end = fc.oneof(
  fc.integer({ min: -20, max: 20 }),
  // Eighths: between two neighbouring numbers of a computer there is none to pick.
  fc.integer({ min: -8e6, max: 8e6 }).map(eighths => eighths / 8),
  fc.constantFrom(-Infinity, Infinity),
);

const ranges = fc
  .tuple(end, end, fc.boolean(), fc.boolean())
  .map(([a, b, lowOpen, highOpen]) => interval(Math.min(a, b), Math.max(a, b), { lowOpen, highOpen }))
  .filter((range): range is Interval => range !== undefined);

const inside = (range: Interval) =>
  fc
    .oneof(
      fc.double({ min: Math.max(range.low, -1e9), max: Math.min(range.high, 1e9), noNaN: true }),
      fc.constant(pickNumber(range)),
    )
    .filter(value => includes(range, value));

const numbers = fc.oneof(fc.integer({ min: -30, max: 30 }), fc.double({ min: -1e7, max: 1e7, noNaN: true }));

describe('intervals', () => {
  test.each([
    ['the ends are crossed', interval(2, 1)],
    ['the one number is left out', interval(2, 2, { lowOpen: true })],
    ['an end is no number', interval(Number.NaN, 2)],
  ])('are none where %s', (_, range) => expect(range).toBeUndefined());

  it('hold the number that is picked from them', () => {
    fc.assert(fc.property(ranges, range => includes(range, pickNumber(range))));
  });

  it('have in common what belongs to both', () => {
    fc.assert(
      fc.property(ranges, ranges, numbers, (a, b, value) => {
        const both = intersection(a, b);
        expect(both !== undefined && includes(both, value)).toBe(includes(a, value) && includes(b, value));
      }),
    );
  });

  it('lose in a difference what belongs to the other', () => {
    fc.assert(
      fc.property(ranges, ranges, numbers, (a, b, value) => {
        const rest = difference(a, b);
        expect(rest.some(part => includes(part, value))).toBe(includes(a, value) && !includes(b, value));
      }),
    );
  });

  it('are covered by their hull', () => {
    fc.assert(fc.property(ranges, ranges, (a, b) => covers(hull(a, b), a) && covers(hull(a, b), b)));
  });

  it('leave gaps exactly where no part is', () => {
    fc.assert(
      fc.property(ranges, fc.array(ranges, { maxLength: 4 }), numbers, (whole, parts, value) => {
        const open = gaps(whole, parts).some(gap => includes(gap, value));
        expect(open).toBe(includes(whole, value) && !parts.some(part => includes(part, value)));
      }),
    );
  });

  it('name the gaps of a table from the lowest', () => {
    const whole = interval(0, 100);
    const parts = [interval(60, 80), interval(20, 60, { highOpen: true })];
    const known = parts.filter(part => part !== undefined);
    expect(whole && gaps(whole, known)).toEqual([
      { low: 0, high: 20, lowOpen: false, highOpen: true },
      { low: 80, high: 100, lowOpen: true, highOpen: false },
    ]);
  });

  it('keep every whole number, and end at one', () => {
    fc.assert(
      fc.property(ranges, fc.integer({ min: -30, max: 30 }), (range, value) => {
        const whole = wholeNumbersOf(range);
        expect(whole !== undefined && includes(whole, value)).toBe(includes(range, value));
      }),
    );
  });
});

describe('arithmetic on intervals covers the results of all numbers inside', () => {
  const two = ranges.chain(a =>
    ranges.chain(b => fc.tuple(fc.constant(a), fc.constant(b), inside(a), inside(b))),
  );

  test.each([
    ['+', add, (x: number, y: number) => x + y],
    ['-', subtract, (x: number, y: number) => x - y],
    ['*', multiply, (x: number, y: number) => x * y],
    ['largest', maximum, (x: number, y: number) => Math.max(x, y)],
    ['smallest', minimum, (x: number, y: number) => Math.min(x, y)],
  ] as const)('%s', (_, combined, combine) => {
    fc.assert(fc.property(two, ([a, b, x, y]) => includes(combined(a, b), combine(x, y))));
  });

  it('/', () => {
    fc.assert(
      fc.property(two, ([a, b, x, y]) => {
        fc.pre(y !== 0 && Number.isFinite(x / y));
        const quotient = divide(a, b);
        expect(quotient !== undefined && includes(quotient, x / y)).toBe(true);
      }),
    );
  });

  it('power', () => {
    const exponent = ranges.chain(range => fc.tuple(fc.constant(range), inside(range)));
    fc.assert(
      fc.property(fc.constantFrom(0.5, Math.E, 1, 2), exponent, (base, [range, x]) => {
        fc.pre(Number.isFinite(base ** x));
        expect(includes(power(base, range), base ** x)).toBe(true);
      }),
    );
  });

  it('- turns the ends around', () => {
    fc.assert(fc.property(ranges, numbers, (range, x) => includes(negate(range), -x) === includes(range, x)));
  });
});
