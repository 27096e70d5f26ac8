import type { Logic } from '../../program/logic.ts';

/** When a compiled value is missing: where one of the names is, or one of the tests is met. */
export interface Missing {
  readonly names: readonly string[];
  readonly tests: readonly Logic[];
}

export interface Compiled {
  /** Right wherever the value is not missing. */
  readonly logic: Logic;
  readonly missing: Missing;
  /** `logic` gives null by itself where the value is missing, so it needs no guard. */
  readonly nullIfMissing: boolean;
}

const NEVER: Missing = { names: [], tests: [] };

export function present(logic: Logic): Compiled {
  return { logic, missing: NEVER, nullIfMissing: true };
}

/** A value that is missing where JSONLogic finds nothing under the name. */
export function readOf(name: string): Compiled {
  return { logic: { var: name }, missing: { names: [name], tests: [] }, nullIfMissing: true };
}

/** A value that is missing where its logic gives null. */
export function nullable(logic: Logic): Compiled {
  return { logic, missing: { names: [], tests: [{ '===': [logic, null] }] }, nullIfMissing: true };
}

/** A value worked out from others: missing where one of them is, or a test is met. */
export function derived(logic: Logic, parts: readonly Compiled[], tests: readonly Logic[] = []): Compiled {
  const missing = anyOf([...parts.map(part => part.missing), { names: [], tests }]);
  return { logic, missing, nullIfMissing: isNever(missing) };
}

export function isNever({ names, tests }: Missing): boolean {
  return names.length === 0 && tests.length === 0;
}

/** Missing where one of several values is. */
export function anyOf(all: readonly Missing[]): Missing {
  const names = new Set(all.flatMap(missing => missing.names));
  return { names: [...names], tests: withoutRepeats(all.flatMap(missing => missing.tests)) };
}

/** Tests grow with what they stand in, so they are only written out where there is something to compare. */
function withoutRepeats(tests: readonly Logic[]): readonly Logic[] {
  const different = [...new Set(tests)];
  if (different.length < 2) return different;
  return [...new Map(different.map(test => [JSON.stringify(test), test])).values()];
}

/** Missing only where all of several values are. */
export function allOf(all: readonly Missing[]): Missing {
  if (all.some(isNever)) return NEVER;
  const [only] = all;
  if (all.length === 1 && only !== undefined) return only;
  return { names: [], tests: [{ and: all.map(conditionOf) }] };
}

/** Logic that is true (in JSONLogic's sense: a list of what is missing counts) where the value is missing. */
export function conditionOf({ names, tests }: Missing): Logic {
  const parts: readonly Logic[] = names.length === 0 ? tests : [{ missing: names }, ...tests];
  const [only] = parts;
  if (only === undefined) return false;
  return parts.length === 1 ? only : { or: parts };
}

/** The value, null where it is missing. */
export function guarded(value: Compiled): Logic {
  if (isNever(value.missing) || value.nullIfMissing) return value.logic;
  return { if: [conditionOf(value.missing), null, value.logic] };
}

/** Whether the value is missing, as true or false. */
export function missingTest(value: Compiled, negated: boolean): Logic {
  if (isNever(value.missing)) return negated;
  const condition = conditionOf(value.missing);
  return negated ? { '!': [condition] } : { '!!': [condition] };
}
