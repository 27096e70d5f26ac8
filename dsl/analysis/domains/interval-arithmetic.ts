import { ALL_NUMBERS, hull, interval, point } from './interval.ts';
import type { Interval } from './interval.ts';

/**
 * Arithmetic on intervals: each result covers the results of all numbers inside. Rounding keeps order, so that the
 * corners' results bound the others as a computer works them out; but it may bring a number just inside an open end
 * onto it, so that results have closed ends. Numbers too large to be worked with are left out of account.
 */

type Combine = (a: number, b: number) => number;

export function add(a: Interval, b: Interval): Interval {
  return closed(a.low + b.low, a.high + b.high);
}

export function negate(a: Interval): Interval {
  return { low: -a.high, high: -a.low, lowOpen: a.highOpen, highOpen: a.lowOpen };
}

export function subtract(a: Interval, b: Interval): Interval {
  return closed(a.low - b.high, a.high - b.low);
}

export function multiply(a: Interval, b: Interval): Interval {
  // An end at infinity stands for numbers as large as one likes, so that 0 times it is 0.
  return fromCorners(a, b, (x, y) => (x === 0 || y === 0 ? 0 : x * y));
}

/** Of the quotients with a divisor other than 0; undefined where the divisor can only be 0. */
export function divide(a: Interval, b: Interval): Interval | undefined {
  const positive = b.high > 0 ? divideByPositive(a, Math.max(b.low, 0), b.high) : undefined;
  const negative = b.low < 0 ? negate(divideByPositive(a, Math.max(-b.high, 0), -b.low)) : undefined;
  return positive === undefined || negative === undefined ? (positive ?? negative) : hull(positive, negative);
}

/** All larger of two, one from each. */
export function maximum(a: Interval, b: Interval): Interval {
  const low = a.low > b.low || (a.low === b.low && a.lowOpen) ? a : b;
  const high = a.high > b.high || (a.high === b.high && !a.highOpen) ? a : b;
  return { low: low.low, lowOpen: low.lowOpen, high: high.high, highOpen: high.highOpen };
}

export function minimum(a: Interval, b: Interval): Interval {
  return negate(maximum(negate(a), negate(b)));
}

/** `base` to the power of every exponent, for a base above 0; powers are not worked out to the last digit. */
export function power(base: number, exponent: Interval): Interval {
  if (!(base > 0)) return ALL_NUMBERS;
  const ends = [base ** exponent.low, base ** exponent.high];
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  return closed(low === 1 ? 1 : Math.max(0, outwards(low, -1)), high === 1 ? 1 : outwards(high, 1));
}

/** The exponents to which `base` may have been raised to give a number of the interval; undefined where none gives one. */
export function exponents(base: number, result: Interval): Interval | undefined {
  if (result.high < 0 || (result.high === 0 && result.highOpen)) return undefined;
  if (!(base > 0) || base === 1) return ALL_NUMBERS;
  const ends = [Math.log(Math.max(0, result.low)) / Math.log(base), Math.log(result.high) / Math.log(base)];
  return loosened(closed(Math.min(...ends), Math.max(...ends)));
}

/** A little wider, for what is worked out backwards: the way back rounds otherwise than the way there. */
export function loosened(range: Interval): Interval {
  return closed(outwards(range.low, -1), outwards(range.high, 1));
}

function divideByPositive(a: Interval, low: number, high: number): Interval {
  const divisors = { low, high, lowOpen: false, highOpen: false };
  return fromCorners(a, divisors, (x, y) => {
    if (x === 0) return 0;
    if (y === Infinity) return Number.isFinite(x) ? 0 : x;
    return x / y;
  });
}

function fromCorners(a: Interval, b: Interval, combine: Combine): Interval {
  const corners = [a.low, a.high].flatMap(x => [b.low, b.high].map(y => combine(x, y)));
  return closed(Math.min(...corners), Math.max(...corners));
}

function closed(low: number, high: number): Interval {
  return interval(low, high) ?? (low === high ? point(low) : ALL_NUMBERS);
}

const LOOSE = 1e-12;

function outwards(value: number, sign: number): number {
  return Number.isFinite(value) ? value + sign * Math.max(Math.abs(value) * LOOSE, LOOSE) : value;
}
