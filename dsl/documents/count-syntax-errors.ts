import { isExpression, isStream } from '../syntax/parse-expression.ts';
import type { DocumentPath, LoadedDocument } from './document.ts';
import { schemasAt, schemaOf } from './schemas/index.ts';
import type { JsonSchema } from './schemas/index.ts';

/** How many of a document's expressions are no sentences of the language. */
export function countSyntaxErrors({ value, kind }: LoadedDocument): number {
  return expressionsIn(value, [], schemaOf(kind)).filter(({ text, reads }) => !reads(text)).length;
}

interface WrittenExpression {
  readonly text: string;
  readonly reads: (text: string) => boolean;
}

function expressionsIn(value: unknown, path: DocumentPath, schema: JsonSchema): readonly WrittenExpression[] {
  if (typeof value === 'string') {
    const roles = schemasAt(schema, path).flatMap(place => place['x-expression'] ?? []);
    if (roles.length === 0) return [];
    return [{ text: value, reads: roles.includes('stream') ? isStream : isExpression }];
  }
  if (typeof value !== 'object' || value === null) return [];
  const children = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return children.flatMap(([step, child]: [string | number, unknown]) =>
    expressionsIn(child, [...path, step], schema),
  );
}
