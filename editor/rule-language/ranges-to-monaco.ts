import type * as Monaco from 'monaco-editor/editor';
import type { Range } from '../api/types.ts';

export function toRange(range: Range): Monaco.IRange {
  return {
    startLineNumber: range.start.line,
    startColumn: range.start.column,
    endLineNumber: range.end.line,
    endColumn: range.end.column,
  };
}
