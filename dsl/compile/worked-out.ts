import jsonLogic from 'json-logic-js';
import type { Expression } from '../program/logic.ts';
import { printNumber } from '../syntax/literals.ts';
import { UNITS } from '../types/units.ts';
import { variablesOf } from './logic-vars.ts';

/** What an expression that reads nothing comes to, as a literal: `2 * 7d` → `14d`. */
export function workedOut({ logic, type }: Expression): string | undefined {
  if (variablesOf(logic).length > 0) return undefined;
  const value = valueOf(logic);
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  const unit = UNITS.filter(unit => unit.literal && unit.type === type)
    .toSorted((a, b) => b.factor - a.factor)
    .find(({ factor }) => Number.isInteger(value / factor));
  if (unit === undefined) return type === 'number' || type === 'money' ? printNumber(value) : undefined;
  return `${printNumber(value / unit.factor)}${unit.name === 'd' ? '' : ' '}${unit.name}`;
}

/** Operators of our own are none that plain JSONLogic knows. */
function valueOf(logic: Expression['logic']): unknown {
  try {
    return jsonLogic.apply(logic as Parameters<typeof jsonLogic.apply>[0], {});
  } catch {
    return undefined;
  }
}
