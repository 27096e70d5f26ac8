import { CST } from 'yaml';
import type { Scalar } from 'yaml';
import { readBlock } from './block-scalars.ts';
import { readDouble, readFolded } from './flow-scalars.ts';
import { collectUnits } from './units.ts';
import type { ScalarText } from './units.ts';

export type { ScalarText } from './units.ts';

/** Reads a scalar node that was parsed with `keepSourceTokens`; offsets are those of `source`. */
export function readScalarText(scalar: Scalar, source: string): ScalarText {
  const token = scalar.srcToken;
  if (!CST.isScalar(token)) return collectUnits().finish(scalar.range?.[0] ?? 0);
  const start = token.offset;
  const end = start + token.source.length;
  switch (token.type) {
    case 'block-scalar':
      return readBlock(token, source);
    case 'double-quoted-scalar':
      return readDouble(source, start + 1, endBefore('"', token.source, end));
    case 'single-quoted-scalar':
      return readFolded(source, start + 1, endBefore("'", token.source, end), true);
    default:
      return readFolded(source, start, end, false);
  }
}

/** A quote that was never closed has no last character to leave out. */
function endBefore(quote: string, quoted: string, end: number): number {
  return quoted.length > 1 && quoted.endsWith(quote) ? end - 1 : end;
}
