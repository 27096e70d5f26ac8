import { isList } from '../../compile/expressions/logic-vars.ts';
import type { Logic } from '../../program/logic.ts';
import { niceNumber, roundUp } from './declared-numbers.ts';
import { argument, keyOf, operationOf } from './operation.ts';

/** What a rule gives back; null is missing. */
export type Value = null | boolean | number | string;

/** What a variable is for the customer at hand: a path, or a call that is taken as given. */
export type Read = (key: string) => Value;

type Apply = (args: readonly Logic[], read: Read) => Value;

/** Runs a rule for one customer: what an example is verified by. */
export function evaluate(logic: Logic, read: Read): Value {
  if (logic === null || typeof logic !== 'object') return logic;
  const key = keyOf(logic);
  if (key !== undefined) return read(key);
  const operation = operationOf(logic);
  const apply = operation && OPERATORS[operation.name];
  if (operation === undefined || apply === undefined)
    throw new Error(`no way to run ${JSON.stringify(logic)}`);
  return apply(operation.args, read);
}

export function isTrue(logic: Logic, read: Read): boolean {
  return Boolean(evaluate(logic, read));
}

const OPERATORS: Readonly<Record<string, Apply>> = {
  if: (args, read) => chosen(args, read),
  and: (args, read) => args.every(arg => isTrue(arg, read)),
  or: (args, read) => args.some(arg => isTrue(arg, read)),
  '!': ([inner = null], read) => !isTrue(inner, read),
  '!!': ([inner = null], read) => isTrue(inner, read),
  missing: (names, read) => names.some(name => isMissing(read(String(name)))),
  '<': ordered((a, b) => a < b),
  '<=': ordered((a, b) => a <= b),
  '>': ordered((a, b) => a > b),
  '>=': ordered((a, b) => a >= b),
  '===': (args, read) => equal(args, read),
  '==': (args, read) => equal(args, read),
  '!==': (args, read) => !equal(args, read),
  '!=': (args, read) => !equal(args, read),
  in: (args, read) => {
    const list = argument(args, 1);
    return isList(list) && list.includes(evaluate(argument(args, 0), read));
  },
  '+': numeric((...values) => values.reduce((sum, value) => sum + value, 0)),
  '*': numeric((...values) => values.reduce((product, value) => product * value, 1)),
  '-': numeric((a, b) => (b === undefined ? -a : a - b)),
  '/': numeric((a, b = 1) => a / b),
  min: numeric((...values) => Math.min(...values)),
  max: numeric((...values) => Math.max(...values)),
  pow: numeric((base, exponent = 1) => base ** exponent),
  round_up: numeric(value => roundUp(value)),
  nice: numeric(value => niceNumber(value)),
  largest: present((...values) => Math.max(...values)),
  smallest: present((...values) => Math.min(...values)),
};

/** Absent and the empty text are both missing. */
export function isMissing(value: Value): boolean {
  return value === null || value === '';
}

function chosen([test = null, then, ...rest]: readonly Logic[], read: Read): Value {
  if (then === undefined) return evaluate(test, read);
  if (isTrue(test, read)) return evaluate(then, read);
  return rest.length === 0 ? null : chosen(rest, read);
}

function equal(args: readonly Logic[], read: Read): boolean {
  return evaluate(argument(args, 0), read) === evaluate(argument(args, 1), read);
}

/** Between the neighbours of two or three; nothing compares as 0, as in JavaScript. */
function ordered(compare: (a: number, b: number) => boolean): Apply {
  return (args, read) => {
    const values = args.map(arg => Number(evaluate(arg, read)));
    return values.slice(1).every((value, index) => compare(values[index] ?? Number.NaN, value));
  };
}

function numeric(calculate: (first: number, ...rest: number[]) => number): Apply {
  return (args, read) => {
    const values = args.map(arg => evaluate(arg, read));
    if (values.includes(null)) return null;
    const [first = Number.NaN, ...rest] = values.map(Number);
    return calculate(first, ...rest);
  };
}

function present(choose: (...values: number[]) => number): Apply {
  return (args, read) => {
    const values = args.map(arg => evaluate(arg, read)).filter(value => value !== null);
    return values.length === 0 ? null : choose(...values.map(Number));
  };
}
