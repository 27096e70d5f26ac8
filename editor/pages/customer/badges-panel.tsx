import type { Badge } from '../../api/customer-types.ts';
import { BADGE_LEVELS, BadgePips } from '../../components/badge-pips.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { counted, formatShare } from '../../components/format.ts';
import { Meter } from '../../components/meter.tsx';
import { EmptyState } from '../../components/states.tsx';
import { Time } from '../../components/time.tsx';
import styles from './customer.module.css';

interface BadgesPanelProps {
  readonly badges: readonly Badge[];
  readonly onExplain: (rule: string) => void;
}

export function BadgesPanel({ badges, onExplain }: BadgesPanelProps) {
  const held = badges.filter(badge => badge.level !== null).length;
  return (
    <Card title="Badges" note={`${counted(held, 'badge')} of ${badges.length} held`}>
      {badges.length === 0 && <EmptyState icon="award" title="The rules define no badges" />}
      <div className={styles.badges}>
        {badges.map(badge => (
          <BadgeTile key={badge.badge_type} badge={badge} onExplain={onExplain} />
        ))}
      </div>
    </Card>
  );
}

function BadgeTile({
  badge,
  onExplain,
}: {
  readonly badge: Badge;
  readonly onExplain: (rule: string) => void;
}) {
  const latest = badge.awards.at(-1);
  return (
    <article className={styles.badge} aria-label={badge.name}>
      <header className={styles.badgeHead}>
        <h3>{badge.name}</h3>
        <BadgePips reached={reachedLevels(badge.level)} />
      </header>
      <p className={styles.muted}>
        {badge.level ?? 'not yet'}
        {latest && (
          <>
            {' since '}
            <Time at={latest.awarded_at} style="date" />
          </>
        )}
      </p>
      {badge.next_level ? (
        <>
          <Meter share={badge.how_far} label={`${badge.name}: way to ${badge.next_level}`} />
          <p className={styles.badgeNote}>
            <span>{badge.sentence}</span>
            <span className={styles.muted}>{formatShare(badge.how_far)}</span>
          </p>
          <Button
            look="quiet"
            small
            aria-label={`Why not ${badge.next_level} of ${badge.name}`}
            onClick={() => onExplain(`badge.${badge.badge_type}:${badge.next_level}`)}
          >
            Why not {badge.next_level}
          </Button>
        </>
      ) : (
        <p>{badge.sentence}</p>
      )}
    </article>
  );
}

/** A level is only reached through those before it. */
function reachedLevels(level: string | null): readonly string[] {
  return BADGE_LEVELS.slice(0, BADGE_LEVELS.findIndex(candidate => candidate === level) + 1);
}
