import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { CSSProperties } from 'react';
import type { FunnelRow } from '../../api/types.ts';
import { Bars } from '../../charts/bars.tsx';
import { ChartFigure } from '../../charts/figure.tsx';
import { StackedBar } from '../../charts/stacked-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { formatCount, formatShare, wordsOf } from '../../components/format.ts';
import { Table } from '../../components/table.tsx';
import { categoriesOf, completionShare, funnelFinding, funnelTotals } from './funnel-maths.ts';
import styles from './overview.module.css';

const STATES = [
  { id: 'completed', label: 'Completed', colour: 'var(--good)' },
  { id: 'active', label: 'Running', colour: 'var(--accent)' },
  { id: 'expired', label: 'Expired', colour: 'var(--warn)' },
  { id: 'withdrawn', label: 'Withdrawn', colour: 'var(--control)' },
] as const;
const SHOWN = 8;

/** What became of the missions that were assigned, in all and by template. */
export function MissionFunnel({ rows }: { readonly rows: readonly FunnelRow[] }) {
  const [category, setCategory] = useState<string>();
  const [all, setAll] = useState(false);
  const chosen = rows.filter(row => category === undefined || row.category === category);
  const used = chosen.filter(row => row.assigned > 0).sort((left, right) => right.assigned - left.assigned);
  const totals = funnelTotals(chosen);
  return (
    <Card
      title="Missions"
      note="What became of every mission that was assigned."
      actions={<CategoryFilter rows={rows} chosen={category} onChoose={setCategory} />}
    >
      <ChartFigure
        title={category ? `${wordsOf(category)} missions` : 'All missions'}
        finding={funnelFinding(totals)}
        chart={
          <Bars
            of={totals.assigned}
            rows={[
              { id: 'assigned', label: 'Assigned', count: totals.assigned, colour: 'var(--muted)' },
              ...STATES.map(state => ({ ...state, count: totals[state.id] })),
            ]}
          />
        }
        table={<FunnelTable rows={chosen} />}
      />
      {used.length > 0 && (
        <div className={styles.templates}>
          <Legend />
          {used.slice(0, all ? undefined : SHOWN).map(row => (
            <TemplateRow key={row.template_id} row={row} />
          ))}
          {used.length > SHOWN && (
            <Button look="quiet" small onClick={() => setAll(!all)}>
              {all ? 'Show the largest only' : `Show all ${used.length} templates`}
            </Button>
          )}
        </div>
      )}
    </Card>
  );
}

function TemplateRow({ row }: { readonly row: FunnelRow }) {
  const share = completionShare(row);
  const outcome = share === undefined ? 'none ended' : `${formatShare(share)} done`;
  return (
    <div className={styles.template}>
      <Link to="/rules/$" params={{ _splat: `mission/${row.template_id}` }}>
        {row.name}
      </Link>
      <StackedBar
        full={row.assigned}
        label={`${row.name}: ${STATES.map(state => `${state.label} ${row[state.id]}`).join(', ')}`}
        parts={STATES.map(state => ({
          ...state,
          label: `${state.label}: ${row[state.id]}`,
          size: row[state.id],
        }))}
      />
      <span className={styles.figure}>
        {formatCount(row.assigned)} · {outcome}
      </span>
    </div>
  );
}

function Legend() {
  return (
    <p className={styles.legend}>
      {STATES.map(state => (
        <span key={state.id} style={{ '--swatch': state.colour } as CSSProperties}>
          {state.label}
        </span>
      ))}
    </p>
  );
}

interface CategoryFilterProps {
  readonly rows: readonly FunnelRow[];
  readonly chosen: string | undefined;
  readonly onChoose: (category: string | undefined) => void;
}

function CategoryFilter({ rows, chosen, onChoose }: CategoryFilterProps) {
  return (
    <div className={styles.filters} role="group" aria-label="Category">
      {[undefined, ...categoriesOf(rows)].map(category => (
        <Button
          key={category ?? ''}
          small
          look={category === chosen ? 'secondary' : 'quiet'}
          aria-pressed={category === chosen}
          onClick={() => onChoose(category)}
        >
          {category === undefined ? 'All' : wordsOf(category)}
        </Button>
      ))}
    </div>
  );
}

function FunnelTable({ rows }: { readonly rows: readonly FunnelRow[] }) {
  return (
    <Table
      caption="Missions by template"
      rows={rows}
      rowKey={row => row.template_id}
      columns={[
        { name: 'Template', cell: row => row.name },
        { name: 'Assigned', number: true, cell: row => formatCount(row.assigned) },
        ...STATES.map(state => ({
          name: state.label,
          number: true,
          cell: (row: FunnelRow) => formatCount(row[state.id]),
        })),
      ]}
    />
  );
}
