import type { DiagnosticCode } from './catalogue.ts';
import type { Diagnostic, Range } from './diagnostic.ts';

/** By file, then by place, so that two runs over the same files report alike. */
export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) =>
      compareText(a.file, b.file) ||
      a.range.start.offset - b.range.start.offset ||
      a.range.end.offset - b.range.end.offset ||
      compareText(a.code, b.code),
  );
}

/** Each once: a text that counts in several ways, as the levels of a mission share one, has its mistakes once. */
export function withoutRepeats(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ file, range: { start, end }, code, message }) => {
    const key = JSON.stringify([file, start.offset, end.offset, code, message]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * Leaves out what only follows from a text that YAML read otherwise than it was meant: `!active` is one mistake, not
 * a tag and a foreign operator, and two lines that ran together are not also a wrong value and a missing field.
 */
export function withoutEchoes(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const misread = diagnostics.filter(isMisreading);
  if (misread.length === 0) return diagnostics;
  const followsFrom = ({ code, file, range }: Diagnostic, cause: Diagnostic) =>
    cause.file === file &&
    overlap(range, cause.range) &&
    (code.startsWith('expression-') || RUN_TOGETHER.has(cause.code));
  return diagnostics.filter(
    problem => problem.code.startsWith('yaml-') || !misread.some(cause => followsFrom(problem, cause)),
  );
}

/** Whether it says that YAML read something else than was written, not only less of it. */
export const isMisreading = ({ code }: Diagnostic): boolean => MISREAD.has(code);

/** What the text is at all is open then, not only how it is spelt. */
const RUN_TOGETHER: ReadonlySet<DiagnosticCode> = new Set([
  'yaml-indicator', 'yaml-colon', 'yaml-syntax', 'yaml-unclosed', 'yaml-tab', 'yaml-indent', 'yaml-blank',
]); // prettier-ignore
const MISREAD: ReadonlySet<DiagnosticCode> = new Set(['yaml-tag', 'yaml-alias', ...RUN_TOGETHER]);

const overlap = (a: Range, b: Range) => a.start.offset <= b.end.offset && b.start.offset <= a.end.offset;

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
