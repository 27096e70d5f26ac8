import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../../api/client.ts';
import { queries } from '../../api/queries.ts';
import type { DemoRun } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { counted, formatCount, shareOf } from '../../components/format.ts';
import { Meter } from '../../components/meter.tsx';
import { Notice } from '../../components/states.tsx';
import { toast, toastError } from '../../components/toasts.tsx';
import styles from './overview.module.css';

interface DemoProgressProps {
  readonly id: string;
  readonly onGone: () => void;
}

/** How far the demo run is; it goes on in the server when the page is left. */
export function DemoProgress({ id, onGone }: DemoProgressProps) {
  const client = useQueryClient();
  const run = useQuery(queries.demo(id));
  const state = run.data?.state;
  const done = run.data?.done ?? 0;

  useEffect(() => {
    void client.invalidateQueries({ queryKey: ['stats'] });
  }, [client, state, done]);

  useEffect(() => {
    // After a restart of the server the run is unknown, and nothing is left to show.
    if (run.error || state === 'cancelled') onGone();
    if (state !== 'done') return;
    toast(
      'Demo customers loaded',
      `${counted(run.data?.customers ?? 0, 'customer')} with ${formatCount(run.data?.events ?? 0)} events.`,
    );
    void client.invalidateQueries();
    onGone();
  }, [state, run.error, run.data, client, onGone]);

  const cancel = useMutation({
    mutationFn: () => api.delete(`demo/${encodeURIComponent(id)}/`),
    onSuccess: () => {
      toast('Stopped', 'What was loaded so far stays.');
      void client.invalidateQueries();
      onGone();
    },
    onError: error => toastError('Could not stop', error),
  });

  if (!run.data || state === 'done' || state === 'cancelled') return null;
  if (state === 'failed') {
    return (
      <Notice look="bad" actions={<Button onClick={onGone}>Dismiss</Button>}>
        The demo run failed. {run.data.detail}
      </Notice>
    );
  }
  return <Running run={run.data} busy={cancel.isPending} onCancel={() => cancel.mutate()} />;
}

interface RunningProps {
  readonly run: DemoRun;
  readonly busy: boolean;
  readonly onCancel: () => void;
}

function Running({ run, busy, onCancel }: RunningProps) {
  return (
    <section className={styles.progress} aria-label="Loading demo customers">
      <div>
        <p className={styles.progressText}>
          <strong>
            Day {formatCount(run.done)} of {formatCount(run.total)}
          </strong>
          <span className={styles.muted}>{counted(run.customers, 'customer')}</span>
          <span className={styles.muted}>{counted(run.events, 'event')}</span>
          <span className={styles.muted}>{formatCount(run.rate)} events a second</span>
        </p>
        <Meter tall share={shareOf(run.done, run.total)} label="Days loaded" />
      </div>
      <Button icon="stop" busy={busy} onClick={onCancel}>
        Cancel
      </Button>
    </section>
  );
}
