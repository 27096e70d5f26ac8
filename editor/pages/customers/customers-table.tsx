import { Link } from '@tanstack/react-router';
import type { CustomerRow } from '../../api/customer-types.ts';
import { orderScores, scoreColour } from '../../charts/scores.ts';
import { classNames } from '../../components/class-names.ts';
import { counted, formatCount, wordsOf } from '../../components/format.ts';
import { Meter } from '../../components/meter.tsx';
import { Table } from '../../components/table.tsx';
import { Tag } from '../../components/tag.tsx';
import { Time } from '../../components/time.tsx';
import styles from './customers.module.css';

export function CustomersTable({ rows }: { readonly rows: readonly CustomerRow[] }) {
  const scoreIds = orderScores(Object.keys(rows[0]?.scores ?? {}));
  return (
    <Table
      caption="Customers"
      middle
      rows={rows}
      rowKey={row => row.customer_id}
      columns={[
        { name: 'Customer', cell: row => <Identity row={row} /> },
        {
          name: 'Scores',
          header: <ScoreNames ids={scoreIds} />,
          cell: row => <Scores scores={row.scores} />,
        },
        { name: 'Tier', secondary: true, cell: row => <Tag>{wordsOf(row.tier)}</Tag> },
        { name: 'Segments', secondary: true, cell: row => <Segments ids={row.segments} /> },
        { name: 'Points', number: true, secondary: true, cell: row => formatCount(row.points) },
        { name: 'Missions', number: true, secondary: true, cell: row => formatCount(row.active_missions) },
        { name: 'Badges', number: true, secondary: true, cell: row => formatCount(row.badges) },
      ]}
    />
  );
}

function Identity({ row }: { readonly row: CustomerRow }) {
  return (
    <>
      <Link to="/customers/$customerId" params={{ customerId: row.customer_id }} className={styles.id}>
        {row.customer_id}
      </Link>
      <p className={styles.sub}>
        {row.last_event_at ? (
          <>
            last event <Time at={row.last_event_at} style="relative" />
          </>
        ) : (
          'no event yet'
        )}
      </p>
    </>
  );
}

/** The scores' names over their columns. */
function ScoreNames({ ids }: { readonly ids: readonly string[] }) {
  return (
    <>
      <span className="visually-hidden">Scores: </span>
      <span className={classNames(styles.scores, styles.scoreNames)}>
        {ids.map(id => (
          <span key={id}>{wordsOf(id)}</span>
        ))}
      </span>
    </>
  );
}

function Scores({ scores }: Pick<CustomerRow, 'scores'>) {
  return (
    <div className={styles.scores}>
      {orderScores(Object.keys(scores)).map(id => {
        const score = scores[id] ?? 0;
        const label = `${wordsOf(id)} ${Math.round(score)}`;
        return (
          <div key={id} className={styles.score} title={label}>
            <span aria-hidden="true">{Math.round(score)}</span>
            <Meter share={score / 100} label={label} colour={scoreColour(id)} />
          </div>
        );
      })}
    </div>
  );
}

function Segments({ ids }: { readonly ids: readonly string[] }) {
  const shown = ids.slice(0, 3);
  const rest = ids.slice(3);
  return (
    <div className={styles.tags}>
      {shown.map(id => (
        <Tag key={id}>{wordsOf(id)}</Tag>
      ))}
      {rest.length > 0 && <Tag title={rest.map(wordsOf).join(', ')}>{`+${rest.length}`}</Tag>}
      {ids.length === 0 && <span className="visually-hidden">{counted(0, 'segment')}</span>}
    </div>
  );
}
