import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { scalarText } from '../documents/build-value.ts';
import { branches, itemSchemas, propertySchemas, readsSourceText } from '../documents/schemas/json-schema.ts';
import type { JsonSchema } from '../documents/schemas/json-schema.ts';
import { textOf } from './flow-text.ts';
import { readComments } from './read-comments.ts';

/** Whether two texts of a document say the same, with the same comments. Expressions may be spelled differently. */
export function isSameDocument(before: string, after: string, schema: JsonSchema): boolean {
  const [first, second] = [before, after].map(text => parseDocument(text, { uniqueKeys: false }));
  if (!first || !second || second.errors.length > 0) return false;
  return (
    isSameNode(first.contents, second.contents, branches(schema)) &&
    isSameList(commentsOf(before), commentsOf(after))
  );
}

function isSameNode(before: unknown, after: unknown, schemas: readonly JsonSchema[]): boolean {
  if (isMap(before) && isMap(after)) {
    return isSameList(before.items, after.items, (one, other) => {
      if (!isScalar(one.key) || !isScalar(other.key)) return false;
      const key = scalarText(one.key);
      return (
        key === scalarText(other.key) && isSameNode(one.value, other.value, propertySchemas(schemas, key))
      );
    });
  }
  if (isSeq(before) && isSeq(after)) {
    return isSameList(before.items, after.items, (one, other) =>
      isSameNode(one, other, itemSchemas(schemas)),
    );
  }
  if (!isScalar(before) || !isScalar(after)) return before === after;
  const isSameText = textOf(before, schemas) === textOf(after, schemas);
  return isSameText && (readsSourceText(schemas) || before.value === after.value);
}

const commentsOf = (text: string) => readComments(text).map(comment => comment.text);

function isSameList<Item>(
  before: readonly Item[],
  after: readonly Item[],
  isSame: (one: Item, other: Item) => boolean = (one, other) => one === other,
): boolean {
  return (
    before.length === after.length &&
    before.every((one, index) => {
      const other = after[index];
      return other !== undefined && isSame(one, other);
    })
  );
}
