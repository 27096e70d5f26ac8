import type { ExpressionRole } from './common.ts';
import { ownValue } from '../../program/own-value.ts';

/** The parts of JSON Schema that the documents' schemas use. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly 'x-expression'?: ExpressionRole;
}

/** The schema itself, or the branches of its unions. */
export function branches(schema: JsonSchema): readonly JsonSchema[] {
  return schema.anyOf ? schema.anyOf.flatMap(branches) : [schema];
}

/** What a value under a key may be. */
export function propertySchemas(schemas: readonly JsonSchema[], key: string): readonly JsonSchema[] {
  return schemas.flatMap(schema => {
    const own = ownValue(schema.properties, key) ?? Object.values(schema.patternProperties ?? {})[0];
    return own ? branches(own) : [];
  });
}

/** What an item of a list may be. */
export function itemSchemas(schemas: readonly JsonSchema[]): readonly JsonSchema[] {
  return schemas.flatMap(({ items }) => (items ? branches(items) : []));
}

/** What may be written at a path of a document. */
export function schemasAt(root: JsonSchema, path: readonly (string | number)[]): readonly JsonSchema[] {
  return path.reduce<readonly JsonSchema[]>(
    (schemas, step) => (typeof step === 'number' ? itemSchemas(schemas) : propertySchemas(schemas, step)),
    branches(root),
  );
}

const SCALAR_TYPES: readonly (string | undefined)[] = ['string', 'number', 'integer', 'boolean'];

/** Whether a scalar here is text as it stands: an expression, or a field that takes texts alone. */
export function readsSourceText(schemas: readonly JsonSchema[]): boolean {
  const scalars = schemas.filter(
    schema => SCALAR_TYPES.includes(schema.type) || schema.enum || 'const' in schema,
  );
  if (scalars.some(schema => schema['x-expression'] !== undefined)) return true;
  return scalars.length > 0 && scalars.every(isText);
}

const isText = ({ type, enum: values, const: only }: JsonSchema) =>
  type === 'string' ||
  typeof only === 'string' ||
  (values?.every(value => typeof value === 'string') ?? false);
