import { DOCUMENT_KINDS, schemaOf } from '../../documents/index.ts';
import type { JsonSchema } from '../../documents/index.ts';
import type { FieldAt } from '../place/field-at.ts';
import { knownIds } from '../symbols/known-ids.ts';
import { referenceAt } from '../symbols/reference-fields.ts';
import type { Suggestion } from '../types.ts';
import type { Snapshot } from '../workspace.ts';

/** The fields that a mapping can still have, required ones first; of a mapping by name, the names. */
export function keySuggestions({ context, schemas }: FieldAt, snapshot: Snapshot): readonly Suggestion[] {
  const { kind, path, siblings } = context;
  if (kind === undefined) return path.length === 0 ? KINDS : [];
  const taken = new Set(siblings);
  const fields = schemas.flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties).map(([key, schema]) => ({ key, schema, required: required.includes(key) })),
  );
  const known = [...new Map(fields.map(field => [field.key, field])).values()];
  const to = referenceAt(kind, [...path, '*'], 'key');
  const ids = to === undefined ? [] : knownIds(to, snapshot.known);
  return [
    ...known.filter(({ required }) => required),
    ...known.filter(({ required }) => !required),
    ...ids.map(({ id, name }) => ({ key: id, schema: { description: name }, required: false })),
  ]
    .filter(({ key }) => !taken.has(key))
    .map(({ key, schema, required }) => keySuggestion(key, schema, required));
}

const KINDS: readonly Suggestion[] = DOCUMENT_KINDS.map(kind => ({
  label: `kind: ${kind}`,
  kind: 'key',
  insert: `kind: ${kind}\nid: `,
  ...docPart(schemaOf(kind).description),
}));

function keySuggestion(key: string, { description }: JsonSchema, required: boolean): Suggestion {
  return {
    label: key,
    kind: 'key',
    insert: `${key}: `,
    ...(required ? { detail: 'required' } : {}),
    ...docPart(description),
  };
}

function docPart(doc: string | undefined): { readonly documentation?: string } {
  return doc ? { documentation: doc } : {};
}
