import { Link } from '@tanstack/react-router';
import type { Mission } from '../../api/customer-types.ts';
import { Button } from '../../components/button.tsx';
import { wordsOf } from '../../components/format.ts';
import { Icon } from '../../components/icon.tsx';
import { Meter } from '../../components/meter.tsx';
import { Tag } from '../../components/tag.tsx';
import { Time } from '../../components/time.tsx';
import { priorityText, progressText, rewardText, statusOf } from './mission-words.ts';
import styles from './missions.module.css';

interface MissionCardProps {
  readonly mission: Mission;
  readonly onExplain: () => void;
}

export function MissionCard({ mission, onExplain }: MissionCardProps) {
  const status = statusOf(mission.status);
  return (
    <article className={styles.card} aria-label={mission.name}>
      <header className={styles.head}>
        <h3>
          <Link to="/rules/$" params={{ _splat: `mission/${mission.template_id}` }}>
            {mission.name}
          </Link>
        </h3>
        <Tag tone={status.tone}>{status.word}</Tag>
      </header>
      <p className={styles.meta}>
        {wordsOf(mission.category)} · level {mission.level.toUpperCase()} ·{' '}
        {rewardText(mission.reward_config)}
      </p>
      <div className={styles.progress}>
        <Meter
          tall
          share={mission.percent / 100}
          label={`${mission.name}: progress`}
          text={progressText(mission)}
        />
        <p className={styles.numbers}>
          <span>{progressText(mission)}</span>
          <Ends mission={mission} />
        </p>
      </div>
      <p>{mission.sentence}</p>
      {mission.steps && <Steps steps={mission.steps} />}
      <footer className={styles.foot}>
        <p className={styles.why}>
          <strong>Why:</strong> <code>{mission.why.text}</code>
          <span className={styles.priority}>{priorityText(mission.why)}</span>
        </p>
        <Button look="quiet" small onClick={onExplain}>
          Explain
        </Button>
      </footer>
    </article>
  );
}

function Ends({ mission }: { readonly mission: Mission }) {
  if (mission.status === 'scheduled') {
    return (
      <span>
        starts <Time at={mission.starts_at} style="relative" />
      </span>
    );
  }
  return (
    <span>
      {mission.status === 'closing' ? 'ended' : 'ends'} <Time at={mission.ends_at} style="relative" />
    </span>
  );
}

function Steps({ steps }: { readonly steps: NonNullable<Mission['steps']> }) {
  return (
    <ol className={styles.steps}>
      {steps.map(step => (
        <li key={step.id} data-done={step.done}>
          <span className={styles.stepMark}>{step.done && <Icon name="check" size={12} />}</span>
          {step.name}
          <span className="visually-hidden">{step.done ? ' (done)' : ' (not done)'}</span>
        </li>
      ))}
    </ol>
  );
}
