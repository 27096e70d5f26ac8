import { Link } from '@tanstack/react-router';
import type { Stats } from '../../api/types.ts';
import { Bars } from '../../charts/bars.tsx';
import { ChartFigure } from '../../charts/figure.tsx';
import { Card } from '../../components/card.tsx';
import { formatCount, formatShare, shareOf, wordsOf } from '../../components/format.ts';
import { Table } from '../../components/table.tsx';
import styles from './overview.module.css';

/** How the base is spread over tiers and segments; each bar leads to its customers. */
export function TierCounts({ stats }: { readonly stats: Stats }) {
  return (
    <Card title="Tiers and segments">
      <Spread
        title="Tiers"
        finding={tierFinding(stats)}
        customers={stats.customers}
        rows={stats.tiers.map(tier => ({ ...tier, name: wordsOf(tier.id), search: { tier: tier.id } }))}
      />
      <div className={styles.subhead} />
      <Spread
        title="Segments"
        finding="A customer can be in several."
        customers={stats.customers}
        rows={stats.segments.map(segment => ({ ...segment, search: { segment: segment.id } }))}
      />
    </Card>
  );
}

interface SpreadRow {
  readonly id: string;
  readonly name: string;
  readonly customers: number;
  readonly search: { readonly tier?: string; readonly segment?: string };
}

interface SpreadProps {
  readonly title: string;
  readonly finding: string;
  readonly customers: number;
  readonly rows: readonly SpreadRow[];
}

function Spread({ title, finding, customers, rows }: SpreadProps) {
  return (
    <ChartFigure
      title={title}
      finding={finding}
      chart={
        <Bars
          of={customers}
          rows={rows.map(row => ({
            id: row.id,
            count: row.customers,
            label: (
              <Link to="/customers" search={row.search}>
                {row.name}
              </Link>
            ),
          }))}
        />
      }
      table={
        <Table
          caption={title}
          rows={rows}
          rowKey={row => row.id}
          columns={[
            { name: title, cell: row => row.name },
            { name: 'Customers', number: true, cell: row => formatCount(row.customers) },
            { name: 'Share', number: true, cell: row => formatShare(shareOf(row.customers, customers)) },
          ]}
        />
      }
    />
  );
}

function tierFinding(stats: Stats): string {
  const lowest = stats.tiers[0];
  if (!lowest) return 'No tiers are defined.';
  const above = stats.customers - lowest.customers;
  return `${formatShare(shareOf(above, stats.customers))} are above ${lowest.id}.`;
}
