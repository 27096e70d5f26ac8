import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { DataSource, FailedEvent } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { formatCount, wordsOf } from '../../components/format.ts';
import { Table } from '../../components/table.tsx';
import { Tag } from '../../components/tag.tsx';
import { Time } from '../../components/time.tsx';
import { toast, toastError } from '../../components/toasts.tsx';
import styles from './sources.module.css';

interface SourcesTableProps {
  readonly sources: readonly DataSource[];
  readonly failed: readonly FailedEvent[];
  readonly onEdit: (source: DataSource) => void;
  readonly onTest: (source: DataSource) => void;
}

export function SourcesTable({ sources, failed, onEdit, onTest }: SourcesTableProps) {
  const failedOf = (source: DataSource) =>
    failed.filter(item => item.source_name === source.source_name).length;
  return (
    <Table
      caption="Sources"
      middle
      rows={sources}
      rowKey={source => source.id}
      columns={[
        { name: 'Source', cell: source => <strong className={styles.name}>{source.source_name}</strong> },
        { name: 'Type', cell: source => source.source_type },
        { name: 'Frequency', cell: source => wordsOf(source.sync_frequency) },
        { name: 'State', cell: source => <StateTag source={source} /> },
        {
          name: 'Last event',
          cell: source =>
            source.last_sync_at ? <Time at={source.last_sync_at} style="relative" /> : <span>none yet</span>,
        },
        { name: 'Failed', number: true, cell: source => <FailedCount count={failedOf(source)} /> },
        {
          name: 'Actions',
          number: true,
          cell: source => (
            <div className={styles.actions}>
              <Button small onClick={() => onTest(source)} aria-label={`Test ${source.source_name}`}>
                Test
              </Button>
              <Button small onClick={() => onEdit(source)} aria-label={`Edit ${source.source_name}`}>
                Edit
              </Button>
              <ActiveSwitch source={source} />
            </div>
          ),
        },
      ]}
    />
  );
}

function StateTag({ source }: { readonly source: DataSource }) {
  if (!source.is_active) return <Tag>Off</Tag>;
  const failing = source.status === 'failed' || source.status === 'error';
  return <Tag tone={failing ? 'bad' : 'good'}>{failing ? wordsOf(source.status) : 'Active'}</Tag>;
}

function FailedCount({ count }: { readonly count: number }) {
  return count === 0 ? '0' : <span className={styles.bad}>{formatCount(count)}</span>;
}

function ActiveSwitch({ source }: { readonly source: DataSource }) {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: () =>
      api.patch<DataSource>(`data-sources/${encodeURIComponent(source.id)}/`, {
        is_active: !source.is_active,
      }),
    onSuccess: async changed => {
      toast(changed.is_active ? `${source.source_name} is active` : `${source.source_name} is off`);
      await client.invalidateQueries({ queryKey: ['sources'] });
    },
    onError: error => toastError('Could not change the source', error),
  });
  const verb = source.is_active ? 'Deactivate' : 'Activate';
  return (
    <Button
      small
      busy={change.isPending}
      onClick={() => change.mutate()}
      aria-label={`${verb} ${source.source_name}`}
    >
      {verb}
    </Button>
  );
}
