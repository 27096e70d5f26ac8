import { isList } from '../../compile/expressions/logic-vars.ts';
import type { Logic } from '../../program/logic.ts';

export interface Operation {
  readonly name: string;
  readonly args: readonly Logic[];
}

/** The operator of a rule and its arguments; undefined for a literal or a list. */
export function operationOf(logic: Logic): Operation | undefined {
  if (logic === null || typeof logic !== 'object' || isList(logic)) return undefined;
  const [entry] = Object.entries(logic);
  if (entry === undefined) return undefined;
  const [name, given] = entry;
  return { name, args: isList(given) ? given : [given] };
}

/** The path that `{"var": path}` reads. */
export function variableOf(logic: Logic): string | undefined {
  const operation = operationOf(logic);
  const [path] = operation?.args ?? [];
  return operation?.name === 'var' && typeof path === 'string' ? path : undefined;
}

export function argument(args: readonly Logic[], index: number): Logic {
  return args[index] ?? null;
}

/** Operators whose results are taken as they come: each distinct call is a variable of its own. */
const TAKEN_AS_GIVEN: ReadonlySet<string> = new Set([
  'text',
  'number',
  'boolean',
  'time',
  'months_since',
  'months_after',
  'compare',
  'parse_time',
  'hour',
]);

/** The variable that a rule is by itself: a path, or a call that is taken as given; undefined for all else. */
export function keyOf(logic: Logic): string | undefined {
  const operation = operationOf(logic);
  if (operation === undefined) return undefined;
  if (operation.name === 'var') return variableOf(logic);
  return TAKEN_AS_GIVEN.has(operation.name) ? textOf(logic) : undefined;
}

const texts = new WeakMap<object, string>();

/** A rule as text, made once: equal rules have equal texts. */
export function textOf(logic: Logic): string {
  if (logic === null || typeof logic !== 'object') return JSON.stringify(logic);
  const known = texts.get(logic) ?? JSON.stringify(logic);
  texts.set(logic, known);
  return known;
}

const calls = new Map<string, Logic>();

/** The call behind a variable that is one. */
export function callOf(key: string): Logic | undefined {
  if (!key.startsWith('{')) return undefined;
  const known = calls.get(key) ?? (JSON.parse(key) as Logic);
  calls.set(key, known);
  return known;
}
