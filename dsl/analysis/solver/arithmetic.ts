import type { Logic } from '../../program/logic.ts';
import {
  add,
  ALL_NUMBERS,
  atLeast,
  atMost,
  divide,
  exponents,
  hull,
  includes,
  intersection,
  isNothing,
  loosened,
  maximum,
  minimum,
  multiply,
  negate,
  numbers,
  onlyPoint,
  power,
  subtract,
} from '../domains/index.ts';
import type { Domain, Interval } from '../domains/index.ts';
import { argument } from './operation.ts';
import type { OperatorRow, Reasoning } from './operator-row.ts';
import type { State } from './state.ts';
import { niceNumber, roundUp } from './declared-numbers.ts';

/** Operators on numbers; one that meets something else than a number is left open. */
export const ARITHMETIC: Readonly<Record<string, OperatorRow>> = {
  '+': folded(add, (result, other) => subtract(result, other)),
  '-': {
    keepsResult: true,
    domain: (args, state, reasoning) => {
      const [a, b] = operandsOf(args, state, reasoning);
      if (a === undefined) return ANY_NUMBER;
      if (args.length === 1) return numbers(negate(a));
      return b === undefined ? ANY_NUMBER : numbers(subtract(a, b));
    },
    narrow: (args, want, state, reasoning) => {
      const [a, b] = operandsOf(args, state, reasoning);
      const result = want.numbers;
      if (result === undefined) return false;
      if (a === undefined) return true;
      if (args.length === 1) return reasoning.narrow(argument(args, 0), numbers(negate(result)), state);
      if (b === undefined) return true;
      return (
        narrowNumber(argument(args, 0), add(result, b), state, reasoning) &&
        narrowNumber(argument(args, 1), subtract(a, result), state, reasoning)
      );
    },
  },
  '*': folded(multiply, (result, other) => (includes(other, 0) ? undefined : divide(result, other))),
  '/': {
    keepsResult: true,
    domain: (args, state, reasoning) => {
      const [a, b] = operandsOf(args, state, reasoning);
      if (a === undefined || b === undefined) return ANY_NUMBER;
      const quotient = divide(a, b) ?? ALL_NUMBERS;
      const isShare = a.low >= 0 && reasoning.isAtMost(argument(args, 0), argument(args, 1));
      return numbers(isShare ? intersection(quotient, atMost(1)) : quotient);
    },
    narrow: (args, want, state, reasoning) => {
      const [a, b] = operandsOf(args, state, reasoning);
      const result = want.numbers;
      if (result === undefined) return false;
      if (a === undefined || b === undefined) return true;
      const divisor = includes(result, 0) || includes(a, 0) ? undefined : divide(a, result);
      return (
        narrowNumber(argument(args, 0), multiply(result, b), state, reasoning) &&
        (divisor === undefined || narrowNumber(argument(args, 1), divisor, state, reasoning))
      );
    },
  },
  max: extreme(maximum, result => atMost(result.high)),
  min: extreme(minimum, result => atLeast(result.low)),
  largest: extremeOfPresent(maximum, result => atMost(result.high)),
  smallest: extremeOfPresent(minimum, result => atLeast(result.low)),
  pow: {
    domain: (args, state, reasoning) => {
      const [base, exponent] = operandsOf(args, state, reasoning);
      const fixed = base && onlyPoint(base);
      return fixed === undefined || exponent === undefined ? ANY_NUMBER : numbers(power(fixed, exponent));
    },
    narrow: (args, want, state, reasoning) => {
      const [base, exponent] = operandsOf(args, state, reasoning);
      const fixed = base && onlyPoint(base);
      if (want.numbers === undefined) return false;
      if (fixed === undefined || exponent === undefined) return true;
      const range = exponents(fixed, want.numbers);
      return range !== undefined && reasoning.narrow(argument(args, 1), numbers(range), state);
    },
  },
  round_up: rounding(
    value => roundUp(value),
    result => atMost(result.high),
  ),
  nice: rounding(
    value => niceNumber(value),
    result => atMost(result.high),
  ),
};

const ANY_NUMBER = numbers(ALL_NUMBERS);

/** The numbers of each argument; undefined where it can be something else. */
function operandsOf(
  args: readonly Logic[],
  state: State,
  reasoning: Reasoning,
): readonly (Interval | undefined)[] {
  return args.map(arg => numbersAlone(reasoning.domainOf(arg, state)));
}

function numbersAlone(domain: Domain): Interval | undefined {
  return isNothing({ ...domain, numbers: undefined }) ? domain.numbers : undefined;
}

function present(ranges: readonly (Interval | undefined)[]): readonly Interval[] | undefined {
  const known = ranges.filter(range => range !== undefined);
  return known.length === ranges.length ? known : undefined;
}

function narrowNumber(logic: Logic, range: Interval, state: State, reasoning: Reasoning): boolean {
  return reasoning.narrow(logic, numbers(loosened(range)), state);
}

