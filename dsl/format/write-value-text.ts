import type { Scalar } from 'yaml';
import type { JsonSchema } from '../documents/schemas/json-schema.ts';
import { canonicalText, roleOf } from './canonical-text.ts';
import { isEmptyScalar, placeOf, textOf } from './flow-text.ts';
import { foldExpression } from './fold-expression.ts';
import { foldedBlock, writeBlock, writeInline } from './write-scalar.ts';

/** Beyond this, a text that can be broken is broken. */
const TEXT_WIDTH = 120;

/** What stands behind the key, and the lines below it. */
export interface ValueText {
  readonly head: string;
  /** Without the indent of the block. */
  readonly body: readonly string[];
}

/** A scalar of a block: on one line where it fits, else an expression broken at its operators and prose at its words. */
export function writeValueText(
  scalar: Scalar,
  schemas: readonly JsonSchema[],
  column: number,
  bodyIndent: number,
): ValueText {
  if (isEmptyScalar(scalar)) return { head: '', body: [] };
  const text = textOf(scalar, schemas);
  const written = isUnread(text, schemas) ? blockAsWritten(scalar) : undefined;
  if (written !== undefined) return written;
  const width = TEXT_WIDTH - bodyIndent;
  const hasLines = text.includes('\n');
  const inline = () => writeInline(text, placeOf(scalar, schemas, false));
  if (hasLines) {
    const folded = scalar.type === 'BLOCK_FOLDED' ? writeBlock(text, '>', width) : undefined;
    return folded ?? writeBlock(text, '|', width) ?? oneLine(inline());
  }
  const line = inline();
  if (column + line.length <= TEXT_WIDTH || typeof scalar.value !== 'string') return oneLine(line);
  const isExpression = roleOf(schemas) !== undefined;
  const block = isExpression ? foldedBlock(foldExpression(text, width)) : writeBlock(text, '>', width);
  return block !== undefined && block.body.length > 1 ? block : oneLine(line);
}

const oneLine = (head: string): ValueText => ({ head, body: [] });

/** An expression that cannot be parsed: where its lines break may tell the author what is wrong. */
function isUnread(text: string, schemas: readonly JsonSchema[]): boolean {
  const role = roleOf(schemas);
  return role !== undefined && canonicalText(text, role).problems.length > 0;
}

/** A block scalar, line by line; undefined where it is none, or says by a figure how far it is indented. */
function blockAsWritten({ srcToken }: Scalar): ValueText | undefined {
  if (srcToken?.type !== 'block-scalar') return undefined;
  const header = srcToken.props.find(({ type }) => type === 'block-scalar-header');
  const head = header !== undefined && 'source' in header ? header.source : '';
  if (!/^[|>][+-]?$/.test(head)) return undefined;
  const lines = srcToken.source.trimEnd().split(/\r?\n/);
  const indent = Math.min(...lines.filter(line => line.trim() !== '').map(line => line.search(/\S/)));
  return { head, body: lines.map(line => line.slice(indent).trimEnd()) };
}
