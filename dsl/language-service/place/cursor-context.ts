import type { CursorContext, Path } from './cursor-place.ts';
import { enclosingFlow } from './flow-context.ts';
import { entriesOf, isInComment, keyEnd, markerOf } from './yaml-entries.ts';
import type { Entry } from './yaml-entries.ts';

/** Where the cursor stands; undefined inside a comment. */
export function cursorContext(text: string, offset: number): CursorContext | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const typed = text.slice(lineStart, offset);
  if (isInComment(typed)) return undefined;
  const { before, after } = linesAround(text, lineStart, offset);
  const above = before.flatMap(entriesOf);
  const below = after.flatMap(entriesOf);
  const all = [...above, ...entriesOf(typed, before.length), ...below];
  const document = { kind: headerOf(all, 'kind'), id: headerOf(all, 'id') };

  const own = readCursorLine(typed);
  const parent = climb(above, own.column, own.markers.length > 0);
  if (parent.continues) {
    const lines = [parent.continues.value, ...before.slice(parent.continues.line + 1), typed];
    const value = lines
      .map(line => line.trim())
      .join(' ')
      .replace(/^[|>][-+\d]*\s*/, '');
    return { ...enclosingFlow(value, parent.path, 'value'), ...document };
  }
  const path = [...parent.path, ...ownItems(above, own.markers)];
  const colon = keyEnd(own.content);
  if (colon === undefined) {
    const siblings = siblingsAt(own.contentColumn, above, below, own.markers.length > 0);
    return { ...enclosingFlow(own.content, path, 'key', siblings), ...document };
  }
  const value = own.content.slice(colon + 1).trimStart();
  return { ...enclosingFlow(value, [...path, own.content.slice(0, colon)], 'value'), ...document };
}

/** The lines of the cursor's own document above its line, and those below. */
function linesAround(text: string, lineStart: number, offset: number): { before: string[]; after: string[] } {
  const before = text.slice(0, lineStart).split('\n').slice(0, -1);
  const after = text.slice(offset).split('\n').slice(1);
  const end = after.findIndex(line => line.startsWith('---'));
  return {
    before: before.slice(before.findLastIndex(line => line.startsWith('---')) + 1),
    after: end < 0 ? after : after.slice(0, end),
  };
}

function headerOf(entries: readonly Entry[], key: string): string | undefined {
  return entries.find(entry => entry.column === 0 && entry.key === key)?.value || undefined;
}

interface CursorLine {
  readonly column: number;
  readonly markers: readonly number[];
  readonly content: string;
  readonly contentColumn: number;
}

function readCursorLine(typed: string): CursorLine {
  const column = typed.length - typed.trimStart().length;
  const markers: number[] = [];
  let at = column;
  for (let width = markerOf(typed.slice(at)); width > 0; width = markerOf(typed.slice(at))) {
    markers.push(at);
    at += width;
  }
  return { column, markers, content: typed.slice(at), contentColumn: at };
}

interface Ancestry {
  readonly path: Path;
  /** The key whose value of several lines the cursor's line goes on with. */
  readonly continues?: Entry;
}

/** Every entry further left than the last one found holds it; a list may also stand right under its key. */
function climb(entries: readonly Entry[], from: number, fromItem: boolean): Ancestry {
  let [column, isItem] = [from, fromItem];
  let path: Path = [];
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    if (!entry || entry.kind === 'text') continue;
    const holds = entry.column < column || (isItem && entry.kind === 'key' && entry.column === column);
    if (!holds) continue;
    if (entry.kind === 'key' && entry.value !== '' && path.length === 0) {
      const above = climb(entries.slice(0, index), entry.column, false);
      return { path: [...above.path, entry.key], continues: entry };
    }
    path = [entry.kind === 'item' ? itemIndex(entries.slice(0, index), entry.column) : entry.key, ...path];
    [column, isItem] = [entry.column, entry.kind === 'item'];
  }
  return { path };
}

/** The indexes of the lists that begin an item on the cursor's own line. */
function ownItems(above: readonly Entry[], markers: readonly number[]): number[] {
  return markers.map((column, index) => (index === 0 ? itemIndex(above, column) : 0));
}

/** How many items of the same list stand above. */
function itemIndex(above: readonly Entry[], column: number): number {
  let count = 0;
  for (const entry of above.toReversed()) {
    if (entry.column > column) continue;
    if (entry.column < column || entry.kind === 'key') break;
    if (entry.kind === 'item') count += 1;
  }
  return count;
}

/** The keys of the mapping that the cursor's line is part of. */
function siblingsAt(
  column: number,
  above: readonly Entry[],
  below: readonly Entry[],
  beginsItem: boolean,
): string[] {
  const upwards = beginsItem ? [] : keysUntilLeft(above.toReversed(), column);
  return [...upwards, ...keysUntilLeft(below, column)];
}

function keysUntilLeft(entries: readonly Entry[], column: number): string[] {
  const end = entries.findIndex(entry => entry.column < column);
  return (end < 0 ? entries : entries.slice(0, end))
    .filter(entry => entry.kind === 'key' && entry.column === column)
    .map(entry => entry.key);
}
