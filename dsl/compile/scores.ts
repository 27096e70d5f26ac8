import type { DocumentOf } from '../documents/document.ts';
import type { ScoreBound, ScoreRule, ScoreTerm, SourceType } from '../program/program.ts';
import type { Expression } from '../program/logic.ts';
import type { FieldCompiler } from './fields/field-compiler.ts';
import type { Names } from './named/names.ts';

/** Which kinds of source an expression's events come from, whatever names lie between. */
export type SourceTypesOf = (expression: Expression) => readonly SourceType[];

export function compileScore(
  document: DocumentOf<'score'>,
  names: Names,
  fields: FieldCompiler,
): (sourceTypesOf: SourceTypesOf) => ScoreRule {
  const { value, id, name } = document;
  const scope = names.scope();
  const terms: Omit<ScoreTerm, 'sourceTypes'>[] = [];
  for (const [termId, term] of Object.entries(value.terms)) {
    const path = ['terms', termId, 'value'];
    const compiled = fields.expression(document, path, term.value, scope, { type: 'number', missing: true });
    if (compiled === undefined) continue;
    terms.push({ id: termId, label: term.name ?? words(termId), weight: term.weight, value: compiled });
  }
  const bounds = (key: 'at_least' | 'at_most'): ScoreBound[] =>
    (value[key] ?? []).flatMap((bound, index) => {
      const when = fields.condition(document, [key, index, 'when'], bound.when, scope);
      return when === undefined ? [] : [{ name: bound.name ?? when.text, value: bound.value, when }];
    });
  const weighted = { weighted: { type: 'number', missing: false, logic: { var: 'weighted' } } } as const;
  const result =
    value.result === undefined
      ? undefined
      : fields.expression(document, ['result'], value.result, names.scope(weighted), { type: 'number' });
  const atLeast = bounds('at_least');
  const atMost = bounds('at_most');
  return sourceTypesOf => ({
    id,
    name,
    ...(value.description === undefined ? {} : { description: value.description }),
    highIsBad: value.high_is_bad ?? false,
    terms: terms.map(term => ({ ...term, sourceTypes: sourceTypesOf(term.value) })),
    ...(result === undefined ? {} : { result }),
    atLeast,
    atMost,
    crossings: { at: value.crossings?.at ?? [], margin: value.crossings?.margin ?? 0 },
  });
}

/** `paying_months` → "Paying months". */
export function words(id: string): string {
  const text = id.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
