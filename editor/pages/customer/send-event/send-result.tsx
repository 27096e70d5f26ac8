import { Link } from '@tanstack/react-router';
import type { NormalizeAnswer } from '../../../api/types.ts';
import { orderScores, scoreColour } from '../../../charts/scores.ts';
import { buttonClass } from '../../../components/button.tsx';
import { effectWords } from '../../../components/effect-words.ts';
import { formatQuantity, wordsOf } from '../../../components/format.ts';
import { Notice } from '../../../components/states.tsx';
import styles from './send-event.module.css';

interface SendResultProps {
  readonly answer: NormalizeAnswer;
  readonly before: Readonly<Record<string, number>> | undefined;
  /** Leads to the customer, where the page is not theirs already. */
  readonly link: boolean;
  readonly onLeave: () => void;
}

/** What came of the event: the effects as sentences, the scores before and after. */
export function SendResult({ answer, before, link, onLeave }: SendResultProps) {
  const { event } = answer;
  const { sentences } = effectWords(answer.effects);
  const value = event.value === undefined ? '' : ` of ${formatQuantity(event.value, event.unit ?? '')}`;
  return (
    <div className={styles.result}>
      <Notice look={answer.duplicate ? 'warn' : 'good'}>
        {answer.duplicate
          ? 'This event was known already; nothing changed.'
          : `${event.event_type}${value} was taken in.`}
      </Notice>
      <section>
        <h3>What followed</h3>
        {sentences.length === 0 ? (
          <p className={styles.waiting}>No mission, badge, tier or points followed from it.</p>
        ) : (
          <ul className={styles.sentences}>
            {sentences.map((sentence, index) => (
              <li key={index}>{sentence}</li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h3>Scores</h3>
        <dl className={styles.scores}>
          {orderScores(Object.keys(answer.scores)).map(id => (
            <ScoreChange key={id} id={id} before={before?.[id]} after={answer.scores[id] ?? 0} />
          ))}
        </dl>
      </section>
      {link && (
        <Link
          to="/customers/$customerId"
          params={{ customerId: event.customer_id }}
          className={buttonClass('secondary')}
          onClick={onLeave}
        >
          Open {event.customer_id}
        </Link>
      )}
    </div>
  );
}

interface ScoreChangeProps {
  readonly id: string;
  readonly before: number | undefined;
  readonly after: number;
}

function ScoreChange({ id, before, after }: ScoreChangeProps) {
  const change = before === undefined ? 0 : Math.round(after) - Math.round(before);
  return (
    <div className={styles.score}>
      <dt>
        <span className={styles.swatch} style={{ background: scoreColour(id) }} aria-hidden="true" />
        {wordsOf(id)}
      </dt>
      <dd>
        {change !== 0 && before !== undefined && (
          <span className={styles.before}>
            {Math.round(before)} <span aria-label="to">→</span>
          </span>
        )}
        <strong>{Math.round(after)}</strong>
        <span className={styles.change}>{change === 0 ? '' : change > 0 ? `+${change}` : change}</span>
      </dd>
    </div>
  );
}
