/** All numbers between two ends; an end that is open does not belong to it. Never empty: no number at all is undefined. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly lowOpen: boolean;
  readonly highOpen: boolean;
}

export interface Ends {
  readonly lowOpen?: boolean;
  readonly highOpen?: boolean;
}

/**
 * The numbers between two ends, or undefined where there are none.
 * @example interval(20, 60, { highOpen: true }) // 20 <= x < 60
 */
export function interval(low: number, high: number, ends: Ends = {}): Interval | undefined {
  const lowOpen = ends.lowOpen === true || low === -Infinity;
  const highOpen = ends.highOpen === true || high === Infinity;
  const empty = Number.isNaN(low) || Number.isNaN(high) || low > high;
  if (empty || (low === high && (lowOpen || highOpen))) return undefined;
  return { low, high, lowOpen, highOpen };
}

export const ALL_NUMBERS: Interval = { low: -Infinity, high: Infinity, lowOpen: true, highOpen: true };

export function point(value: number): Interval {
  return { low: value, high: value, lowOpen: false, highOpen: false };
}

export function atLeast(low: number): Interval {
  return { low, high: Infinity, lowOpen: low === -Infinity, highOpen: true };
}

export function atMost(high: number): Interval {
  return { low: -Infinity, high, lowOpen: true, highOpen: high === Infinity };
}

export function moreThan(low: number): Interval {
  return { low, high: Infinity, lowOpen: true, highOpen: true };
}

export function lessThan(high: number): Interval {
  return { low: -Infinity, high, lowOpen: true, highOpen: true };
}

/** The one number of it, or undefined. */
export function onlyPoint({ low, high }: Interval): number | undefined {
  return low === high ? low : undefined;
}

export function includes(range: Interval, value: number): boolean {
  return (
    (range.lowOpen ? value > range.low : value >= range.low) &&
    (range.highOpen ? value < range.high : value <= range.high)
  );
}

/** Whether every number of `inner` is one of `outer`. */
export function covers(outer: Interval, inner: Interval): boolean {
  return compareLow(outer, inner) <= 0 && compareHigh(outer, inner) >= 0;
}

export function sameInterval(a: Interval | undefined, b: Interval | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return compareLow(a, b) === 0 && compareHigh(a, b) === 0;
}

/** What lies in both, or undefined. */
export function intersection(a: Interval, b: Interval): Interval | undefined {
  const low = compareLow(a, b) >= 0 ? a : b;
  const high = compareHigh(a, b) <= 0 ? a : b;
  return interval(low.low, high.high, { lowOpen: low.lowOpen, highOpen: high.highOpen });
}

/** The least interval that covers both. */
export function hull(a: Interval, b: Interval): Interval {
  const low = compareLow(a, b) <= 0 ? a : b;
  const high = compareHigh(a, b) >= 0 ? a : b;
  return { low: low.low, lowOpen: low.lowOpen, high: high.high, highOpen: high.highOpen };
}

/** What lies in `a` and not in `b`: nothing, one part or two. */
export function difference(a: Interval, b: Interval): readonly Interval[] {
  if (intersection(a, b) === undefined) return [a];
  const below = interval(a.low, b.low, { lowOpen: a.lowOpen, highOpen: !b.lowOpen });
  const above = interval(b.high, a.high, { lowOpen: !b.highOpen, highOpen: a.highOpen });
  return [
    ...(below !== undefined && compareLow(a, b) < 0 ? [below] : []),
    ...(above !== undefined && compareHigh(a, b) > 0 ? [above] : []),
  ];
}

/** What of `whole` no part covers, lowest first: the gaps of a table. */
export function gaps(whole: Interval, parts: readonly Interval[]): readonly Interval[] {
  return parts
    .reduce<readonly Interval[]>((left, part) => left.flatMap(range => difference(range, part)), [whole])
    .toSorted(compareLow);
}

/** Only whole numbers count: ends move inwards to the next one; undefined where none lies between. */
export function wholeNumbersOf(range: Interval): Interval | undefined {
  const low = range.lowOpen ? Math.floor(range.low) + 1 : Math.ceil(range.low);
  const high = range.highOpen ? Math.ceil(range.high) - 1 : Math.floor(range.high);
  return interval(range.low === -Infinity ? -Infinity : low, range.high === Infinity ? Infinity : high);
}

/** A number of the interval that a person would name: an end, 0, or a plain figure between. */
export function pickNumber(range: Interval): number {
  if (includes(range, 0)) return 0;
  if (!range.lowOpen) return range.low;
  if (!range.highOpen) return range.high;
  if (range.low === -Infinity) return Math.ceil(range.high) - 1;
  const next = Math.floor(range.low) + 1;
  return includes(range, next) ? next : middleOf(range);
}

/** A number well inside; ends at infinity give way. */
export function middleOf({ low, high }: Interval): number {
  if (low === -Infinity && high === Infinity) return 0;
  if (low === -Infinity) return high - Math.max(1, Math.abs(high));
  if (high === Infinity) return low + Math.max(1, Math.abs(low));
  return low + (high - low) / 2;
}

/** By lower end: negative where `a` begins before `b`. */
function compareLow(a: Interval, b: Interval): number {
  if (a.low !== b.low) return a.low < b.low ? -1 : 1;
  return Number(a.lowOpen) - Number(b.lowOpen);
}

/** By upper end: negative where `a` ends before `b`. */
function compareHigh(a: Interval, b: Interval): number {
  if (a.high !== b.high) return a.high < b.high ? -1 : 1;
  return Number(b.highOpen) - Number(a.highOpen);
}
