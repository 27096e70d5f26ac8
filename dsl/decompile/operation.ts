import type { Logic } from '../program/logic.ts';

export type Operation = Extract<Logic, { readonly [operator: string]: Logic }>;

export function isOperation(logic: Logic | undefined): logic is Operation {
  return logic !== null && typeof logic === 'object' && !isList(logic);
}

export function isList(logic: Logic | undefined): logic is readonly Logic[] {
  return Array.isArray(logic);
}

/** Operator and arguments; a single argument may stand without its list. */
export function operandsOf(logic: Operation): {
  readonly name: string;
  readonly operands: readonly Logic[];
  readonly bare: boolean;
} {
  const [name, given] = Object.entries(logic)[0] ?? ['', []];
  return isList(given) ? { name, operands: given, bare: false } : { name, operands: [given], bare: true };
}

/** The arguments of an operation of that name; undefined for other logic. */
export function argumentsOf(logic: Logic | undefined, operator: string): readonly Logic[] | undefined {
  if (!isOperation(logic)) return undefined;
  const { name, operands } = operandsOf(logic);
  return name === operator ? operands : undefined;
}

/** Whether two rules are the same JSON; 0 and -0 are one number. */
export function sameLogic(a: Logic | undefined, b: Logic | undefined): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (isList(a) !== isList(b)) return false;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  return (
    left.length === right.length &&
    left.every(([key, part], index) => right[index]?.[0] === key && sameLogic(part, right[index][1]))
  );
}
