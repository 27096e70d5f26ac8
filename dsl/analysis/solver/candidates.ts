import { includes, middleOf, pickNumber, pickText, hasText, wholeNumbersOf } from '../domains/index.ts';
import type { Domain, Interval } from '../domains/index.ts';
import type { Value } from './evaluate.ts';
import type { State } from './state.ts';

export type Choose = (domain: Domain, usual: readonly Value[]) => Value | undefined;

/** Customers that the state allows, the plainest first: all values chosen in one way, then one of them in another. */
export function* candidates(
  keys: readonly string[],
  state: State,
  usual: (key: string) => readonly Value[],
): Generator<ReadonlyMap<string, Value>, void> {
  const chosen = (way: Choose, key: string): Value => choose(way, state.get(key), usual(key));
  const all = (way: Choose): Map<string, Value> => new Map(keys.map(key => [key, chosen(way, key)]));
  for (const way of WAYS) yield all(way);
  const plain = all(usualOf);
  for (const key of keys) {
    for (const way of WAYS) {
      const value = chosen(way, key);
      if (value !== plain.get(key)) yield new Map([...plain, [key, value]]);
    }
  }
}

/** The value of a domain that a way prefers, else any. */
export function choose(way: Choose, domain: Domain, usual: readonly Value[]): Value {
  return way(domain, usual) ?? anyOf(domain) ?? null;
}

const usualOf: Choose = (domain, usual) => usual.find(value => holds(domain, value)) ?? anyOf(domain);

const middleFirst: Choose = domain => (domain.numbers === undefined ? undefined : inside(domain.numbers));

/** Usual values where they fit, else numbers well inside, which stay right when they are rounded. */
const usualOrMiddle: Choose = (domain, usual) =>
  usual.find(value => holds(domain, value)) ?? middleFirst(domain, usual);

export const PREFERENCES: readonly Choose[] = [usualOrMiddle, usualOf];

const WAYS: readonly Choose[] = [
  usualOf,
  domain => (domain.missing ? null : anyOf(domain)),
  domain => (domain.numbers === undefined ? domain.yes || undefined : lowest(domain.numbers)),
  domain => (domain.numbers === undefined ? domain.yes || undefined : highest(domain.numbers)),
  middleFirst,
];

/** What is there rather than nothing, no rather than yes. */
function anyOf({ missing, yes, no, numbers, texts }: Domain): Value | undefined {
  if (numbers !== undefined) return pickNumber(numbers);
  if (no) return false;
  if (yes) return true;
  return pickText(texts) ?? (missing ? null : undefined);
}

function holds({ missing, yes, no, numbers, texts }: Domain, value: Value): boolean {
  if (value === null) return missing;
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value === 'string') return hasText(texts, value);
  return numbers !== undefined && includes(numbers, value);
}

function lowest(range: Interval): number {
  if (range.low === -Infinity) return pickNumber(range);
  return range.lowOpen ? justInside(range) : range.low;
}

function highest(range: Interval): number {
  if (range.high === Infinity) return middleOf(range);
  return range.highOpen ? middleOf(range) : range.high;
}

function justInside(range: Interval): number {
  const whole = wholeNumbersOf(range);
  return whole === undefined || whole.low === -Infinity ? middleOf(range) : whole.low;
}

/** The middle, as a whole number where there is one near. */
function inside(range: Interval): number {
  const middle = middleOf(range);
  const rounded = Math.round(middle);
  return includes(range, rounded) ? rounded : middle;
}
