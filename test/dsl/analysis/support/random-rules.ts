import fc from 'fast-check';
import type { Logic } from '../../../../dsl/index.ts';
import { ANYTHING, interval, numbers, onlyTexts, texts } from '../../../../dsl/analysis/domains/index.ts';
import { BOOLEAN } from '../../../../dsl/analysis/domains/index.ts';
import type { Theory } from '../../../../dsl/analysis/solver/theory.ts';
import type { Value } from '../../../../dsl/analysis/solver/evaluate.ts';
import type { Variable } from '../../../../dsl/analysis/solver/state.ts';

/** A few variables of all kinds, and rules over them as the compiler writes them. */
const VARIABLES: Readonly<Record<string, Variable>> = {
  count: { domain: numbers(interval(0, Infinity)), whole: true },
  score: { domain: numbers(interval(0, 100)), whole: false },
  figure: { domain: numbers(interval(-Infinity, Infinity)), whole: false },
  average: { domain: { ...numbers(interval(0, Infinity)), missing: true }, whole: false },
  plan: { domain: texts(onlyTexts(['a', 'b', 'c'])), whole: false },
  note: { domain: { ...texts({ kind: 'allBut', texts: new Set(['']) }), missing: true }, whole: false },
  flag: { domain: BOOLEAN, whole: false },
};

/** `busy` and `rate` are worked out from others, as named rules are. */
const DEFINITIONS: Readonly<Record<string, Logic>> = {
  busy: { and: [{ '>': [{ var: 'count' }, 3] }, { '<': [{ var: 'score' }, 80] }] },
  rate: { if: [{ missing: ['average'] }, { '+': [{ var: 'count' }, 1] }, { var: 'average' }] },
};

export const THEORY: Theory = {
  variable: key => VARIABLES[key] ?? { domain: ANYTHING, whole: false },
  definition: path => DEFINITIONS[path],
  laws: () => [],
  isAtMost: () => false,
  usual: () => [],
};

export type Customer = Readonly<Record<string, Value>>;

const anyNumber = fc.oneof(
  fc.integer({ min: -4, max: 12 }),
  fc.double({ min: -1e4, max: 1e4, noNaN: true }),
  fc.constantFrom(20, 60, 100, 0.5),
);

export const customers: fc.Arbitrary<Customer> = fc.record({
  count: fc.nat({ max: 120 }),
  score: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ min: 0, max: 100, noNaN: true })),
  figure: anyNumber,
  average: fc.option(anyNumber.map(Math.abs)),
  plan: fc.constantFrom('a', 'b', 'c'),
  note: fc.option(fc.constantFrom('a', 'x', 'y')),
  flag: fc.boolean(),
});

/** The value of a variable, those that are worked out included. */
export function reading(
  customer: Customer | ReadonlyMap<string, Value>,
  run: (logic: Logic, read: (path: string) => Value) => Value,
): (path: string) => Value {
  const read = (path: string): Value => {
    const defined = DEFINITIONS[path];
    if (defined !== undefined) return run(defined, read);
    return (customer instanceof Map ? customer.get(path) : (customer as Customer)[path]) ?? null;
  };
  return read;
}

const present = (path: string, otherwise: number): Logic => ({
  if: [{ missing: [path] }, otherwise, { var: path }],
});

const { condition, number } = fc.letrec<{ condition: Logic; number: Logic }>(tie => ({
  number: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'rule' },
    fc.oneof(
      anyNumber,
      fc.constantFrom<Logic>({ var: 'count' }, { var: 'score' }, { var: 'figure' }, { var: 'rate' }),
      fc.constant(present('average', 7)),
    ),
    fc.tuple(fc.constantFrom('+', '-', '*', 'min', 'max'), tie('number'), tie('number')).map(operation),
    fc.tuple(tie('number'), fc.constantFrom(2, 0.1, -3)).map(([a, b]): Logic => ({ '/': [a, b] })),
    fc.tuple(fc.constantFrom('largest', 'smallest'), tie('number')).map(([name, a]): Logic => ({
      [name]: [a, { if: [{ missing: ['average'] }, null, { var: 'average' }] }],
    })),
    tie('number').map((a): Logic => ({ max: [0, { '*': [100, { min: [1, { '/': [a, 24] }] }] }] })),
    tie('number').map((a): Logic => ({ nice: [{ min: [1e6, a] }] })),
    tie('number').map((a): Logic => ({ round_up: [{ min: [1e6, a] }] })),
    fc.tuple(tie('condition'), tie('number'), tie('number')).map(([c, a, b]): Logic => ({ if: [c, a, b] })),
  ),
  condition: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'rule' },
    fc.oneof(
      fc.constantFrom<Logic>(
        { var: 'flag' },
        { var: 'busy' },
        { missing: ['average'] },
        { '!!': [{ missing: ['note'] }] },
        { '===': [{ var: 'plan' }, 'a'] },
        { '!==': [{ var: 'plan' }, 'b'] },
        { '===': [{ if: [{ missing: ['note'] }, 'none', { var: 'note' }] }, 'x'] },
        { in: [{ var: 'plan' }, ['b', 'c']] },
        { '!': [{ in: [{ var: 'plan' }, ['a', 'b', 'c', 'd']] }] },
      ),
    ),
    fc
      .tuple(fc.constantFrom('<', '<=', '>', '>=', '===', '!=='), tie('number'), tie('number'))
      .map(operation),
    fc.tuple(tie('number'), tie('number'), tie('number')).map((args): Logic => ({ '<=': args })),
    fc.tuple(fc.constantFrom('and', 'or'), tie('condition'), tie('condition')).map(operation),
    tie('condition').map((inner): Logic => ({ '!': [inner] })),
    fc.tuple(tie('condition'), tie('condition'), tie('condition')).map((args): Logic => ({ if: args })),
  ),
}));

function operation([name, ...args]: readonly [string, ...Logic[]]): Logic {
  return { [name]: args };
}

export const conditions: fc.Arbitrary<Logic> = condition;
export const figures: fc.Arbitrary<Logic> = number;
