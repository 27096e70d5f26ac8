import type { Diagnostic, Fix } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { counted } from '../../components/format.ts';
import { Icon } from '../../components/icon.tsx';
import { inReadingOrder, problemSummary } from './problem-order.ts';
import styles from './rules.module.css';

interface ProblemsPanelProps {
  /** Undefined until the first check has come back. */
  readonly diagnostics: readonly Diagnostic[] | undefined;
  readonly failure: string | undefined;
  readonly file: string | undefined;
  readonly onGo: (diagnostic: Diagnostic) => void;
  readonly onFix?: ((fix: Fix) => void) | undefined;
}

/** Every problem of every file, the open file's first, each with its place and its fixes. */
export function ProblemsPanel({ diagnostics, failure, file, onGo, onFix }: ProblemsPanelProps) {
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
                  {problem.message}
                </button>
                {problem.expected && <p className={styles.muted}>Expected: {problem.expected}</p>}
                <p className={styles.place}>
                  {problem.file}:{problem.range.start.line}:{problem.range.start.column} · {problem.code}
                </p>
              </div>
              {onFix && (
                <div className={styles.fixes}>
                  {problem.fixes.map(fix => (
                    <Button key={fix.title} small icon="wand" onClick={() => onFix(fix)}>
                      {fix.title}
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
