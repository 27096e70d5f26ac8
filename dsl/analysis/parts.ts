import type { RuleCondition } from '../compile/fields/field-compiler.ts';
import type { Logic } from '../program/logic.ts';
import { argument, operationOf } from './solver/operation.ts';

/** The author's words for a part of the compiled rule: of `not x` those for x, which say enough. */
export function partOf(conditions: readonly RuleCondition[], logic: Logic): RuleCondition | undefined {
  const exact = conditions.find(condition => condition.logic === logic);
  const operation = operationOf(logic);
  const negated = operation?.name === '!' ? argument(operation.args, 0) : undefined;
  const inner = exact ?? conditions.find(condition => condition.logic === negated);
  if (inner === undefined || exact !== undefined) return exact;
  const text = inner.document.locate(inner.path).expression?.text ?? '';
  const lead = /not\s+\(?$/.exec(text.slice(0, inner.span.start));
  if (lead === null) return inner;
  const [closing = ''] = lead[0].endsWith('(') ? (/^\s*\)/.exec(text.slice(inner.span.end)) ?? []) : [];
  const { start, end } = inner.span;
  return { ...inner, span: { start: start - lead[0].length, end: end + closing.length } };
}

/** A condition's logic is an operation of the program. */
export function logicOf({ logic }: Pick<RuleCondition, 'logic'>): Logic {
  return logic as { readonly [operator: string]: Logic };
}

/** The conditions of each field. */
export function byField(
  conditions: readonly RuleCondition[],
): readonly (readonly [RuleCondition, ...RuleCondition[]])[] {
  const fields = new Map<string, [RuleCondition, ...RuleCondition[]]>();
  for (const condition of conditions) {
    const known = fields.get(fieldOf(condition));
    if (known === undefined) fields.set(fieldOf(condition), [condition]);
    else known.push(condition);
  }
  return [...fields.values()];
}

export function fieldOf({ document, path }: Pick<RuleCondition, 'document' | 'path'>): string {
  return JSON.stringify([document.file, document.index, path]);
}

export function isInside(inner: RuleCondition, outer: RuleCondition): boolean {
  return inner.span.start >= outer.span.start && inner.span.end <= outer.span.end;
}
