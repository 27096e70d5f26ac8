import { Link } from '@tanstack/react-router';
import type { Customer } from '../../api/customer-types.ts';
import { formatCount, wordsOf } from '../../components/format.ts';
import { Tag } from '../../components/tag.tsx';
import { isRunning } from './mission-words.ts';
import styles from './customer.module.css';

/** Tier, segments and the few numbers that come first in any conversation. */
export function CustomerSummary({ customer }: { readonly customer: Customer }) {
  const running = customer.missions.filter(mission => isRunning(mission.status)).length;
  const badges = customer.badges.reduce((sum, badge) => sum + badge.awards.length, 0);
  return (
    <section className={styles.summary} aria-label="Summary">
      <div className={styles.standing}>
        <div>
          <h2 className={styles.tier}>{customer.tier ? `${wordsOf(customer.tier.id)} tier` : 'No tier'}</h2>
          {customer.tier && <p className={styles.muted}>{customer.tier.sentence}</p>}
        </div>
        <div className={styles.tags}>
          {customer.segments.map(segment => (
            <Link
              key={segment.id}
              to="/customers"
              search={{ segment: segment.id }}
              className={styles.segment}
            >
              <Tag>{segment.name}</Tag>
            </Link>
          ))}
          {customer.holdout && (
            <Tag tone="warn" title="Gets no missions and campaigns, so that uplift can be measured">
              Held out
            </Tag>
          )}
          {customer.excluded && (
            <Tag tone="warn" title="The policy excludes this customer from missions and campaigns">
              Excluded
            </Tag>
          )}
        </div>
      </div>
      <dl className={styles.figures}>
        <div>
          <dt>Points</dt>
          <dd>{formatCount(customer.points.balance)}</dd>
        </div>
        <div>
          <dt>Missions running</dt>
          <dd>{formatCount(running)}</dd>
        </div>
        <div>
          <dt>Badge levels</dt>
          <dd>{formatCount(badges)}</dd>
        </div>
      </dl>
    </section>
  );
}
