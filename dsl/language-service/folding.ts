import { splitDocuments } from '../documents/index.ts';
import type { Folding } from './types.ts';

/** What can be folded: documents, what is indented below a key or an item, comments of several lines. */
export function folding(text: string): readonly Folding[] {
  const lines = text.split('\n');
  return [...documents(text), ...comments(lines), ...parts(lines)].toSorted(
    (a, b) => a.startLine - b.startLine || b.endLine - a.endLine,
  );
}

function documents(text: string): readonly Folding[] {
  return splitDocuments(text).flatMap(({ start, end }) => {
    const own = text.slice(start, end);
    const head = /^---[^\n]*\n/.exec(own)?.[0].length ?? 0;
    const lead = /^(?:\s*(?:#[^\n]*)?\n)*/.exec(own.slice(head))?.[0].length ?? 0;
    const startLine = lineAt(text, start + head + lead);
    const endLine = lineAt(text, start + own.trimEnd().length);
    return endLine > startLine ? [{ startLine, endLine, kind: 'document' as const }] : [];
  });
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function comments(lines: readonly string[]): readonly Folding[] {
  const isComment = (line: string | undefined): boolean => line !== undefined && /^\s*#/.test(line);
  return lines.flatMap((line, index) => {
    if (!isComment(line) || isComment(lines[index - 1])) return [];
    const after = lines.slice(index).findIndex(other => !isComment(other));
    const length = after < 0 ? lines.length - index : after;
    return length > 1 ? [{ startLine: index + 1, endLine: index + length, kind: 'comment' as const }] : [];
  });
}

function parts(lines: readonly string[]): readonly Folding[] {
  return lines.flatMap((line, index) => {
    if (!isContent(line)) return [];
    const end = lastBelow(lines, index, indentOf(line));
    return end > index ? [{ startLine: index + 1, endLine: end + 1, kind: 'part' as const }] : [];
  });
}

const isContent = (line: string): boolean => !/^\s*(?:#|$|---)/.test(line);
const indentOf = (line: string): number => line.length - line.trimStart().length;

/** The last line that is indented further; empty lines and comments at the end are not part of it. */
function lastBelow(lines: readonly string[], from: number, indent: number): number {
  let last = from;
  for (let index = from + 1; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line.startsWith('---')) break;
    if (!isContent(line)) continue;
    if (indentOf(line) <= indent) break;
    last = index;
  }
  return last;
}
