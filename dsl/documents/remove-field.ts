import type { Edit } from '../diagnostics/diagnostic.ts';
import type { Location } from './document.ts';
import type { SourceFile } from './source-file.ts';

/** The key with its value, and what parted them from their neighbours. */
export function removeField(
  { keyRange, range, inFlow }: Location,
  { text, edit }: SourceFile,
): Edit | undefined {
  if (keyRange === undefined) return undefined;
  const start = keyRange.start.offset;
  const end = Math.max(range.end.offset, keyRange.end.offset);
  return inFlow === true ? removeInFlow(text, start, end, edit) : removeLines(text, start, end, edit);
}

function removeInFlow(text: string, start: number, end: number, edit: SourceFile['edit']): Edit | undefined {
  const after = /^\s*:?\s*,[ \t]*/.exec(text.slice(end));
  if (after) return edit(start, end + after[0].length, '');
  const before = /,\s*$/.exec(text.slice(0, start));
  return before ? edit(start - before[0].length, end, '') : undefined;
}

function removeLines(text: string, start: number, end: number, edit: SourceFile['edit']): Edit | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  // Behind the dash of a list the next field would have to move up.
  if (text.slice(lineStart, start).trim() !== '') return undefined;
  const lineEnd = text.indexOf('\n', end);
  return lineEnd < 0 ? edit(Math.max(0, lineStart - 1), text.length, '') : edit(lineStart, lineEnd + 1, '');
}
