import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { queries } from '../../api/queries.ts';
import type { DataSource } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Page } from '../../components/page.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx';
import { FailedRecords } from './failed-records.tsx';
import { SourceForm } from './source-form.tsx';
import { SourceTestForm } from './source-test.tsx';
import { SourcesTable } from './sources-table.tsx';

const route = getRouteApi('/sources');

type Open = { readonly kind: 'edit' | 'test'; readonly source: DataSource };

/** Where events come from, how their records are read, and which could not be. */
export function SourcesPage() {
  const { add } = route.useSearch();
  const navigate = route.useNavigate();
  const [open, setOpen] = useState<Open>();
  const sources = useQuery(queries.sources());
  const failed = useInfiniteQuery(queries.failed());
  const setAdding = (adding: boolean) => void navigate({ search: adding ? { add: true } : {} });
  const addButton = (
    <Button look="primary" icon="plus" onClick={() => setAdding(true)}>
      Add a source
    </Button>
  );
  const rows = sources.data?.results ?? [];
  return (
    <Page title="Sources" note="Where events come from, and how their records are read." actions={addButton}>
      <Card title="Connected sources">
        {sources.isPending && <Skeleton heights={[40, 48, 48]} />}
        {sources.error && !sources.data && (
          <ErrorState error={sources.error} onRetry={() => void sources.refetch()} />
        )}
        {sources.isSuccess && rows.length === 0 && (
          <EmptyState icon="sources" title="No source yet" actions={addButton}>
            Events can be sent all the same: without a source, the template of their type reads them.
          </EmptyState>
        )}
        {rows.length > 0 && (
          <SourcesTable
            sources={rows}
            failed={failed.data?.pages.flatMap(page => page.results) ?? []}
            onEdit={source => setOpen({ kind: 'edit', source })}
            onTest={source => setOpen({ kind: 'test', source })}
          />
        )}
      </Card>
      <FailedRecords failed={failed} />
      <Dialog
        open={add === true}
        onClose={() => setAdding(false)}
        look="drawer"
        title="Add a source"
        note="A short mapping is laid over the template of its type; what it does not name, the template reads."
      >
        <SourceForm onClose={() => setAdding(false)} />
      </Dialog>
      <Dialog
        open={open?.kind === 'edit'}
        onClose={() => setOpen(undefined)}
        look="drawer"
        title={`Edit ${open?.source.source_name ?? ''}`}
      >
        {open && <SourceForm source={open.source} onClose={() => setOpen(undefined)} />}
      </Dialog>
      <Dialog
        open={open?.kind === 'test'}
        onClose={() => setOpen(undefined)}
        look="wide-drawer"
        title={`Test ${open?.source.source_name ?? ''}`}
        note="Reads one record by this source's mapping. Nothing is stored."
      >
        {open && <SourceTestForm source={open.source} />}
      </Dialog>
    </Page>
  );
}
