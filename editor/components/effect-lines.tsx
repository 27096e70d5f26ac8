import type { Effect } from '../api/types.ts';
import { scoreColour } from '../charts/scores.ts';
import { effectWords } from './effect-words.ts';
import type { ScoreChange } from './effect-words.ts';
import { formatNumber, wordsOf } from './format.ts';
import styles from './effect-lines.module.css';

/** What followed from one step: decisions as sentences, score changes in one line. */
export function EffectLines({ effects }: { readonly effects: readonly Effect[] }) {
  const { sentences, scores } = effectWords(effects);
  return (
    <>
      {sentences.length > 0 && (
        <ul className={styles.sentences}>
          {sentences.map((sentence, index) => (
            <li key={index}>{sentence}</li>
          ))}
        </ul>
      )}
      {scores.length > 0 && (
        <p className={styles.scores}>
          {scores.map(change => (
            <Change key={change.score} change={change} />
          ))}
        </p>
      )}
    </>
  );
}

function Change({ change: { score, before, after } }: { readonly change: ScoreChange }) {
  return (
    <span className={styles.score}>
      <span className={styles.dot} style={{ background: scoreColour(score) }} aria-hidden="true" />
      {wordsOf(score)} {formatNumber(before)} <span aria-label="to">→</span> {formatNumber(after)}
    </span>
  );
}
