import { classNames } from './class-names.ts';
import styles from './badge-pips.module.css';

export const BADGE_LEVELS = ['bronze', 'silver', 'gold', 'platinum'] as const;

/** Four rounds, filled as far as the badge was reached. */
export function BadgePips({ reached }: { readonly reached: readonly string[] }) {
  const label = reached.length > 0 ? reached.join(', ') : 'no level yet';
  return (
    <span className={styles.pips} role="img" aria-label={label} title={label}>
      {BADGE_LEVELS.map(level => (
        <BadgePip key={level} level={level} reached={reached.includes(level)} />
      ))}
    </span>
  );
}

/** One level's round in its metal; decoration beside the level's name. */
export function BadgePip({ level, reached = true }: { readonly level: string; readonly reached?: boolean }) {
  return <span className={classNames(styles.pip, styles[level])} data-reached={reached} aria-hidden="true" />;
}
