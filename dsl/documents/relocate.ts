import type { Diagnostic, Edit, Position, Range } from '../diagnostics/diagnostic.ts';
import type { ExpressionText, LoadedDocument, LoadResult, Location } from './document.ts';

/** Where a document begins in its file. */
export interface Origin {
  readonly offset: number;
  /** Lines above it. */
  readonly line: number;
  /** Which document of its file it is, from 0. */
  readonly index: number;
}

/** The same document at another place of its file, after something above it has changed; it is not read again. */
export function relocate(result: LoadResult, from: Origin, to: Origin): LoadResult {
  const move = createMove(to.offset - from.offset, to.line - from.line);
  const { document, faulty } = result;
  return {
    ...(document ? { document: movedDocument(document, to.index, move) } : {}),
    ...(faulty ? { faulty: { ...faulty, index: to.index } } : {}),
    diagnostics: result.diagnostics.map(move.diagnostic),
  };
}

interface Move {
  range(range: Range): Range;
  edit(edit: Edit): Edit;
  diagnostic(diagnostic: Diagnostic): Diagnostic;
}

function createMove(offset: number, line: number): Move {
  const position = (at: Position): Position => ({
    line: at.line + line,
    column: at.column,
    offset: at.offset + offset,
  });
  const range = ({ start, end }: Range): Range => ({ start: position(start), end: position(end) });
  const edit = (given: Edit): Edit => ({ ...given, range: range(given.range) });
  return {
    range,
    edit,
    diagnostic: given => ({
      ...given,
      range: range(given.range),
      fixes: given.fixes.map(fix => ({ ...fix, edits: fix.edits.map(edit) })),
    }),
  };
}

function movedDocument(document: LoadedDocument, index: number, move: Move): LoadedDocument {
  return { ...document, index, locate: path => movedLocation(document.locate(path), move) };
}

function movedLocation(location: Location, move: Move): Location {
  const { range, keyRange, expression, key } = location;
  return {
    ...location,
    range: move.range(range),
    ...(keyRange ? { keyRange: move.range(keyRange) } : {}),
    ...(expression ? { expression: movedText(expression, move) } : {}),
    ...(key ? { key: movedText(key, move) } : {}),
  };
}

function movedText({ text, rangeIn, edit, replace }: ExpressionText, move: Move): ExpressionText {
  return {
    text,
    rangeIn: (start, end) => move.range(rangeIn(start, end)),
    edit: (start, end, replacement) => move.edit(edit(start, end, replacement)),
    replace: replacement => move.edit(replace(replacement)),
  };
}
