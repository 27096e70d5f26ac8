import { isMap, isScalar, isSeq, Scalar } from 'yaml';
import type { Node, Pair } from 'yaml';
import type { DocumentPath } from './document.ts';
import { branches, itemSchemas, propertySchemas, readsSourceText } from './schemas/json-schema.ts';
import type { JsonSchema } from './schemas/json-schema.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Keys that a document spells otherwise than its schema: where the key is read, and the author's own spelling. */
export interface Rename {
  readonly path: DocumentPath;
  readonly key: string;
}

/** The plain value of a YAML node; scalars that the schema takes as text stay as they are written. */
export function buildValue(node: unknown, schema: JsonSchema, renames: readonly Rename[] = []): Json {
  const read = new Map(renames.map(({ path, key }) => [pointer([...path.slice(0, -1), key]), path.at(-1)]));
  return build(node, branches(schema), [], read);
}

export const pointer = (path: DocumentPath) => JSON.stringify(path);

function build(
  node: unknown,
  schemas: readonly JsonSchema[],
  path: DocumentPath,
  read: ReadonlyMap<string, string | number | undefined>,
): Json {
  if (isMap(node)) {
    const fields = new Map<string, Json>();
    for (const pair of node.items) {
      const written = keyText(pair);
      const key = read.size === 0 ? written : String(read.get(pointer([...path, written])) ?? written);
      if (!fields.has(key))
        fields.set(key, build(pair.value, propertySchemas(schemas, key), [...path, key], read));
    }
    return Object.fromEntries(fields);
  }
  if (isSeq(node)) {
    return node.items.map((item, index) => build(item, itemSchemas(schemas), [...path, index], read));
  }
  if (isScalar(node)) return scalarValue(node, schemas);
  return null;
}

/**
 * A key as it is written: `7: x` has the key "7", `on: x` the key "on". A mapping or list is no key, and its text would
 * grow beyond all bounds where they stand inside each other.
 */
export function keyText({ key }: Pair<unknown, unknown>): string {
  return isScalar(key) ? scalarText(key) : '';
}

/** A scalar's text before YAML guesses a type: `1.10` stays `1.10`. */
export function scalarText(scalar: Scalar): string {
  return scalar.source ?? '';
}

function scalarValue(scalar: Scalar, schemas: readonly JsonSchema[]): Json {
  const text = scalarText(scalar);
  if (text === '' && (scalar.type === Scalar.PLAIN || scalar.type === undefined)) return null;
  const { value } = scalar;
  const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return readsSourceText(schemas) || !plain ? text : value;
}

/** The pair that holds a key; the first where it stands twice. */
export function findPair(node: unknown, key: string): Pair<unknown, unknown> | undefined {
  return isMap(node) ? node.items.find(pair => keyText(pair) === key) : undefined;
}

export function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value);
}
