import type { DiagnosticCode } from './catalogue.ts';
import type { Diagnostic } from './diagnostic.ts';

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

/**
 * Leaves out syntax errors that only follow from a text that YAML read otherwise than it was meant: `!active` is one
 * mistake, not a tag and a foreign operator.
 */
export function withoutEchoes(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const misread = diagnostics.filter(({ code }) => MISREAD.includes(code));
  const echoes = (problem: Diagnostic) =>
    misread.some(cause => cause.file === problem.file && within(problem, cause));
  return diagnostics.filter(problem => !problem.code.startsWith('expression-') || !echoes(problem));
}

const MISREAD: readonly DiagnosticCode[] = ['yaml-tag', 'yaml-alias', 'yaml-indicator'];

const within = (inner: Diagnostic, outer: Diagnostic) =>
  inner.range.start.offset >= outer.range.start.offset && inner.range.end.offset <= outer.range.end.offset;

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
