import type { Edit } from '../diagnostics/diagnostic.ts';
import type { DocumentPath, LoadedDocument } from './document.ts';

/**
 * Leaves out a field or a list's item, with what parts it from its neighbours. An only one goes with what holds it;
 * undefined where nothing would be left.
 */
export function removeEntry(document: LoadedDocument, path: DocumentPath): Edit | undefined {
  if (path.length === 0) return undefined;
  const steps = siblingsOf(document, path);
  const step = path.at(-1);
  const index = steps.findIndex(sibling => sibling === step);
  const parent = path.slice(0, -1);
  if (steps.length === 1) return removeEntry(document, parent);
  const rangeOf = (sibling: string | number | undefined) => {
    if (sibling === undefined) return undefined;
    const { range, keyRange } = document.locate([...parent, sibling]);
    const end = keyRange && keyRange.end.offset > range.end.offset ? keyRange.end : range.end;
    return { start: (keyRange ?? range).start, end };
  };
  const own = rangeOf(steps[index]);
  const before = rangeOf(steps[index - 1]);
  const after = rangeOf(steps[index + 1]);
  const { file } = document;
  if (own === undefined) return undefined;
  if (before !== undefined) return { file, range: { start: before.end, end: own.end }, text: '' };
  return after === undefined ? undefined : { file, range: { start: own.start, end: after.start }, text: '' };
}

/** A further field behind the last of the mapping at the path; undefined where that has none. */
export function addEntry(document: LoadedDocument, path: DocumentPath, field: string): Edit | undefined {
  const siblings = siblingsOf(document, [...path, '']).map(step => document.locate([...path, step]));
  const last = siblings.toSorted((a, b) => a.range.end.offset - b.range.end.offset).at(-1);
  if (last?.keyRange === undefined) return undefined;
  const { end } = last.range;
  const lead = last.inFlow === true ? ', ' : `\n${' '.repeat(last.keyRange.start.column - 1)}`;
  return { file: document.file, range: { start: end, end }, text: `${lead}${field}` };
}

/** Leaves out a whole document, with what parts it from its neighbour in the file; the only one of a file stays. */
export function removeDocument(
  document: LoadedDocument,
  documents: readonly LoadedDocument[],
): Edit | undefined {
  const { file, index } = document;
  const rangeAt = (at: number) =>
    documents.find(other => other.file === file && other.index === at)?.locate([]).range;
  const own = document.locate([]).range;
  const before = rangeAt(index - 1);
  if (before !== undefined) return { file, range: { start: before.end, end: own.end }, text: '' };
  const after = rangeAt(index + 1);
  return after === undefined ? undefined : { file, range: { start: own.start, end: after.start }, text: '' };
}

function siblingsOf({ value }: LoadedDocument, path: DocumentPath): readonly (string | number)[] {
  let current: unknown = value;
  for (const step of path.slice(0, -1)) {
    current = typeof current === 'object' && current !== null ? Reflect.get(current, step) : undefined;
  }
  if (Array.isArray(current)) return current.map((_, index) => index);
  return typeof current === 'object' && current !== null ? Object.keys(current) : [];
}
