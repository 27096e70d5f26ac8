import { DOCUMENT_KINDS, schemaOf } from '../../documents/index.ts';
import { fieldAt } from '../place/field-at.ts';
import type { FieldAt } from '../place/field-at.ts';
import { knownIds } from '../symbols/known-ids.ts';
import { referenceAt } from '../symbols/reference-fields.ts';
import type { Completions, Suggestion } from '../types.ts';
import type { Snapshot } from '../workspace.ts';
import { completeExpression } from './complete-expression.ts';
import { keySuggestions } from './keys.ts';

/** What could be written at an offset of a rule file. */
export function complete(snapshot: Snapshot, path: string, offset: number): Completions {
  const text = snapshot.files.get(path)?.text ?? '';
  const field = fieldAt(snapshot, text, offset);
  if (field === undefined) return { from: offset, suggestions: [] };
  const { context, expression } = field;
  if (context.place === 'key') {
    return { from: offset - context.text.length, suggestions: keySuggestions(field, snapshot) };
  }
  if (expression !== undefined) {
    const idsOf = (kind: string): readonly string[] =>
      snapshot.known.filter(document => document.kind === kind).map(({ id }) => id);
    return completeExpression(context.text, offset, expression, idsOf);
  }
  const word = /[\w.]*$/.exec(context.text)?.[0] ?? '';
  return { from: offset - word.length, suggestions: valueSuggestions(field, snapshot) };
}

/** Of a plain field: listed values, yes or no, what it can name. */
function valueSuggestions({ context, schemas }: FieldAt, snapshot: Snapshot): readonly Suggestion[] {
  const { kind, path } = context;
  if (path.length === 1 && path[0] === 'kind') {
    return DOCUMENT_KINDS.map(other => value(other, schemaOf(other).description));
  }
  const listed = schemas.flatMap(schema => [
    ...(schema.enum ?? []),
    ...('const' in schema ? [schema.const] : []),
  ]);
  const plain = schemas.some(schema => schema.type === 'boolean') ? [true, false] : [];
  const to = kind === undefined ? undefined : referenceAt(kind, path, 'value');
  const named = to === undefined ? [] : knownIds(to, snapshot.known);
  return [
    ...[...listed, ...plain].map(item => value(String(item))),
    ...named.map(({ id, name, description }) =>
      value(id, [name, description].filter(part => part !== '').join(': ')),
    ),
  ];
}

function value(label: string, doc?: string): Suggestion {
  return { label, kind: 'value', insert: label, ...(doc ? { documentation: doc } : {}) };
}
