import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from './source-file.ts';

/** What decoders put in the place of bytes that are no UTF-8. */
const LOST_CHARACTER = '\uFFFD';

/** So many of all characters are lost in a text with some accents, and not in an image. */
const MOST_LOST = 0.05;

export interface WrongEncoding {
  readonly problem: Diagnostic;
  /** Whether only some letters are lost, so that all else can be checked. */
  readonly readable: boolean;
}

/** Bytes of another encoding or of no text at all: they are lost when a file is read, and writing it would keep that. */
export function findWrongEncoding(file: SourceFile): WrongEncoding | undefined {
  const { path, text } = file;
  const zero = text.indexOf('\0');
  const lost = text.indexOf(LOST_CHARACTER);
  if (zero < 0 && lost < 0) return undefined;
  const start = zero < 0 ? lost : lost < 0 ? zero : Math.min(zero, lost);
  const share = (text.split(LOST_CHARACTER).length - 1) / text.length;
  return {
    readable: zero < 0 && share <= MOST_LOST,
    problem: diagnostic('yaml-encoding', {
      file: path,
      range: file.range(start, start + 1),
      message: 'The file is not a text in UTF-8: from here on some of its characters are lost.',
      expected: 'save the file with the encoding UTF-8',
    }),
  };
}
