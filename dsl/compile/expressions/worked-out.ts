import jsonLogic from 'json-logic-js';
import type { Expression, Logic } from '../../program/logic.ts';
import { printNumber } from '../../syntax/literals.ts';
import { UNITS } from '../../types/units.ts';
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

/** Operators of our own that plain JSONLogic knows by another name, where nothing is missing. */
const PLAIN_NAMES: Readonly<Record<string, string>> = { largest: 'max', smallest: 'min' };

function valueOf(logic: Logic): unknown {
  try {
    return jsonLogic.apply(inPlainWords(logic) as Parameters<typeof jsonLogic.apply>[0], {});
  } catch {
    // An operator that plain JSONLogic does not have at all.
    return undefined;
  }
}

function inPlainWords(logic: unknown): unknown {
  if (Array.isArray(logic)) return logic.map(inPlainWords);
  if (typeof logic !== 'object' || logic === null) return logic;
  return Object.fromEntries(
    Object.entries(logic).map(([name, operands]) => [PLAIN_NAMES[name] ?? name, inPlainWords(operands)]),
  );
}
