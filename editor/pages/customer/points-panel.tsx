import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Customer } from '../../api/customer-types.ts';
import { queries } from '../../api/queries.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { counted, formatCount, wordsOf } from '../../components/format.ts';
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { Time } from '../../components/time.tsx';
import styles from './customer.module.css';

const SHOWN_LOTS = 3;
/** The customer's side of each posting; the other sides are the operator's books. */
const OWN_ACCOUNTS = ['customer', 'pending'];

export function PointsPanel({ customer }: { readonly customer: Customer }) {
  const [open, setOpen] = useState(false);
  const { balance, pending, expiring } = customer.points;
  return (
    <Card
      title="Points"
      actions={
        <Button small aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide the ledger' : 'Show the ledger'}
        </Button>
      }
    >
      <dl className={styles.figures}>
        <div>
          <dt>Balance</dt>
          <dd>{formatCount(balance)}</dd>
        </div>
        <div>
          <dt>Pending</dt>
          <dd>{formatCount(pending)}</dd>
        </div>
      </dl>
      {expiring.length > 0 && (
        <ul className={styles.expiring}>
          {expiring.slice(0, SHOWN_LOTS).map(lot => (
            <li key={lot.on}>
              {formatCount(lot.amount)} expire on <Time at={lot.on} style="date" />
            </li>
          ))}
          {expiring.length > SHOWN_LOTS && <li>{counted(expiring.length - SHOWN_LOTS, 'later lot')}</li>}
        </ul>
      )}
      {open && <Ledger customerId={customer.customer_id} />}
    </Card>
  );
}

function Ledger({ customerId }: { readonly customerId: string }) {
  const ledger = useQuery(queries.ledger(customerId));
  if (ledger.isPending) return <Skeleton heights={[28, 28, 28]} />;
  if (ledger.error) return <ErrorState error={ledger.error} onRetry={() => void ledger.refetch()} />;
  const rows = ledger.data.results.filter(entry => OWN_ACCOUNTS.includes(entry.account));
  if (rows.length === 0) return <EmptyState title="No posting yet" />;
  return (
    <div className={styles.ledger}>
      <Table
        caption="Postings"
        rows={rows}
        rowKey={(entry, index) => `${entry.posting_key} ${entry.account} ${index}`}
        columns={[
          { name: 'When', cell: entry => <Time at={entry.at} style="date" /> },
          { name: 'For', cell: entry => <span title={entry.posting_key}>{wordsOf(entry.cause)}</span> },
          { name: 'Account', cell: entry => (entry.account === 'pending' ? 'Pending' : 'Balance') },
          {
            name: 'Points',
            number: true,
            cell: entry => (entry.amount > 0 ? `+${formatCount(entry.amount)}` : formatCount(entry.amount)),
          },
        ]}
      />
    </div>
  );
}
