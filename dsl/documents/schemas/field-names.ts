import { SCHEMAS, schemaOf } from './index.ts';
import type { DocumentKind } from './index.ts';

/** Every key that a document of the kind can have, its own fields first; of any kind where it is not known. */
export function fieldNames(kind: DocumentKind | undefined): readonly string[] {
  const known = FIELDS.get(kind);
  if (known !== undefined) return known;
  const schemas: readonly unknown[] = kind === undefined ? Object.values(SCHEMAS) : [schemaOf(kind)];
  const names = [...new Set(schemas.flatMap(namesIn))];
  FIELDS.set(kind, names);
  return names;
}

const FIELDS = new Map<DocumentKind | undefined, readonly string[]>();

function namesIn(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return [...ownNames(schema), ...Object.values(schema).flatMap(namesIn)];
}

const ownNames = (schema: object): readonly string[] =>
  'properties' in schema && typeof schema.properties === 'object' ? Object.keys(schema.properties ?? {}) : [];

/** The fields that stand in the first column. */
export function outerFieldNames(kind: DocumentKind | undefined): readonly string[] {
  const schemas: readonly object[] = kind === undefined ? Object.values(SCHEMAS) : [schemaOf(kind)];
  return [...new Set(schemas.flatMap(ownNames))];
}
