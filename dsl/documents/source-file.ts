import type { Edit, Position, Range } from '../diagnostics/diagnostic.ts';

/** A file's text with its lines, to turn offsets into positions. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  range(start: number, end: number): Range;
  edit(start: number, end: number, text: string): Edit;
}

export function createSourceFile(path: string, text: string): SourceFile {
  const lineStarts = [0];
  for (let offset = text.indexOf('\n'); offset >= 0; offset = text.indexOf('\n', offset + 1))
    lineStarts.push(offset + 1);

  const position = (offset: number): Position => {
    const line = lineAt(lineStarts, offset);
    return { line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1, offset };
  };
  const range = (start: number, end: number): Range => ({
    start: position(start),
    end: position(Math.max(start, end)),
  });
  return {
    path,
    text,
    range,
    edit: (start, end, added) => ({ file: path, range: range(start, end), text: added }),
  };
}

/** The last line that starts at or before the offset, by bisection. */
function lineAt(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
