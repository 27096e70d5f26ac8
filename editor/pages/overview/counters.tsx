import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Stats } from '../../api/types.ts';
import { formatLargeCount } from '../../components/format.ts';
import { funnelTotals } from './funnel-maths.ts';
import styles from './overview.module.css';

export function Counters({ stats }: { readonly stats: Stats }) {
  const missions = funnelTotals(stats.funnel);
  const badges = stats.badges.reduce((sum, badge) => sum + badge.awarded, 0);
  const failed = <Link to="/sources">{formatLargeCount(stats.failed)}</Link>;
  return (
    <dl className={styles.counters}>
      <Counter name="Customers">
        <Link to="/customers">{formatLargeCount(stats.customers)}</Link>
      </Counter>
      <Counter name="Events">{formatLargeCount(stats.events)}</Counter>
      <Counter name="Failed records">
        {stats.failed > 0 ? <span className={styles.bad}>{failed}</span> : '0'}
      </Counter>
      <Counter name="Missions running">{formatLargeCount(missions.active)}</Counter>
      <Counter name="Missions completed">{formatLargeCount(missions.completed)}</Counter>
      <Counter name="Badges held">{formatLargeCount(badges)}</Counter>
    </dl>
  );
}

function Counter({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={styles.counter}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
