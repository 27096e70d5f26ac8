import { DOCUMENT_KINDS, isDocumentKind, schemaOf, schemasAt } from '../../dsl/documents/index.ts';
import type { JsonSchema } from '../../dsl/documents/index.ts';
import { completeExpression } from './complete-expression.ts';
import { cursorContext } from './cursor-context.ts';
import type { CursorContext } from './cursor-place.ts';
import { ownNames } from './own-names.ts';
import type { Completions, Suggestion } from './protocol.ts';
import type { NameEntry, Vocabulary } from './vocabulary.ts';

/** What could be written at an offset of a rule file. */
export function complete(text: string, offset: number, vocabulary: Vocabulary): Completions {
  const context = cursorContext(text, offset);
  if (!context) return { from: offset, suggestions: [] };
  if (context.place === 'key') {
    return { from: offset - context.text.length, suggestions: keySuggestions(context) };
  }
  const schemas = schemasOf(context);
  if (schemas.some(schema => schema['x-expression'] !== undefined)) {
    return completeExpression(context.text, offset, {
      vocabulary,
      own: ownNames(text, offset, context.kind),
      record: context.kind === 'source',
    });
  }
  const word = /[\w.]*$/.exec(context.text)?.[0] ?? '';
  return { from: offset - word.length, suggestions: valueSuggestions(context, schemas, vocabulary) };
}

function schemasOf({ kind, path }: CursorContext): readonly JsonSchema[] {
  return kind !== undefined && isDocumentKind(kind) ? schemasAt(schemaOf(kind), path) : [];
}

function keySuggestions(context: CursorContext): Suggestion[] {
  if (context.kind === undefined && context.path.length === 0) {
    return DOCUMENT_KINDS.map(kind => ({
      label: `kind: ${kind}`,
      kind: 'key',
      insert: `kind: ${kind}\nid: `,
      ...docPart(schemaOf(kind).description),
    }));
  }
  const taken = new Set(context.siblings);
  return schemasOf(context).flatMap(schema =>
    Object.entries(schema.properties ?? {})
      .filter(([key]) => !taken.has(key))
      .map(([key, property]): Suggestion => {
        const required = schema.required?.includes(key) ? 'required' : undefined;
        return {
          label: key,
          kind: 'key',
          insert: `${key}: `,
          ...(required ? { detail: required } : {}),
          ...docPart(property.description),
        };
      }),
  );
}

function valueSuggestions(
  context: CursorContext,
  schemas: readonly JsonSchema[],
  vocabulary: Vocabulary,
): Suggestion[] {
  if (context.path.at(-1) === 'kind')
    return DOCUMENT_KINDS.map(kind => value(kind, schemaOf(kind).description));
  const listed = schemas.flatMap(schema => [
    ...(schema.enum ?? []),
    ...('const' in schema ? [schema.const] : []),
  ]);
  const plain = schemas.some(schema => schema.type === 'boolean') ? [true, false] : [];
  const named = REFERENCES.find(reference => reference.at(context))?.entries(vocabulary) ?? [];
  return [
    ...[...listed, ...plain].map(item => value(String(item))),
    ...named.map(entry => value(entry.name, entry.doc)),
  ];
}

interface Reference {
  readonly at: (context: CursorContext) => boolean;
  readonly entries: (vocabulary: Vocabulary) => readonly NameEntry[];
}

/** Plain fields whose text names another rule. */
const REFERENCES: readonly Reference[] = [
  {
    at: ({ kind, path }) => kind === 'mission' && path[0] === 'segments',
    entries: vocabulary => vocabulary.ids('segment'),
  },
  {
    at: ({ kind, path }) => kind === 'mission' && path[0] === 'category',
    entries: vocabulary => vocabulary.categories.map(name => ({ name, detail: 'category', doc: '' })),
  },
];

function value(label: string, doc?: string): Suggestion {
  return { label, kind: 'value', insert: label, ...docPart(doc) };
}

function docPart(doc: string | undefined): { readonly documentation?: string } {
  return doc ? { documentation: doc } : {};
}