/** An operator of any number of arguments, in which each can be told from the result and the rest. */
function folded(
  combine: (a: Interval, b: Interval) => Interval,
  inverse: (result: Interval, others: Interval) => Interval | undefined,
): OperatorRow {
  return {
    keepsResult: true,
    domain: (args, state, reasoning) => {
      const ranges = present(operandsOf(args, state, reasoning));
      return ranges === undefined ? ANY_NUMBER : numbers(reduced(ranges, combine));
    },
    narrow: (args, want, state, reasoning) => {
      const ranges = present(operandsOf(args, state, reasoning));
      if (want.numbers === undefined) return false;
      if (ranges === undefined) return true;
      const result = want.numbers;
      return args.every((arg, index) => {
        const others = reduced(ranges.toSpliced(index, 1), combine);
        const range = others === undefined ? result : inverse(result, others);
        return range === undefined || narrowNumber(arg, range, state, reasoning);
      });
    },
  };
}

function reduced(
  ranges: readonly Interval[],
  combine: (a: Interval, b: Interval) => Interval,
): Interval | undefined {
  const [first, ...rest] = ranges;
  return first && rest.reduce(combine, first);
}

/** The largest or smallest of numbers that are all there: `bound` is what each must keep to. */
function extreme(
  combine: (a: Interval, b: Interval) => Interval,
  bound: (result: Interval) => Interval,
): OperatorRow {
  return {
    domain: (args, state, reasoning) => {
      const ranges = present(operandsOf(args, state, reasoning));
      return ranges === undefined ? ANY_NUMBER : numbers(reduced(ranges, combine));
    },
    narrow: (args, want, state, reasoning) => {
      const ranges = present(operandsOf(args, state, reasoning));
      if (want.numbers === undefined) return false;
      if (ranges === undefined) return true;
      const result = want.numbers;
      if (!args.every(arg => reasoning.narrow(arg, numbers(bound(result)), state))) return false;
      // Where a single one can reach the result, it is the result.
      const able = args.filter((_, index) => {
        const range = ranges[index];
        return range !== undefined && meets(range, result);
      });
      const [only] = able;
      if (only === undefined) return false;
      return able.length > 1 || reasoning.narrow(only, numbers(result), state);
    },
  };
}

function meets(a: Interval, b: Interval): boolean {
  const low = Math.max(a.low, b.low);
  const high = Math.min(a.high, b.high);
  return low < high || (low === high && includes(a, low) && includes(b, low));
}

/** The same over values that may be missing, which are passed over. */
function extremeOfPresent(
  combine: (a: Interval, b: Interval) => Interval,
  bound: (result: Interval) => Interval,
): OperatorRow {
  return {
    domain: (args, state, reasoning) => {
      const domains = args.map(arg => reasoning.domainOf(arg, state));
      const readable = domains.every(
        ({ yes, no, texts }) => !yes && !no && texts.kind === 'only' && texts.texts.size === 0,
      );
      if (!readable) return { ...ANY_NUMBER, missing: true };
      const sure = domains.filter(({ missing }) => !missing).flatMap(({ numbers: range }) => range ?? []);
      const all = domains.flatMap(({ numbers: range }) => range ?? []);
      const missing = domains.every(domain => domain.missing);
      const [first] = all;
      if (first === undefined) return { ...numbers(undefined), missing };
      // Any of those that may be missing may be the only one left beside those that are surely there.
      const least = reduced(sure, combine);
      const outcomes = all.map(range => (least === undefined ? range : combine(least, range)));
      const joined = [...outcomes, reduced(all, combine) ?? first].reduce(hull);
      return { ...numbers(joined), missing };
    },
    narrow: (args, want, state, reasoning) => {
      if (want.missing) return true;
      if (want.numbers === undefined) return false;
      const range = bound(want.numbers);
      return args.every(arg => reasoning.narrow(arg, { ...numbers(range), missing: true }, state));
    },
  };
}

/** A rounding that keeps order; what is rounded lies below the result. */
function rounding(round: (value: number) => number, bound: (result: Interval) => Interval): OperatorRow {
  return {
    domain: (args, state, reasoning) => {
      const [range] = operandsOf(args, state, reasoning);
      if (range === undefined) return { ...ANY_NUMBER, missing: true };
      const [low, high] = [range.low, range.high].map(end => (Number.isFinite(end) ? round(end) : end));
      return numbers({
        low: low ?? -Infinity,
        high: high ?? Infinity,
        lowOpen: low === -Infinity,
        highOpen: high === Infinity,
      });
    },
    narrow: (args, want, state, reasoning) => {
      const [range] = operandsOf(args, state, reasoning);
      if (range === undefined) return true;
      if (want.numbers === undefined) return false;
      return reasoning.narrow(argument(args, 0), numbers(roughly(bound(want.numbers))), state);
    },
  };
}

/** Roundings forgive a share of 1e-9 as noise, or so much itself. */
function roughly(range: Interval): Interval {
  return { ...range, high: range.high + Math.max(Math.abs(range.high), 1) * 1e-8 };
}
