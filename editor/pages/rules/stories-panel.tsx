import type { Failure } from '../../../engine/testing/index.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import type { StoryOutcome } from '../../rule-language/story-protocol.ts';
import { isRunning, runSummary } from './story-run.ts';
import type { StoryRun } from './story-run.ts';
import styles from './rules.module.css';

interface StoriesPanelProps {
  readonly run: StoryRun;
  /** Whether a text is another than was played. */
  readonly outdated: boolean;
  readonly onGo: (line: number, column: number) => void;
  readonly onStop: () => void;
  readonly onClose: () => void;
}

/** Each story of the open file that was played: passed, or what failed in it, with its place. */
export function StoriesPanel({ run, outdated, onGo, onStop, onClose }: StoriesPanelProps) {
  const running = isRunning(run);
  return (
    <section className={styles.problems} aria-label="Stories" aria-busy={running}>
      <header className={styles.problemsHead}>
        <h2>Stories</h2>
        <p role="status" className={styles.muted}>
          {runSummary(run)}
          {outdated && !running && ' The text has changed since.'}
        </p>
        <div className={styles.headActions}>
          {running ? (
            <Button small icon="stop" onClick={onStop}>
              Stop
            </Button>
          ) : (
            <Button small look="quiet" onClick={onClose} aria-label="Close the stories">
              Close
            </Button>
          )}
        </div>
      </header>
      {run.outcomes.length > 0 && (
        <ul className={styles.problemList} tabIndex={0} aria-label="Stories that were played">
          {failedFirst(run.outcomes).map(outcome => (
            <Story key={outcome.id} outcome={outcome} onGo={onGo} />
          ))}
        </ul>
      )}
    </section>
  );
}

const failedFirst = (outcomes: readonly StoryOutcome[]): readonly StoryOutcome[] =>
  [...outcomes].sort((left, right) => Number(left.passed) - Number(right.passed));

function Story({ outcome, onGo }: { readonly outcome: StoryOutcome } & Pick<StoriesPanelProps, 'onGo'>) {
  const { id, name, passed, failures, line, column } = outcome;
  return (
    <li className={styles.problem}>
      <span className={passed ? styles.passed : styles.error} title={passed ? 'passed' : 'failed'}>
        <Icon name={passed ? 'check' : 'alert'} size={14} />
        <span className="visually-hidden">{passed ? 'passed' : 'failed'}</span>
      </span>
      <div className={styles.problemText}>
        <button type="button" className={styles.go} onClick={() => onGo(line, column)}>
          {name} <span className={styles.muted}>{id}</span>
        </button>
        {failures.map((failure, index) => (
          <FailureText key={`${failure.line} ${failure.column} ${index}`} failure={failure} onGo={onGo} />
        ))}
      </div>
    </li>
  );
}

function FailureText({ failure, onGo }: { readonly failure: Failure } & Pick<StoriesPanelProps, 'onGo'>) {
  const { at, line, column } = failure;
  return (
    <div className={styles.failure}>
      <button type="button" className={styles.go} onClick={() => onGo(line, column)}>
        {at === '' ? '' : `${at}, `}line {line}
      </button>
      {failure.kind === 'problem' ? (
        <p>{failure.message}</p>
      ) : (
        <>
          <p>
            Expected: <code>{failure.expected}</code>
          </p>
          {failure.seen.map(seen => (
            <p key={seen}>
              Seen: <code>{seen}</code>
            </p>
          ))}
          {failure.why.length > 0 && (
            <details>
              <summary>How that came about</summary>
              <pre>{failure.why.join('\n')}</pre>
            </details>
          )}
        </>
      )}
    </div>
  );
}
