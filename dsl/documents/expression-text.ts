import { isScalar, parseDocument } from 'yaml';
import type { Scalar } from 'yaml';
import type { Edit } from '../diagnostics/diagnostic.ts';
import { scalarText } from './build-value.ts';
import type { ExpressionText } from './document.ts';
import { readScalarText } from './scalars/scalar-text.ts';
import type { ScalarText } from './scalars/scalar-text.ts';
import type { SourceFile } from './source-file.ts';
import type { EditedText } from './yaml/edited-text.ts';
import { inQuotes } from './yaml/trap.ts';

/** A scalar of a parsed document as text that knows its place in the file. */
export function createExpressionText(
  scalar: Scalar,
  file: SourceFile,
  source: EditedText,
  inFlow: boolean,
): ExpressionText {
  const text = scalarText(scalar);
  let read: ScalarText | undefined;
  const sourceRangeOf = (start: number, end: number) =>
    sourceRange((read ??= readScalarText(scalar, source.text)), start, end);
  const [nodeStart, nodeEnd] = scalarRange(scalar, source.text);
  const written = source.text.slice(nodeStart, nodeEnd);
  const fileStart = source.toFile(nodeStart);
  const fileEnd = source.toFile(nodeEnd);

  const replace = (replacement: string): Edit =>
    file.edit(fileStart, fileEnd, spaced(written) + writeScalar(replacement, scalar, source.text, inFlow));

  return {
    text,
    rangeIn(start, end) {
      const [from, to] = sourceRangeOf(start, end);
      return file.range(source.toFile(from), source.toFile(to));
    },
    edit(start, end, replacement) {
      const [from, to] = sourceRangeOf(start, end);
      const added = escaped(replacement, scalar);
      const expected = text.slice(0, start) + replacement + text.slice(end);
      const rewritten = source.text.slice(nodeStart, from) + added + source.text.slice(to, nodeEnd);
      const kept = source.isOriginal(nodeStart, nodeEnd) && readsAs(rewritten, expected, inFlow);
      return kept ? file.edit(source.toFile(from), source.toFile(to), added) : replace(expected);
    },
    replace,
  };

  /** After a bare `key:` a text needs a blank before it. */
  function spaced(before: string): string {
    return before === '' && /[^\s]/.test(source.text.charAt(nodeStart - 1)) ? ' ' : '';
  }
}

/** The node without the line breaks that end a block. */
function scalarRange(scalar: Scalar, source: string): readonly [number, number] {
  const [start = 0, end = start] = scalar.range ?? [];
  return [start, start + source.slice(start, end).trimEnd().length];
}

function sourceRange(read: ScalarText, start: number, end: number): readonly [number, number] {
  const { text, starts, ends, contentStart } = read;
  if (text.length === 0) return [contentStart, contentStart];
  const from =
    start < text.length ? (starts[Math.max(start, 0)] ?? contentStart) : (ends.at(-1) ?? contentStart);
  return [from, end > start ? (ends[Math.min(end, text.length) - 1] ?? from) : from];
}

function escaped(text: string, scalar: Scalar): string {
  if (scalar.type === 'QUOTE_SINGLE') return text.replaceAll("'", "''");
  if (scalar.type === 'QUOTE_DOUBLE') return JSON.stringify(text).slice(1, -1);
  return text;
}

/** Keeps the scalar's own style where it can hold the text, else takes the plainest that can. */
function writeScalar(text: string, scalar: Scalar, source: string, inFlow: boolean): string {
  const candidates = [...ownStyle(text, scalar, source), text, inQuotes(text)];
  return candidates.find(candidate => readsAs(candidate, text, inFlow)) ?? JSON.stringify(text);
}

function ownStyle(text: string, scalar: Scalar, source: string): readonly string[] {
  if (scalar.type === 'QUOTE_SINGLE') return [inQuotes(text)];
  if (scalar.type === 'QUOTE_DOUBLE') return [JSON.stringify(text)];
  if (scalar.type !== 'BLOCK_LITERAL' && scalar.type !== 'BLOCK_FOLDED') return [];
  const { contentStart } = readScalarText(scalar, source);
  const indent = ' '.repeat(contentStart - (source.lastIndexOf('\n', contentStart - 1) + 1));
  const lines = text.replace(/\n$/, '').split('\n');
  const body = lines.map(line => (line === '' ? '' : indent + line)).join('\n');
  return [`${text.endsWith('\n') ? '|' : '|-'}\n${body}`];
}

/** Whether YAML reads what is written as that very text. */
function readsAs(written: string, text: string, inFlow: boolean): boolean {
  return readWritten(written, inFlow)?.source === text;
}

/** What YAML makes of a scalar that is written as a value; undefined where it makes something else of it. */
export function readWritten(written: string, inFlow: boolean): Scalar | undefined {
  if (written === '') return undefined;
  const parsed = parseDocument(inFlow ? `{ k: ${written}, z: 1 }` : `k: ${written}\nz: 1\n`, {
    keepSourceTokens: true,
  });
  const value = parsed.errors.length + parsed.warnings.length === 0 ? parsed.get('k', true) : undefined;
  const isWhole = isScalar(value) && value.comment === undefined && parsed.get('z') === 1;
  return isWhole ? value : undefined;
}
