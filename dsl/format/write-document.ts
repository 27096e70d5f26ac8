import { isMap, isScalar, isSeq } from 'yaml';
import type { Node, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { keyText } from '../documents/build-value.ts';
import { branches, itemSchemas, propertySchemas } from '../documents/schemas/json-schema.ts';
import type { JsonSchema } from '../documents/schemas/json-schema.ts';
import { flowText, isEmptyScalar, nodeOf } from './flow-text.ts';
import { createLineWriter } from './line-writer.ts';
import { readComments } from './read-comments.ts';
import { writeKey } from './write-scalar.ts';
import { writeValueText } from './write-value-text.ts';

/** What an author wrote in `{ }` or `[ ]` stays a row up to this width: rows below each other read as a table. */
const ROW_WIDTH = 180;

interface Place {
  readonly indent: number;
  /** Where what comes next in the source starts; comments up to there may belong to the end of this. */
  readonly limit: number;
  readonly schemas: readonly JsonSchema[];
}

interface Lead {
  /** `key:`, or nothing behind a dash. */
  readonly text: string;
  /** Where it ends in the source. */
  readonly end: number;
}

/** The lines of a document whose root is a mapping, after its separator if it has one. */
export function writeDocument(
  root: YAMLMap,
  source: string,
  schema: JsonSchema,
  separator: string | undefined,
): readonly string[] {
  const writer = createLineWriter(source, readComments(source));
  if (separator !== undefined) {
    writer.line(0, separator);
    writer.remark(lineEnd(source, 0));
    writer.startBlock();
  }
  writeMap(root, { indent: 0, limit: source.length, schemas: branches(schema) });
  writer.comments(source.length, 0);
  return writer.lines;

  function writeMap(map: YAMLMap, place: Place): void {
    map.items.forEach((pair, index) => {
      const { key, value } = pair;
      const [start = 0, end = start] = nodeOf(key)?.range ?? [];
      const name = keyText(pair);
      const limit = nodeOf(map.items[index + 1]?.key)?.range?.[0] ?? place.limit;
      writer.comments(start, place.indent);
      writer.keepBlank(start);
      const inside = { ...place, limit, schemas: propertySchemas(place.schemas, name) };
      writeValue(nodeOf(value), { text: `${writeKey(name)}:`, end }, inside);
    });
    closeBlock(map, place);
  }

  function writeItems(list: YAMLSeq, place: Place): void {
    list.items.forEach((item, index) => {
      const node = nodeOf(item);
      const [start = 0] = node?.range ?? [];
      const limit = nodeOf(list.items[index + 1])?.range?.[0] ?? place.limit;
      writer.comments(start, place.indent);
      writer.keepBlank(start);
      writer.dash(place.indent);
      const inside = { indent: place.indent + 2, limit, schemas: itemSchemas(place.schemas) };
      writeValue(node, { text: '', end: start }, inside);
    });
    closeBlock(list, place);
  }

  function writeValue(node: Node | null, lead: Lead, place: Place): void {
    if (isMap(node) || isSeq(node)) writeCollection(node, lead, place);
    else if (isScalar(node)) writeScalar(node, lead, place);
    else writer.line(place.indent, lead.text);
  }

  function writeScalar(scalar: Scalar, lead: Lead, { indent, limit, schemas }: Place): void {
    const [start = 0, valueEnd = start] = scalar.range ?? [];
    const isEmpty = isEmptyScalar(scalar);
    if (!isEmpty) writer.comments(start, indent);
    const before = lead.text === '' ? '' : `${lead.text} `;
    const bodyIndent = lead.text === '' ? indent : indent + 2;
    const { head, body } = writeValueText(scalar, schemas, indent + before.length, bodyIndent);
    writer.line(indent, before + head);
    const isBlock = scalar.type === 'BLOCK_FOLDED' || scalar.type === 'BLOCK_LITERAL';
    const end = isEmpty ? lead.end : valueEnd;
    writer.remark(Math.min(limit, isBlock ? end : lineEnd(source, end)));
    writer.body(body.map(line => (line === '' ? '' : ' '.repeat(bodyIndent) + line)));
  }

  function writeCollection(node: YAMLMap | YAMLSeq, lead: Lead, place: Place): void {
    const [start = 0, end = start] = node.range ?? [];
    const { indent, limit, schemas } = place;
    const before = lead.text === '' ? '' : `${lead.text} `;
    const isRow = node.flow === true && !writer.hasComments(start, end);
    const row = isRow || node.items.length === 0 ? flowText(node, schemas) : undefined;
    if (row !== undefined && (node.items.length === 0 || indent + before.length + row.length <= ROW_WIDTH)) {
      writer.comments(start, indent);
      writer.line(indent, before + row);
      writer.remark(Math.min(limit, lineEnd(source, end)));
      return;
    }
    const inside = { ...place, indent: lead.text === '' ? indent : indent + 2 };
    if (lead.text !== '') {
      writer.line(indent, lead.text);
      writer.remark(Math.min(lineEnd(source, lead.end), firstStart(node)));
      writer.startBlock();
    }
    if (isMap(node)) writeMap(node, inside);
    else writeItems(node, inside);
  }

  /** Comments after the last entry belong to the block as far as the author indented them like it. */
  function closeBlock(block: YAMLMap | YAMLSeq, { indent, limit }: Place): void {
    const [start = 0, end = start] = block.range ?? [];
    if (block.flow === true) writer.comments(end, indent);
    else if (indent > 0) writer.closing(limit, columnOf(source, start), indent);
  }
}

function firstStart({ items: [first] }: YAMLMap | YAMLSeq): number {
  const node =
    nodeOf(first) ?? nodeOf(typeof first === 'object' && first !== null && 'key' in first ? first.key : null);
  return node?.range?.[0] ?? Infinity;
}

const columnOf = (source: string, offset: number) => offset - (source.lastIndexOf('\n', offset - 1) + 1);

function lineEnd(source: string, offset: number): number {
  const end = source.indexOf('\n', offset);
  return end < 0 ? source.length : end;
}
