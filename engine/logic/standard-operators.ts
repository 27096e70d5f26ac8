import type { Fragment, Operator, StrictOperator } from './operator.ts';
import { truthOf } from './operator.ts';
import { isTruthy, toNumber } from './values.ts';
import type { LogicValue } from './values.ts';

const ANY_NUMBER = Number.POSITIVE_INFINITY;

/** JSONLogic's own operators, with the meaning that json-logic-js gives them. */
export const STANDARD_OPERATORS: readonly Operator[] = [
  { name: 'var', kind: 'variable', form: 'var', arity: [1, 2] },
  { name: 'missing', kind: 'variable', form: 'missing', arity: [0, ANY_NUMBER] },
  { name: 'if', kind: 'lazy', form: 'if', arity: [1, ANY_NUMBER] },
  { name: 'and', kind: 'lazy', form: 'and', arity: [1, ANY_NUMBER] },
  { name: 'or', kind: 'lazy', form: 'or', arity: [1, ANY_NUMBER] },
  {
    ...strict('!', [1, 1], 'boolean', value => !isTruthy(value)),
    generate: ([value]) => value && `!${truthOf(value)}`,
  },
  {
    ...strict('!!', [1, 1], 'boolean', isTruthy),
    generate: ([value]) => value && (value.type === 'boolean' ? value.code : `!!${truthOf(value)}`),
  },
  comparison('==', (a, b) => looselyEqual(a, b)),
  comparison('===', (a, b) => a === b),
  comparison('!=', (a, b) => !looselyEqual(a, b)),
  comparison('!==', (a, b) => a !== b),
  ordering('<', (a, b) => less(a, b)),
  ordering('<=', (a, b) => lessOrEqual(a, b)),
  comparison('>', (a, b) => less(b, a)),
  comparison('>=', (a, b) => lessOrEqual(b, a)),
  {
    ...strict('+', [1, ANY_NUMBER], 'number', (...values) => {
      let sum = 0;
      for (const value of values) sum += toNumber(value);
      return sum;
    }),
    generate: values =>
      values.length === 1 ? `(0 + ${numeric(values[0])})` : join(values.map(numeric), ' + '),
  },
  {
    ...strict('*', [1, ANY_NUMBER], 'number', (...values) => {
      let product = 1;
      for (const value of values) product *= toNumber(value);
      return product;
    }),
    generate: values => join(values.map(numeric), ' * '),
  },
  {
    ...strict('-', [1, 2], 'number', (a, b) => (b === undefined ? -native(a) : native(a) - native(b))),
    generate: ([a, b]) => a && (b === undefined ? `(-${a.code})` : `(${a.code} - ${b.code})`),
  },
  {
    ...strict('/', [2, 2], 'number', (a, b) => native(a) / native(b)),
    generate: values => join(values.map(code), ' / '),
  },
  {
    ...strict('min', [1, ANY_NUMBER], 'number', (...values) => Math.min(...values.map(native))),
    generate: values => `Math.min(${values.map(code).join(', ')})`,
  },
  {
    ...strict('max', [1, ANY_NUMBER], 'number', (...values) => Math.max(...values.map(native))),
    generate: values => `Math.max(${values.map(code).join(', ')})`,
  },
  { ...strict('in', [2, 2], 'boolean', isIn), generate: ([item, container]) => generateIn(item, container) },
];

function strict(
  name: string,
  arity: readonly [number, number],
  result: Fragment['type'],
  evaluate: (...values: LogicValue[]) => LogicValue,
): StrictOperator {
  return { name, kind: 'strict', arity, result, evaluate };
}

function comparison(name: string, evaluate: (a: LogicValue, b: LogicValue) => boolean): Operator {
  return {
    ...strict(name, [2, 2], 'boolean', (a = null, b = null) => evaluate(a, b)),
    generate: values => join(values.map(code), ` ${name} `),
  };
}

/** `<` and `<=` also take three arguments: the middle one lies between the others. */
function ordering(name: string, evaluate: (a: LogicValue, b: LogicValue) => boolean): Operator {
  return {
    ...strict(name, [2, 3], 'boolean', (...values) => {
      const [a = null, b = null, c] = values;
      return evaluate(a, b) && (c === undefined || evaluate(b, c));
    }),
    generate: ([a, b, c]) => {
      if (a === undefined || b === undefined) return null;
      if (c === undefined) return `(${a.code} ${name} ${b.code})`;
      // The last operand is not reached if the first comparison fails: nothing may rely on its having been read.
      if (b.again === undefined || c.again !== c.code) return null;
      return `(${a.code} ${name} ${b.code} && ${b.again} ${name} ${c.code})`;
    },
  };
}

/** JSONLogic compares as JavaScript's `==` does; the type checker lets only like types meet. */
function looselyEqual(a: LogicValue, b: LogicValue): boolean {
  return a == b; // eslint-disable-line eqeqeq -- JSONLogic's "==" is JavaScript's
}

function less(a: LogicValue, b: LogicValue): boolean {
  return native(a) < native(b);
}

function lessOrEqual(a: LogicValue, b: LogicValue): boolean {
  return native(a) <= native(b);
}

/** JSONLogic leaves these conversions to JavaScript's operators, so the value goes to them as it is. */
function native(value: LogicValue | undefined): number {
  return value as number;
}

function isIn(item: LogicValue = null, container: LogicValue = null): boolean {
  if (typeof container === 'string') return container !== '' && container.includes(String(item));
  return Array.isArray(container) && container.includes(item);
}

/** A list of literals becomes a chain of comparisons. */
function generateIn(item: Fragment | undefined, container: Fragment | undefined): string | null {
  if (item?.again === undefined || container?.items === undefined || container.items.length === 0)
    return null;
  const [first, ...others] = container.items;
  return `(${[`${item.code} === ${first}`, ...others.map(other => `${item.again} === ${other}`)].join(' || ')})`;
}

function numeric(fragment: Fragment | undefined): string {
  if (fragment === undefined) return 'NaN';
  return fragment.type === 'number' ? fragment.code : `toNumber(${fragment.code})`;
}

function code(fragment: Fragment): string {
  return fragment.code;
}

function join(parts: readonly string[], separator: string): string {
  return `(${parts.join(separator)})`;
}
