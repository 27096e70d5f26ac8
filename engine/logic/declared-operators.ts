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
  choice('largest', larger),
  choice('smallest', smaller),
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
function choice(name: string, ofTwo: (a: LogicValue, b: LogicValue) => LogicValue): StrictOperator {
  return {
    ...declared(name, [1, Infinity], 'scalar', (...values) => values.reduce<LogicValue>(ofTwo, null)),
    helper: ofTwo,
    generate: (values, helper) =>
      values
        .slice(1)
        .reduce((chosen, { code }) => `${helper}(${chosen}, ${code})`, values[0]?.code ?? 'null'),
  };
}

// Two functions rather than one with a comparison: generated code calls them, and each is inlined there.
function larger(a: LogicValue, b: LogicValue): LogicValue {
  if (a === null || b === null) return a ?? b;
  return Math.max(a as number, b as number);
}

function smaller(a: LogicValue, b: LogicValue): LogicValue {
  if (a === null || b === null) return a ?? b;
  return Math.min(a as number, b as number);
}

/** Numbers only: JavaScript would take null for 0. */
function generatePower([base, exponent]: readonly Fragment[]): string | null {
  if (base?.type !== 'number' || exponent?.type !== 'number') return null;
  return `Math.pow(${base.code}, ${exponent.code})`;
}
