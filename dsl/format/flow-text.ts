import { isMap, isScalar, isSeq } from 'yaml';
import type { Node, Scalar } from 'yaml';
import { isNode, keyText, scalarText } from '../documents/build-value.ts';
import { itemSchemas, propertySchemas, readsSourceText } from '../documents/schemas/json-schema.ts';
import type { JsonSchema } from '../documents/schemas/json-schema.ts';
import { canonicalText, roleOf } from './canonical-text.ts';
import { writeInline, writeKey } from './write-scalar.ts';

/** A node on one line; undefined where a line cannot hold it. */
export function flowText(node: Node | null, schemas: readonly JsonSchema[]): string | undefined {
  if (isScalar(node)) {
    const text = textOf(node, schemas);
    if (text === '' && isEmptyScalar(node)) return undefined;
    return text.includes('\n') ? undefined : writeInline(text, placeOf(node, schemas, true));
  }
  if (isSeq(node)) {
    const items = node.items.map(item => flowText(nodeOf(item), itemSchemas(schemas)));
    return allDefined(items) ? `[${items.join(', ')}]` : undefined;
  }
  if (!isMap(node)) return undefined;
  const pairs = node.items.map(pair => {
    const name = keyText(pair);
    const text = flowText(nodeOf(pair.value), propertySchemas(schemas, name));
    return text === undefined ? undefined : `${writeKey(name)}: ${text}`;
  });
  if (!allDefined(pairs)) return undefined;
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

/** A scalar's text, an expression's in its canonical spelling. */
export function textOf(scalar: Scalar, schemas: readonly JsonSchema[]): string {
  const role = roleOf(schemas);
  const text = scalarText(scalar);
  return role === undefined ? text : canonicalText(text, role).text;
}

export function placeOf(scalar: Scalar, schemas: readonly JsonSchema[], inFlow: boolean) {
  return { inFlow, textOnly: readsSourceText(schemas), value: scalar.value };
}

/** `key:` with nothing behind it. */
export function isEmptyScalar(scalar: Scalar): boolean {
  return scalarText(scalar) === '' && (scalar.type === 'PLAIN' || scalar.type === undefined);
}

export function nodeOf(value: unknown): Node | null {
  return isNode(value) ? value : null;
}

function allDefined(texts: readonly (string | undefined)[]): texts is readonly string[] {
  return texts.every(text => text !== undefined);
}
