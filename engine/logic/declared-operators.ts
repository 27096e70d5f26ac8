import { monthsAfter, monthsSince } from './months.ts';
import { niceNumber, roundUp } from './nice-number.ts';
import type { Fragment, Operator } from './operator.ts';
import type { LogicValue } from './values.ts';

type DeclaredOperator = Extract<Operator, { readonly kind: 'strict' }> & { readonly definition: string };

/** Operators beyond JSONLogic's own, with the definition by which any runtime can add them. */
export const DECLARED_OPERATORS: readonly DeclaredOperator[] = [
  {
    ...numeric('pow', [2, 2], 'pow(x, y): x to the power of y.', (base, exponent) => base ** exponent),
    generate: ([base, exponent]) => base && exponent && `Math.pow(${base.code}, ${exponent.code})`,
  },
  numeric(
    'round_up',
    [1, 2],
    'round_up(x, step): the smallest multiple of step (1 if not given) that is at least x; a remainder below 1e-9 of x is noise.',
    (value, step) => roundUp(value, step),
  ),
  numeric(
    'nice',
    [1, 1],
    'nice(x): the smallest of 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten that is at least x; 0 for x <= 0.',
    value => niceNumber(value),
  ),
  declared(
    'largest',
    [1, Infinity],
    'any',
    'largest(a, b, …): the largest that is not null; null if all are.',
    (...values) => extreme(values, (a, b) => a > b),
  ),
  declared(
    'smallest',
    [1, Infinity],
    'any',
    'smallest(a, b, …): the smallest that is not null; null if all are.',
    (...values) => extreme(values, (a, b) => a < b),
  ),
  numeric(
    'months_since',
    [2, 2],
    'months_since(t, now): UTC calendar months from t to now in ms since 1970: whole months and the share of the running one that has passed; the 31st counts as the last day of a shorter month.',
    (time, now) => monthsSince(time, now),
  ),
  numeric(
    'months_after',
    [2, 2],
    'months_after(t, n): n UTC calendar months after t, in ms since 1970; the 31st becomes the last day of a shorter month.',
    (time, months) => monthsAfter(time, months),
  ),
];

function declared(
  name: string,
  arity: readonly [number, number],
  result: Fragment['type'],
  definition: string,
  evaluate: (...values: LogicValue[]) => LogicValue,
): DeclaredOperator {
  return { name, kind: 'strict', arity, result, definition, evaluate };
}

/** Rules guard these against missing arguments; without a guard null gives null. */
function numeric(
  name: string,
  arity: readonly [number, number],
  definition: string,
  calculate: (...numbers: [number, number]) => number,
): DeclaredOperator {
  return declared(name, arity, 'scalar', definition, (a, b) =>
    a === null || b === null ? null : calculate(a as number, b as number),
  );
}

function extreme(values: readonly LogicValue[], wins: (a: number, b: number) => boolean): LogicValue {
  let best: LogicValue = null;
  for (const value of values) {
    if (value !== null && (best === null || wins(value as number, best as number))) best = value;
  }
  return best;
}
