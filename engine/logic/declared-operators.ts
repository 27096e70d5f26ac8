import { monthsAfter, monthsSince } from './months.ts';
import { niceNumber, roundUp } from './nice-number.ts';
import type { Fragment, StrictOperator } from './operator.ts';
import {
  compareValues,
  hourIn,
  readFormattedTime,
  toBooleanOrNull,
  toNumberOrNull,
  toTextOrNull,
  toTime,
} from './reading-operators.ts';
import type { LogicValue } from './values.ts';

/** Operators beyond JSONLogic's own; the language's table of declared operators says what each must do. */
export const DECLARED_OPERATORS: readonly StrictOperator[] = [
  {
    ...calculation('pow', [2, 2], (base, exponent) => base ** exponent),
    generate: generatePower,
  },
  calculation('round_up', [1, 2], (value, step) => roundUp(value, step)),
  calculation('nice', [1, 1], value => niceNumber(value)),
  calculation('months_since', [2, 2], (time, now) => monthsSince(time, now)),
  calculation('months_after', [2, 2], (time, months) => monthsAfter(time, months)),
  choice('largest', (a, b) => (b > a ? b : a)),
  choice('smallest', (a, b) => (b < a ? b : a)),
  declared('number', [1, 1], 'scalar', (value = null) => toNumberOrNull(value)),
  declared('text', [1, 1], 'scalar', (value = null) => toTextOrNull(value)),
  declared('boolean', [1, 1], 'scalar', (value = null) => toBooleanOrNull(value)),
  declared('time', [1, 2], 'scalar', (value = null, zone = null) => toTime(value, zone)),
  declared('compare', [2, 3], 'scalar', (a = null, b = null, zone = null) => compareValues(a, b, zone)),
  declared('parse_time', [2, 3], 'scalar', (value = null, format = null, zone = null) =>
    readFormattedTime(value, format, zone),
  ),
  declared('hour', [1, 2], 'scalar', (time = null, zone = null) => hourIn(time, zone)),
];

function declared(
  name: string,
  arity: readonly [number, number],
  result: Fragment['type'],
  evaluate: (...values: LogicValue[]) => LogicValue,
): StrictOperator {
  return { name, kind: 'strict', arity, result, evaluate };
}

/** Rules guard these against missing arguments; without a guard null gives null. */
function calculation(
  name: string,
  arity: readonly [number, number],
  calculate: (...numbers: [number, number]) => number,
): StrictOperator {
  return declared(name, arity, 'scalar', (a, b) =>
    a === null || b === null ? null : calculate(a as number, b as number),
  );
}

/** One of the values that are there. */
function choice(name: string, better: (a: number, b: number) => number): StrictOperator {
  const ofTwo = (a: LogicValue, b: LogicValue): LogicValue =>
    a === null ? b : b === null ? a : better(a as number, b as number);
  return {
    ...declared(name, [1, Infinity], 'scalar', (...values) => values.reduce<LogicValue>(ofTwo, null)),
    helper: ofTwo,
    generate: (values, helper) =>
      values
        .slice(1)
        .reduce((chosen, { code }) => `${helper}(${chosen}, ${code})`, values[0]?.code ?? 'null'),
  };
}

/** Numbers only: JavaScript would take null for 0. */
function generatePower([base, exponent]: readonly Fragment[]): string | null {
  if (base?.type !== 'number' || exponent?.type !== 'number') return null;
  return `Math.pow(${base.code}, ${exponent.code})`;
}
