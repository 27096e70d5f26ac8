import { isMisreading } from '../diagnostics/order.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { LoadResult } from './document.ts';
import type { SourceFile } from './source-file.ts';
import { isBalanced } from './yaml/balance.ts';

/** Whether a problem may come of the slip of one sign in the text's structure. */
export function maySlip(problem: Diagnostic, errors: readonly Diagnostic[], { text }: SourceFile): boolean {
  const { code, range } = problem;
  const { start, end } = range;
  if (SLIPS.has(code)) return true;
  switch (code) {
    case 'schema-missing-field':
      return /^---\S/.test(text.slice(start.offset)) || KEY_IN_COMMENT.test(text);
    case 'schema-value':
      return isKeyless(problem);
    case 'schema-unknown-field':
      return (
        /^[ \t]+:/.test(text.slice(end.offset)) ||
        // A key that no hand would write: `name Foo` without its colon.
        !/^[\w.]+$/.test(text.slice(start.offset, end.offset)) ||
        // A field that is missed in one place and too much in another is indented wrong.
        errors.some(({ code }) => code === 'schema-missing-field')
      );
    default:
      return false;
  }
}

/** What is missing may stand at the end of a comment that lost its line break. */
const KEY_IN_COMMENT = /^[ \t]*#.*\w:(?:\s|$)/m;

const SLIPS: ReadonlySet<string> = new Set([
  'yaml-syntax', 'yaml-unclosed', 'yaml-tab', 'yaml-indent', 'yaml-blank', 'yaml-indicator', 'yaml-colon', 'yaml-duplicate-key', 'schema-empty',
]); // prettier-ignore

/** A `:` that stands without its key, which may be on the line above. */
export const isKeyless = ({ range }: Diagnostic): boolean => range.start.offset === range.end.offset;

/**
 * Whether quotes would only hide what is wrong: nobody means a text that ends in a colon, closes a bracket that is not
 * open, or has one of the kind's fields in it.
 */
export function isNoText(
  { code, range }: Diagnostic,
  { text }: SourceFile,
  fields: readonly string[],
): boolean {
  if (code !== 'yaml-colon') return false;
  const quoted = text.slice(range.start.offset, range.end.offset).trim();
  const keys = [...quoted.matchAll(/([\w.]+):(?=\s|$)/g)].map(([, key = '']) => key);
  return quoted.endsWith(':') || !isBalanced(quoted) || keys.some(key => fields.includes(key));
}

/** Whether YAML or the kind keep it from being read as it was meant; schemas leave out what does not fit. */
export const isUnread = ({ faulty, diagnostics }: LoadResult): boolean =>
  diagnostics.some(problem => isMisreading(problem) || problem.code === 'schema-unknown-kind') ||
  (faulty !== undefined && faulty.kind === undefined);

/**
 * Lines at which a document's outline breaks, though YAML may stumble far below: a key without a value and nothing
 * that is indented under it, a key in the first column that is no field of the document, a sign without its blank, an
 * entry in braces without its dash.
 */
export function brokenLines(text: string, fields: readonly string[]): readonly number[] {
  const lines = [...text.matchAll(/^([ \t]*)(?=\S)(?!#|---)(.*)$/gm)].map(
    ({ index, 1: indent = '', 2: written = '' }) => ({ start: index + indent.length, indent, written }),
  );
  return lines
    .filter((line, index) => {
      const { indent, written } = line;
      const next = lines[index + 1];
      if (/^(?:[\w.]+:[^\s:]|-[^-\s]|- {2,}|\{)/.test(written)) return true;
      if (/^[\w.]+:\s*$/.test(written) && next !== undefined && !isBelow(next, line)) return true;
      return (
        indent === '' && !fields.some(field => written.startsWith(`${field}:`)) && !written.startsWith('- ')
      );
    })
    .map(({ start }) => start);
}

interface Line {
  readonly indent: string;
  readonly written: string;
}

/** The items of a list may stand as far left as its key. */
const isBelow = (line: Line, { indent }: Line) =>
  line.indent.length > indent.length || (line.indent === indent && line.written.startsWith('-'));
