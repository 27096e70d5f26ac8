import type { Scalar } from 'yaml';
import type { JsonSchema } from '../documents/schemas/json-schema.ts';
import { roleOf } from './canonical-text.ts';
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
