import type { Logic, TypeName } from '../../../dsl/program/logic.ts';
import { niceNumber, roundUp } from '../../../engine/logic/nice-number.ts';
import { monthsAfter, monthsSince } from '../../../engine/logic/months.ts';

type Plain = number | string | boolean | null;

/** A value with the type that it has by where it comes from; figures written in rules may be of any. */
export interface Strict {
  readonly value: Plain;
  readonly type: TypeName | 'figure';
}

/** Gives a variable's value with its type. */
export type ReadStrict = (path: string) => Strict;

/**
 * Evaluates compiled logic and throws wherever JSONLogic would quietly convert: where a missing value is reckoned or
 * compared with, where units are mixed, where something else than true or false decides, where 0 divides.
 */
export function evaluateStrictly(logic: Logic, read: ReadStrict): Strict {
  if (logic === null || typeof logic !== 'object') return literal(logic);
  const [[name, given] = ['', []]] = Object.entries(logic);
  const operands = (Array.isArray(given) ? given : [given]) as readonly Logic[];
  if (name === 'var') return read(String(operands[0]));
  if (name === 'if')
    return evaluateStrictly(operands[meets(operands[0] ?? null, read) ? 1 : 2] ?? null, read);
  if (CONDITIONS.has(name)) return { value: meets(logic, read), type: 'boolean' };
  const values = operands.map(operand => evaluateStrictly(operand, read));
  const work = OPERATORS[name];
  if (work === undefined) throw new Error(`${name} is not evaluated strictly`);
  return work(values);
}

const CONDITIONS: ReadonlySet<string> = new Set(['and', 'or', '!', '!!', 'missing', '===', '!==', '<', '<=', '>', '>=', 'in']); // prettier-ignore

function literal(value: Plain): Strict {
  if (typeof value === 'number') return { value, type: 'figure' };
  return { value, type: typeof value === 'boolean' ? 'boolean' : 'text' };
}

function meets(logic: Logic, read: ReadStrict): boolean {
  if (logic === null || typeof logic !== 'object') return truth(literal(logic));
  const [[name, given] = ['', []]] = Object.entries(logic);
  const operands = (Array.isArray(given) ? given : [given]) as readonly Logic[];
  const test = (part: Logic): boolean => meets(part, read);
  const value = (part: Logic): Strict => evaluateStrictly(part, read);
  switch (name) {
    case 'missing':
      return operands.some(path => isMissing(read(String(path))));
    case 'and':
      return operands.every(test);
    case 'or':
      return operands.some(test);
    case '!':
      return !test(operands[0] ?? null);
    case '!!':
      return test(operands[0] ?? null);
    case 'if':
      return test(operands[test(operands[0] ?? null) ? 1 : 2] ?? null);
    case '===':
    case '!==': {
      const [left, right] = operands.map(value);
      if (left === undefined || right === undefined) throw new Error('a comparison needs two');
      if (operands[1] === null) return isMissing(left) === (name === '===');
      oneType([left, right]);
      return (left.value === right.value) === (name === '===');
    }
    case '<':
    case '<=':
    case '>':
    case '>=':
      return inOrder(name, operands.map(value));
    case 'in': {
      const [item, list] = operands;
      const items = (list as readonly Logic[]).map(value);
      const wanted = value(item ?? null);
      oneType([wanted, ...items]);
      return items.some(other => other.value === wanted.value);
    }
    default:
      return truth(value(logic));
  }
}

function truth({ value }: Strict): boolean {
  if (typeof value !== 'boolean')
    throw new TypeError(`${String(value)} decides, which is neither true nor false`);
  return value;
}

function inOrder(name: string, values: readonly Strict[]): boolean {
  oneType(values);
  const figures = values.map(number);
  const holds = { '<': (a: number, b: number) => a < b, '<=': (a: number, b: number) => a <= b, '>': (a: number, b: number) => a > b, '>=': (a: number, b: number) => a >= b }; // prettier-ignore
  const compare = holds[name as keyof typeof holds];
  return figures.slice(1).every((figure, index) => compare(figures[index] ?? 0, figure));
}

