import type { Diagnostic } from '../../api/types.ts';
import { counted } from '../../components/format.ts';

const SEVERITIES = ['error', 'warning', 'info'] as const;

/** The open file's problems first, then the worst, then by place. */
export function inReadingOrder(diagnostics: readonly Diagnostic[], file: string | undefined): Diagnostic[] {
  const rank = (problem: Diagnostic) =>
    (problem.file === file ? 0 : 10) + SEVERITIES.indexOf(problem.severity);
  return [...diagnostics].sort(
    (left, right) =>
      rank(left) - rank(right) ||
      left.file.localeCompare(right.file) ||
      left.range.start.offset - right.range.start.offset,
  );
}

/** `2 errors, 1 warning in all files` */
export function problemSummary(diagnostics: readonly Diagnostic[]): string {
  if (diagnostics.length === 0) return 'None: all files check.';
  const counts = SEVERITIES.map(
    severity => [severity, diagnostics.filter(item => item.severity === severity).length] as const,
  );
  const words = { error: 'error', warning: 'warning', info: 'hint' } as const;
  return `${counts
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => counted(count, words[severity]))
    .join(', ')} in all files`;
}
