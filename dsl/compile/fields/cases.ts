import type { LoadedDocument } from '../../documents/index.ts';
import type { Logic } from '../../program/logic.ts';
import type { RuleCondition } from './field-compiler.ts';

/** One of several values that a document gives, with what decides whether it is this one. */
export interface Case {
  readonly path: RuleCondition['path'];
  readonly text: string;
  readonly condition: Logic;
}

/** The cases whose condition is asked in `logic`; the last of several may need none. */
export function casesIn(
  logic: Logic,
  document: LoadedDocument,
  cases: readonly Case[],
): readonly RuleCondition[] {
  const asked = new Set<Logic>();
  collect(logic, asked);
  return cases.flatMap(({ path, text, condition }): RuleCondition[] =>
    condition !== null && typeof condition === 'object' && asked.has(condition)
      ? [{ kind: 'case', span: { start: 0, end: 0 }, logic: condition, document, path, text }]
      : [],
  );
}

function collect(logic: Logic, found: Set<Logic>): void {
  if (logic === null || typeof logic !== 'object') return;
  found.add(logic);
  for (const part of Object.values(logic)) collect(part, found);
}
