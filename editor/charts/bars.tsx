import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { formatCount, formatShare, shareOf } from '../components/format.ts';
import styles from './bars.module.css';

export interface BarRow {
  readonly id: string;
  readonly label: ReactNode;
  readonly count: number;
  readonly colour?: string;
}

interface BarsProps {
  readonly rows: readonly BarRow[];
  /** What the per cents are of. */
  readonly of: number;
  /** Lets the longest bar fill the width, where shares are small. */
  readonly stretch?: boolean;
}

/** Horizontal bars with count and per cent. */
export function Bars({ rows, of, stretch }: BarsProps) {
  const full = stretch ? Math.max(1, ...rows.map(row => row.count)) : of;
  return (
    <div className={styles.bars}>
      {rows.map(row => (
        <Fragment key={row.id}>
          <div className={styles.label}>{row.label}</div>
          <div className={styles.track} aria-hidden="true">
            <div
              className={styles.fill}
              data-none={row.count === 0}
              style={{
                width: `${shareOf(row.count, full) * 100}%`,
                background: row.colour ?? 'var(--accent)',
              }}
            />
          </div>
          <div className={styles.value}>
            {formatCount(row.count)}{' '}
            <span className={styles.share}>{formatShare(shareOf(row.count, of))}</span>
          </div>
        </Fragment>
      ))}
    </div>
  );
}
