import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { FailedEvent, FieldError, List, ReprocessAnswer } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { counted } from '../../components/format.ts';
import { FieldErrors } from '../../components/problem-notice.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx';
import { Time } from '../../components/time.tsx';
import { toast, toastError } from '../../components/toasts.tsx';
import styles from './sources.module.css';

interface FailedRecordsProps {
  readonly failed: UseInfiniteQueryResult<InfiniteData<List<FailedEvent>>, Error>;
}

/** Records that no mapping could read; mend the mapping, then process them again. */
export function FailedRecords({ failed }: FailedRecordsProps) {
  const reprocess = useReprocess();
  const discard = useDiscard();
  const rows = failed.data?.pages.flatMap(page => page.results) ?? [];
  return (
    <Card
      title="Failed records"
      note={rows.length > 0 && 'Kept as they came. Mend the mapping, then process them again.'}
      actions={
        rows.length > 0 && (
          <Button icon="refresh" busy={reprocess.isPending} onClick={() => reprocess.mutate(undefined)}>
            Re-process all
          </Button>
        )
      }
    >
      {failed.isPending && <Skeleton heights={[56, 56]} />}
      {failed.error && rows.length === 0 && (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      )}
      {failed.isSuccess && rows.length === 0 && (
        <EmptyState icon="check" title="Nothing failed">
          Records that cannot be mapped are kept here with their reason, so that none is lost.
        </EmptyState>
      )}
      <ul className={styles.failed}>
        {rows.map(row => (
          <FailedRow
            key={row.failed_id}
            row={row}
            busy={reprocess.isPending || discard.isPending}
            onReprocess={() => reprocess.mutate([row.failed_id])}
            onDiscard={() => discard.mutate(row.failed_id)}
          />
        ))}
      </ul>
      {failed.hasNextPage && (
        <Button busy={failed.isFetchingNextPage} onClick={() => void failed.fetchNextPage()}>
          Load more
        </Button>
      )}
    </Card>
  );
}

interface FailedRowProps {
  readonly row: FailedEvent;
  readonly busy: boolean;
  readonly onReprocess: () => void;
  readonly onDiscard: () => void;
}

function FailedRow({ row, busy, onReprocess, onDiscard }: FailedRowProps) {
  return (
    <li className={styles.failedRow}>
      <div className={styles.failedHead}>
        <p>
          <strong>{row.reason}</strong>
        </p>
        <span className={styles.failedActions}>
          <Button small busy={busy} onClick={onReprocess} aria-label={`Re-process record ${row.failed_id}`}>
            Re-process
          </Button>
          <Button
            small
            look="quiet"
            busy={busy}
            onClick={onDiscard}
            aria-label={`Discard record ${row.failed_id}`}
          >
            Discard
          </Button>
        </span>
      </div>
      <p className={styles.muted}>
        {sourceOf(row)} · {row.customer_id ?? 'no customer'} · received <Time at={row.received_at} />
      </p>
      <FieldErrors errors={row.errors?.map(error => withoutRepeat(error, row.reason))} />
      <details>
        <summary>The record</summary>
        <pre className={styles.record} tabIndex={0}>
          {row.form === 'line' ? String(row.record) : JSON.stringify(row.record, null, 2)}
        </pre>
      </details>
    </li>
  );
}

/** What could not be read does not say where it came from. */
function sourceOf({ source_name, source_type }: FailedEvent): string {
  return source_name ?? (source_type === 'unknown' ? 'source not known' : source_type);
}

/** The reason stands above already; its place and what was expected are still worth saying. */
function withoutRepeat(error: FieldError, reason: string): FieldError {
  return error.message === reason ? { ...error, message: '' } : error;
}

function useDiscard() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post<null>('customer-events/discard/', { failed_ids: [id] }),
    onSuccess: async () => {
      toast('The record was discarded');
      await client.invalidateQueries();
    },
    onError: error => toastError('Could not discard', error),
  });
}

function useReprocess() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ids: readonly string[] | undefined) =>
      api.post<ReprocessAnswer>('customer-events/reprocess/', ids ? { failed_ids: ids } : {}),
    onSuccess: async answer => {
      const left = `${counted(answer.still_failed, 'record')} still cannot be mapped.`;
      if (answer.processed === 0) toastError('Nothing was processed', new Error(left));
      else
        toast(`${counted(answer.processed, 'record')} processed`, answer.still_failed > 0 ? left : undefined);
      await client.invalidateQueries();
    },
    onError: error => toastError('Could not re-process', error),
  });
}
