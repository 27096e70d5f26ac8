import { useQuery } from '@tanstack/react-query';
import type { LedgerEntry } from '../../../api/customer-types.ts';
import { queries } from '../../../api/queries.ts';
import { Button } from '../../../components/button.tsx';
import { formatCount } from '../../../components/format.ts';
import { EmptyState, ErrorState, Skeleton } from '../../../components/states.tsx';
import { Table } from '../../../components/table.tsx';
import { Time } from '../../../components/time.tsx';
import customerStyles from '../customer.module.css';
import { ACCOUNTS, causeWords, ownRows, reversibleKeys, subjectOf } from './ledger-words.ts';
import styles from './points.module.css';

interface LedgerProps {
  readonly customerId: string;
  readonly onReverse: (entry: LedgerEntry) => void;
}

/** Every posting to the customer's side, with its cause; what can be taken back has a button. */
export function Ledger({ customerId, onReverse }: LedgerProps) {
  const ledger = useQuery(queries.ledger(customerId));
  if (ledger.isPending) return <Skeleton heights={[28, 28, 28]} />;
  if (ledger.error) return <ErrorState error={ledger.error} onRetry={() => void ledger.refetch()} />;
  const rows = ownRows(ledger.data.results);
  if (rows.length === 0) return <EmptyState title="No posting yet" />;
  const reversible = reversibleKeys(ledger.data.results);
  return (
    <div className={customerStyles.ledger}>
      <Table
        caption="Postings"
        rows={rows}
        rowKey={(entry, index) => `${entry.posting_key} ${entry.account} ${index}`}
        columns={[
          { name: 'When', cell: entry => <Time at={entry.at} /> },
          { name: 'For', cell: entry => <Cause entry={entry} entries={ledger.data.results} /> },
          { name: 'Account', cell: entry => ACCOUNTS[entry.account] },
          {
            name: 'Points',
            number: true,
            cell: entry => (entry.amount > 0 ? `+${formatCount(entry.amount)}` : formatCount(entry.amount)),
          },
          {
            name: 'Reverse',
            header: <span className="visually-hidden">Reverse</span>,
            cell: entry =>
              reversible.has(entry.posting_key) && (
                <Button
                  small
                  look="quiet"
                  icon="undo"
                  aria-label={`Reverse ${causeWords(entry)} of ${formatCount(Math.abs(entry.amount))}`}
                  onClick={() => onReverse(entry)}
                />
              ),
          },
        ]}
      />
    </div>
  );
}

function Cause({
  entry,
  entries,
}: {
  readonly entry: LedgerEntry;
  readonly entries: readonly LedgerEntry[];
}) {
  const subject = subjectOf(entry, entries);
  return (
    <span title={entry.posting_key}>
      {causeWords(entry)}
      {subject && (
        <span className={styles.reason}>
          {subject.words} {subject.at && <Time at={subject.at} />}
        </span>
      )}
      {entry.reason && <span className={styles.reason}>{entry.reason}</span>}
    </span>
  );
}
