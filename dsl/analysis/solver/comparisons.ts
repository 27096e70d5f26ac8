import { isList } from '../../compile/expressions/logic-vars.ts';
import type { Logic } from '../../program/logic.ts';
import {
  ALL_NUMBERS,
  ANYTHING,
  commonTexts,
  exactly,
  isNothing,
  join,
  meet,
  NOTHING,
  numbers,
  onlyPoint,
  onlyValue,
  otherTexts,
} from '../domains/index.ts';
import type { Domain, Interval } from '../domains/index.ts';
import { condition } from './choices.ts';
import { argument } from './operation.ts';
import type { OperatorRow, Reasoning, Truths } from './operator-row.ts';
import type { State } from './state.ts';

/** `<`, `<=`, `>`, `>=`, `===`, `!==`, `==`, `!=` and `in`. */
export const COMPARISONS: Readonly<Record<string, OperatorRow>> = {
  '<': ordering(true),
  '<=': ordering(false),
  '>': turned(ordering(true)),
  '>=': turned(ordering(false)),
  '===': equality(false),
  '==': equality(false),
  '!==': equality(true),
  '!=': equality(true),
  in: condition(truthsOfIn, assumeIn),
};

const BOTH: Truths = { yes: true, no: true };

function turned(row: OperatorRow): OperatorRow {
  return {
    domain: (args, state, reasoning) => row.domain(args.toReversed(), state, reasoning),
    narrow: (args, want, state, reasoning) => row.narrow(args.toReversed(), want, state, reasoning),
  };
}

/** `a < b`, or `a < b < c`. */
function ordering(strict: boolean): OperatorRow {
  const pairs = (args: readonly Logic[]): readonly (readonly [Logic, Logic])[] =>
    args.slice(1).map((right, index) => [argument(args, index), right]);
  return condition(
    (args, state, reasoning) => {
      const truths = pairs(args).map(([a, b]) => orderTruths(a, b, strict, state, reasoning));
      return { yes: truths.every(({ yes }) => yes), no: truths.some(({ no }) => no) };
    },
    (args, truth, state, reasoning) => {
      const all = pairs(args);
      if (truth) return all.every(([a, b]) => assumeOrder(a, b, strict, state, reasoning));
      const able = all.filter(([a, b]) => orderTruths(a, b, strict, state, reasoning).no);
      const [only] = able;
      if (only === undefined) return false;
      // Not `a < b` is `b <= a`.
      return able.length > 1 || assumeOrder(only[1], only[0], !strict, state, reasoning);
    },
  );
}

/** Only numbers are ordered here; what else may meet, nothing included, is left open. */
function orderTruths(a: Logic, b: Logic, strict: boolean, state: State, reasoning: Reasoning): Truths {
  const left = numbersAlone(reasoning.domainOf(a, state));
  const right = numbersAlone(reasoning.domainOf(b, state));
  if (left === undefined || right === undefined) return BOTH;
  // What is never more than another is not above it, and never fails to be at most that.
  const never = strict && reasoning.isAtMost(b, a);
  const always = !strict && reasoning.isAtMost(a, b);
  return {
    yes: !never && canPrecede(left, right, strict),
    no: !always && canPrecede(right, left, !strict),
  };
}

function canPrecede(a: Interval, b: Interval, strict: boolean): boolean {
  if (a.low < b.high) return true;
  return !strict && a.low === b.high && !a.lowOpen && !b.highOpen;
}

function assumeOrder(a: Logic, b: Logic, strict: boolean, state: State, reasoning: Reasoning): boolean {
  const left = numbersAlone(reasoning.domainOf(a, state));
  const right = numbersAlone(reasoning.domainOf(b, state));
  if (left === undefined || right === undefined) return true;
  const below = { low: -Infinity, lowOpen: true, high: right.high, highOpen: strict || right.highOpen };
  const above = { low: left.low, lowOpen: strict || left.lowOpen, high: Infinity, highOpen: true };
  return reasoning.narrow(a, numbers(below), state) && reasoning.narrow(b, numbers(above), state);
}

function numbersAlone(domain: Domain): Interval | undefined {
  return isNothing({ ...domain, numbers: undefined }) ? domain.numbers : undefined;
}

function equality(negated: boolean): OperatorRow {
  return condition(
    ([a = null, b = null], state, reasoning) => {
      const left = reasoning.domainOf(a, state);
      const right = reasoning.domainOf(b, state);
      const equal = !isNothing(meet(left, right));
      const value = onlyValue(left);
      const unequal = value === undefined || value !== onlyValue(right);
      return negated ? { yes: unequal, no: equal } : { yes: equal, no: unequal };
    },
    ([a = null, b = null], truth, state, reasoning) => {
      const left = reasoning.domainOf(a, state);
      const right = reasoning.domainOf(b, state);
      if (truth !== negated) return reasoning.narrow(a, right, state) && reasoning.narrow(b, left, state);
      return (
        reasoning.narrow(a, without(left, onlyValue(right)), state) &&
        reasoning.narrow(b, without(right, onlyValue(left)), state)
      );
    },
  );
}

/** The domain less one value; a number within an interval is not taken out. */
function without(domain: Domain, value: ReturnType<typeof onlyValue>): Domain {
  if (value === undefined) return domain;
  if (value === null) return { ...domain, missing: false };
  if (typeof value === 'boolean') return { ...domain, yes: domain.yes && !value, no: domain.no && value };
  if (typeof value === 'string')
    return { ...domain, texts: commonTexts(domain.texts, otherTexts(exactly(value).texts)) };
  return { ...domain, numbers: domain.numbers && withoutNumber(domain.numbers, value) };
}

function withoutNumber(range: Interval, value: number): Interval | undefined {
  if (onlyPoint(range) === value) return undefined;
  if (range.low === value) return { ...range, lowOpen: true };
  return range.high === value ? { ...range, highOpen: true } : range;
}

/** Membership in a list of literals; of anything else nothing is known. */
function itemsOf(list: Logic): readonly (null | boolean | number | string)[] | undefined {
  if (!isList(list)) return undefined;
  const items = list.filter(item => item === null || typeof item !== 'object');
  return items.length === list.length ? items : undefined;
}

function truthsOfIn(
  [value = null, list = null]: readonly Logic[],
  state: State,
  reasoning: Reasoning,
): Truths {
  const items = itemsOf(list);
  if (items === undefined) return BOTH;
  const domain = reasoning.domainOf(value, state);
  const outside = items.reduce<Domain>((rest, item) => without(rest, item), domain);
  return { yes: items.some(item => !isNothing(meet(domain, exactly(item)))), no: !isNothing(outside) };
}

function assumeIn(
  [value = null, list = null]: readonly Logic[],
  truth: boolean,
  state: State,
  reasoning: Reasoning,
): boolean {
  const items = itemsOf(list);
  if (items === undefined) return true;
  const want = truth
    ? items.map(exactly).reduce(join, NOTHING)
    : items.reduce<Domain>((rest, item) => without(rest, item), { ...ANYTHING, numbers: ALL_NUMBERS });
  return reasoning.narrow(value, want, state);
}
