import { isMap, isScalar, isSeq, Scalar } from 'yaml';
import type { Node, Pair } from 'yaml';
import { readScalarText } from './scalars/scalar-text.ts';
import { branches, itemSchemas, propertySchemas, readsSourceText } from './schemas/json-schema.ts';
import type { JsonSchema } from './schemas/json-schema.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The plain value of a YAML node; scalars that the schema takes as text stay as they are written. */
export function buildValue(node: unknown, schema: JsonSchema, source: string): Json {
  return build(node, branches(schema), source);
}

function build(node: unknown, schemas: readonly JsonSchema[], source: string): Json {
  if (isMap(node)) {
    const fields = new Map<string, Json>();
    for (const pair of node.items) {
      const key = keyText(pair, source);
      if (!fields.has(key)) fields.set(key, build(pair.value, propertySchemas(schemas, key), source));
    }
    return Object.fromEntries(fields);
  }
  if (isSeq(node)) return node.items.map(item => build(item, itemSchemas(schemas), source));
  if (isScalar(node)) return scalarValue(node, schemas, source);
  return null;
}

/** A key as it is written: `7: x` has the key "7", `on: x` the key "on". */
export function keyText(pair: Pair<unknown, unknown>, source: string): string {
  return isScalar(pair.key) ? readScalarText(pair.key, source).text : String(pair.key);
}

function scalarValue(scalar: Scalar, schemas: readonly JsonSchema[], source: string): Json {
  const { text } = readScalarText(scalar, source);
  if (text === '' && (scalar.type === Scalar.PLAIN || scalar.type === undefined)) return null;
  const { value } = scalar;
  const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return readsSourceText(schemas) || !plain ? text : value;
}

/** The pair that holds a key; the first where it stands twice. */
export function findPair(node: unknown, key: string, source: string): Pair<unknown, unknown> | undefined {
  return isMap(node) ? node.items.find(pair => keyText(pair, source) === key) : undefined;
}

export function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value);
}