const OPERATORS: Readonly<Record<string, (values: readonly Strict[]) => Strict>> = {
  '+': ([a, b]) => sum(a, b, (x, y) => x + y, '+'),
  '-': ([a, b]) => {
    if (a === undefined) throw new Error('nothing is subtracted');
    return b === undefined ? { value: -number(a), type: a.type } : sum(a, b, (x, y) => x - y, '-');
  },
  '*': ([a, b]) => {
    const [x, y] = [given(a), given(b)];
    if (!isScale(x) && !isScale(y)) throw new TypeError(`${x.type} is multiplied by ${y.type}`);
    return { value: number(x) * number(y), type: scaled(x, y) };
  },
  '/': ([a, b]) => {
    const [x, y] = [given(a), given(b)];
    if (number(y) === 0) throw new TypeError('0 divides');
    const value = number(x) / number(y);
    if (y.type === 'figure') return { value, type: x.type === 'number' ? 'number' : 'figure' };
    if (y.type === 'number') return { value, type: x.type };
    oneType([x, y]);
    return { value, type: 'number' };
  },
  min: values => extreme(values, Math.min),
  max: values => extreme(values, Math.max),
  largest: values => extreme(there(values), Math.max),
  smallest: values => extreme(there(values), Math.min),
  pow: ([a, b]) => ({ value: number(scale(a)) ** number(scale(b)), type: 'number' }),
  round_up: ([a]) => ({ value: roundUp(number(given(a)), 1), type: given(a).type }),
  nice: ([a]) => ({ value: niceNumber(number(given(a))), type: given(a).type }),
  months_since: ([a, b]) => ({ value: monthsSince(number(time(a)), number(time(b))), type: 'number' }),
  months_after: ([a, b]) => ({ value: monthsAfter(number(time(a)), number(scale(b))), type: 'time' }),
};

/** A figure may be a quantity, so that a product with it can be one. */
function scaled(x: Strict, y: Strict): Strict['type'] {
  if (!isScale(x)) return x.type;
  if (!isScale(y)) return y.type;
  return x.type === 'figure' || y.type === 'figure' ? 'figure' : 'number';
}

/** Of one type, or a time and a duration. */
function sum(
  a: Strict | undefined,
  b: Strict | undefined,
  work: (x: number, y: number) => number,
  sign: '+' | '-',
): Strict {
  const [x, y] = [given(a), given(b)];
  const value = work(number(x), number(y));
  if (sign === '-' && x.type === 'time' && y.type === 'time') return { value, type: 'duration' };
  const fits = (type: Strict['type']): boolean => type === 'duration' || type === 'figure';
  if (x.type === 'time' && fits(y.type)) return { value, type: 'time' };
  if (sign === '+' && y.type === 'time' && fits(x.type)) return { value, type: 'time' };
  return { value, type: oneType([x, y]) };
}

function extreme(values: readonly Strict[], pick: (...numbers: number[]) => number): Strict {
  if (values.length === 0) return { value: null, type: 'figure' };
  return { value: pick(...values.map(number)), type: oneType(values) };
}

function there(values: readonly Strict[]): readonly Strict[] {
  return values.filter(value => !isMissing(value));
}

function oneType(values: readonly Strict[]): Strict['type'] {
  const types = new Set(values.map(({ type }) => type).filter(type => type !== 'figure'));
  for (const { value } of values)
    if (value === null) throw new TypeError('a missing value is compared or reckoned with');
  const [type = 'figure', other] = types;
  if (other !== undefined) throw new TypeError(`${type} meets ${other}`);
  return type;
}

function isScale({ type }: Strict): boolean {
  return type === 'number' || type === 'figure';
}

function scale(value: Strict | undefined): Strict {
  if (!isScale(given(value))) throw new TypeError(`${given(value).type} stands where a number must`);
  return given(value);
}

function time(value: Strict | undefined): Strict {
  if (given(value).type !== 'time') throw new TypeError(`${given(value).type} stands where a time must`);
  return given(value);
}

function given(value: Strict | undefined): Strict {
  if (value === undefined) throw new Error('an argument is not there');
  return value;
}

function number({ value }: Strict): number {
  if (typeof value !== 'number') throw new TypeError(`${String(value)} is reckoned with`);
  return value;
}

function isMissing({ value }: Strict): boolean {
  return value === null || value === '';
}
