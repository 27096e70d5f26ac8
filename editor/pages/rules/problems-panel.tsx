import { exampleText } from '../../../dsl/diagnostics/index.ts';
import type { Diagnostic, Fix } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { counted } from '../../components/format.ts';
import { Icon } from '../../components/icon.tsx';
import { inReadingOrder, problemSummary } from './problem-order.ts';
import { Prose } from './prose.tsx';
import { FileLinks } from './unsaved-bar.tsx';
import styles from './rules.module.css';

interface ProblemsPanelProps {
  /** Undefined until the first check has come back. */
  readonly diagnostics: readonly Diagnostic[] | undefined;
  readonly failure: string | undefined;
  readonly file: string | undefined;
  /** The files that have unsaved changes. */
  readonly unsaved: readonly string[];
  readonly onGo: (diagnostic: Diagnostic) => void;
  readonly onFix?: ((fix: Fix) => void) | undefined;
}

/** Every problem of every file, the open file's first, each with its place and its fixes. */
export function ProblemsPanel({ diagnostics, failure, file, unsaved, onGo, onFix }: ProblemsPanelProps) {
  const shown = inReadingOrder(diagnostics ?? [], file);
  return (
    <section className={styles.problems} aria-label="Problems">
      <header className={styles.problemsHead}>
        <h2>Problems</h2>
        <p role="status" className={styles.muted}>
          {failure ? `The check failed: ${failure}` : diagnostics ? problemSummary(diagnostics) : 'Checking'}
        </p>
      </header>
      {shown.length > 0 && (
        <ul className={styles.problemList}>
          {shown.map((problem, index) => (
            <li
              key={`${problem.file} ${problem.range.start.offset} ${problem.code} ${index}`}
              className={styles.problem}
            >
              <span className={styles[problem.severity]} title={problem.severity}>
                <Icon name={problem.severity === 'info' ? 'info' : 'alert'} size={14} />
                <span className="visually-hidden">{problem.severity}</span>
              </span>
              <div className={styles.problemText}>
                <button type="button" className={styles.go} onClick={() => onGo(problem)}>
                  <Prose text={problem.message} />
                </button>
                {problem.expected && (
                  <p className={styles.muted}>
                    Expected: <Prose text={problem.expected} />
                  </p>
                )}
                {problem.example && (
                  <p className={styles.muted}>
                    Example: <Prose text={exampleText(problem.example)} />
                  </p>
                )}
                <p className={styles.place}>
                  {problem.file}:{problem.range.start.line}:{problem.range.start.column} · {problem.code}
                  {unsaved.includes(problem.file) && ' · not saved'}
                </p>
                {problem.severity === 'error' && unsaved.length > 0 && !unsaved.includes(problem.file) && (
                  <p className={styles.muted}>
                    This file is as it was saved; not saved: <FileLinks files={unsaved} />
                  </p>
                )}
              </div>
              {onFix && (
                <div className={styles.fixes}>
                  {problem.fixes.map(fix => (
                    <Button key={fix.title} small icon="wand" onClick={() => onFix(fix)}>
                      <span>
                        <Prose text={fix.title} />
                      </span>
                    </Button>
                  ))}
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {shown.length > 20 && <p className={styles.muted}>{counted(shown.length, 'problem')} in all.</p>}
    </section>
  );
}
