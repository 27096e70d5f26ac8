import type { Logic } from '../../dsl/program/logic.ts';
import type { Scalar } from './values.ts';

type Operation = Extract<Logic, { readonly [operator: string]: Logic }>;

export function isOperation(logic: Logic): logic is Operation {
  return logic !== null && typeof logic === 'object' && !Array.isArray(logic);
}

/** Name and arguments of `{name: arguments}`. */
export function operationOf(logic: Operation): readonly [string, Logic] {
  const [entry, ...others] = Object.entries(logic);
  if (entry === undefined || others.length > 0)
    throw new Error('a JSONLogic operation has exactly one operator');
  return entry;
}

/** JSONLogic lets a single argument stand without its list. */
export function argumentsOf(logic: Logic): readonly Logic[] {
  return isList(logic) ? logic : [logic];
}

/** Name and default of a `var`. */
export function variableOf(operands: readonly Logic[]): { readonly path: string; readonly fallback: Scalar } {
  const [path, fallback = null] = operands;
  if (typeof path !== 'string' && typeof path !== 'number') throw new Error('a variable is named by a text');
  if (fallback !== null && typeof fallback === 'object')
    throw new Error('the default of a variable is a plain value');
  return { path: String(path), fallback };
}

/** The names that a `missing` asks for, given one by one or as one list. */
export function variableNames(operands: readonly Logic[]): readonly string[] {
  const [first] = operands;
  const names = first !== undefined && isList(first) ? first : operands;
  return names.map(name => variableOf([name]).path);
}

/** Every variable that the logic reads, once each, in the order of their first appearance. */
export function varsOf(logic: Logic): readonly string[] {
  const found = new Set<string>();
  collect(logic, found);
  return [...found];
}

function collect(logic: Logic, found: Set<string>): void {
  if (isList(logic)) {
    for (const item of logic) collect(item, found);
    return;
  }
  if (!isOperation(logic)) return;
  const [name, rawArguments] = operationOf(logic);
  const operands = argumentsOf(rawArguments);
  if (name === 'var') found.add(variableOf(operands).path);
  else if (name === 'missing') for (const path of variableNames(operands)) found.add(path);
  else for (const operand of operands) collect(operand, found);
}

function isList(logic: Logic): logic is readonly Logic[] {
  return Array.isArray(logic);
}
