import type { Span } from '../../../dsl/syntax/ast.ts';

/** A text in which `<|` and `|>` mark the place that a problem should point at. */
export function readMarked(marked: string): { readonly text: string; readonly span: Span } {
  const start = marked.indexOf('<|');
  const end = marked.indexOf('|>');
  if (start === -1 || end === -1) throw new Error(`nothing is marked in ${marked}`);
  const text = marked.slice(0, start) + marked.slice(start + 2, end) + marked.slice(end + 2);
  return { text, span: { start, end: end - 2 } };
}

export function writeMarked(text: string, { start, end }: Span): string {
  return `${text.slice(0, start)}<|${text.slice(start, end)}|>${text.slice(end)}`;
}
