import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { queries } from '../../api/queries.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { counted } from '../../components/format.ts';
import { Page } from '../../components/page.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx';
import { SendEventDialog } from '../customer/send-event/send-event-dialog.tsx';
import { CustomerFilters } from './customer-filters.tsx';
import { CustomersTable } from './customers-table.tsx';
import styles from './customers.module.css';

const route = getRouteApi('/customers');

/** Finds customers by id, segment and tier. */
export function CustomersPage() {
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const customers = useInfiniteQuery(queries.customers(filter));
  const stats = useQuery(queries.stats());
  const [adding, setAdding] = useState(false);
  const rows = customers.data?.pages.flatMap(page => page.results) ?? [];
  const filtered = Boolean(filter.search ?? filter.segment ?? filter.tier);
  const add = (
    <Button icon="plus" onClick={() => setAdding(true)}>
      New customer
    </Button>
  );
  return (
    <Page
      title="Customers"
      note={stats.data && `${counted(stats.data.customers, 'customer')} in all`}
      actions={add}
    >
      <Card title={filtered ? 'Matching customers' : 'All customers'}>
        <CustomerFilters
          filter={filter}
          stats={stats.data}
          onChange={next => void navigate({ search: next, replace: true })}
        />
        {customers.isPending && <Skeleton heights={[40, 44, 44, 44, 44, 44, 44, 44]} />}
        {customers.error && rows.length === 0 && (
          <ErrorState error={customers.error} onRetry={() => void customers.refetch()} />
        )}
        {customers.isSuccess && rows.length === 0 && <Nobody filtered={filtered} search={filter.search} />}
        {rows.length > 0 && <CustomersTable rows={rows} />}
        {rows.length > 0 && (
          <div className={styles.more}>
            <span role="status">{counted(rows.length, 'customer')} shown</span>
            {customers.hasNextPage && (
              <Button busy={customers.isFetchingNextPage} onClick={() => void customers.fetchNextPage()}>
                Load more
              </Button>
            )}
          </div>
        )}
      </Card>
      <SendEventDialog open={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}

function Nobody({ filtered, search }: { readonly filtered: boolean; readonly search: string | undefined }) {
  if (filtered) {
    return (
      <EmptyState icon="search" title="No customer matches">
        {search ? `Nobody's id contains “${search}”. ` : ''}Try a shorter part of the id, or take a filter
        away.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="customers" title="No customers yet">
      A customer comes to be with the first event. Send one with “New customer”, load demo customers on the
      overview, or add a source.
    </EmptyState>
  );
}
