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
 * Leaves out what only follows from a text that YAML read otherwise than it was meant: within the range of a `yaml-…`
 * error, no other stage's problem is the author's own mistake.
 */
export function withoutEchoes(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const misread = diagnostics.filter(
    ({ code, severity }) => code.startsWith('yaml-') && severity === 'error',
  );
  const echoes = (problem: Diagnostic) =>
    misread.some(cause => cause.file === problem.file && within(problem, cause));
  return diagnostics.filter(problem => problem.code.startsWith('yaml-') || !echoes(problem));
}

const within = (inner: Diagnostic, outer: Diagnostic) =>
  inner.range.start.offset >= outer.range.start.offset && inner.range.end.offset <= outer.range.end.offset;

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
