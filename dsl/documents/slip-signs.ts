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
      return /^---\S/.test(text.slice(start.offset));
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
