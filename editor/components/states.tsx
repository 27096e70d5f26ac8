import type { ReactNode } from 'react';
import { ApiError } from '../api/client.ts';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import styles from './states.module.css';

/** Grey blocks of the size that the content will have; they show after 150 ms. */
export function Skeleton({ heights }: { readonly heights: readonly number[] }) {
  return (
    <div className={styles.stack} role="status">
      <span className="visually-hidden">Loading</span>
      {heights.map((height, index) => (
        <div key={index} className={styles.skeleton} style={{ height }} aria-hidden="true" />
      ))}
    </div>
  );
}

interface EmptyStateProps {
  readonly icon?: IconName;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

export function EmptyState({ icon = 'info', title, children, actions }: EmptyStateProps) {
  return (
    <div className={styles.state}>
      <div className={styles.badge}>
        <Icon name={icon} size={20} />
      </div>
      <h2>{title}</h2>
      {children && <div className={styles.text}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

interface ErrorStateProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
  readonly actions?: ReactNode;
}

/** Stands where the content would: what went wrong, in the server's words, and a way on. */
export function ErrorState({ error, onRetry, actions }: ErrorStateProps) {
  return (
    <div className={classNames(styles.state, styles.failed)} role="alert">
      <div className={styles.badge}>
        <Icon name="alert" size={20} />
      </div>
      <h2>{errorTitle(error)}</h2>
      <p className={styles.text}>{errorText(error)}</p>
      <div className={styles.actions}>
        {onRetry && (
          <Button icon="refresh" onClick={onRetry}>
            Retry
          </Button>
        )}
        {actions}
      </div>
    </div>
  );
}

interface NoticeProps {
  readonly look?: 'bad' | 'warn' | 'good' | 'note';
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** One line beside content that stays: a failure, a warning, a result. */
export function Notice({ look = 'note', children, actions }: NoticeProps) {
  const icons = { bad: 'alert', warn: 'alert', good: 'check', note: 'info' } as const;
  return (
    <div
      className={classNames(styles.inline, look !== 'bad' && styles[look])}
      role={look === 'bad' ? 'alert' : 'status'}
    >
      <Icon name={icons[look]} />
      <div className={styles.message}>{children}</div>
      {actions}
    </div>
  );
}

export function errorText(error: unknown): string {
  if (error instanceof Error && error.message) return error.message;
  return 'Something unexpected happened.';
}

function errorTitle(error: unknown): string {
  if (error instanceof ApiError) return error.status === 404 ? 'Not found' : error.problem.title;
  return 'Something went wrong';
}
