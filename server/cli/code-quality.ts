import type { Diagnostic } from '../../dsl/index.ts';
import { sha256 } from '../hash.ts';

/** Problems as a Code Quality report, which GitLab shows in merge requests. */
export function codeQualityOf(diagnostics: readonly Diagnostic[]): readonly object[] {
  const seen = new Map<string, number>();
  return diagnostics.map(({ code, severity, file, range, message }) => {
    const subject = [code, file, message].join('\n');
    const nth = (seen.get(subject) ?? 0) + 1;
    seen.set(subject, nth);
    return {
      description: message,
      check_name: code,
      // Without the line: a problem that only moves is no new one.
      fingerprint: sha256(`${subject}\n${nth}`),
      severity: severity === 'error' ? 'major' : 'minor',
      location: { path: file, lines: { begin: range.start.line, end: range.end.line } },
    };
  });
}
