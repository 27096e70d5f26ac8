import type { ScoreBreakdown, ScoreTerm } from '../../api/customer-types.ts';
import { scoreColour } from '../../charts/scores.ts';
import { shade } from '../../charts/stacked-bar.tsx';
import { Button } from '../../components/button.tsx';
import { formatNumber, formatShare } from '../../components/format.ts';
import { Meter } from '../../components/meter.tsx';
import { Table } from '../../components/table.tsx';
import { boundNotes, contributionFinding, termNote, termsBySize } from './score-terms.ts';
import styles from './scores.module.css';

interface ScoreBreakdownTableProps {
  readonly id: string;
  readonly name: string;
  readonly breakdown: ScoreBreakdown;
  readonly onExplain: () => void;
}

/** Every term of one score: what it measured, what that is worth, what it adds. */
export function ScoreBreakdownTable({ id, name, breakdown, onExplain }: ScoreBreakdownTableProps) {
  const counted = termsBySize(breakdown);
  const dropped = breakdown.terms.filter(term => term.state !== 'counted');
  const notes = boundNotes(breakdown);
  const colourOf = (term: ScoreTerm) => shade(scoreColour(id), counted.indexOf(term), counted.length);
  return (
    <figure className={styles.breakdown}>
      <figcaption className={styles.caption}>
        <div>
          <strong>{contributionFinding(breakdown)}</strong> {notes.join(' ')}
          {breakdown.coverage < 1 && ` ${formatShare(breakdown.coverage)} of the weight is covered by data.`}
        </div>
        <Button small icon="info" onClick={onExplain}>
          Explain
        </Button>
      </figcaption>
      <Table
        caption={`Terms of ${name}`}
        middle
        rows={[...counted, ...dropped]}
        rowKey={term => term.name}
        columns={[
          {
            name: 'Term',
            cell: term => (
              <span className={styles.term}>
                <span
                  className={styles.swatch}
                  style={{ background: term.state === 'counted' ? colourOf(term) : 'transparent' }}
                  aria-hidden="true"
                />
                <span>
                  {term.label}
                  {term.state !== 'counted' && <span className={styles.dropped}>{termNote(term)}</span>}
                  <code className={styles.text}>{term.text}</code>
                </span>
              </span>
            ),
          },
          { name: 'Measured', number: true, secondary: true, cell: term => term.input_text ?? '–' },
          { name: 'Value', number: true, cell: term => <TermValue term={term} colour={scoreColour(id)} /> },
          { name: 'Weight', number: true, secondary: true, cell: term => formatNumber(term.weight) },
          {
            name: 'Adds',
            number: true,
            cell: term => <strong>{term.state === 'counted' ? term.contribution.toFixed(1) : '–'}</strong>,
          },
        ]}
      />
    </figure>
  );
}

function TermValue({ term, colour }: { readonly term: ScoreTerm; readonly colour: string }) {
  if (term.value === null) return '–';
  return (
    <span className={styles.termValue}>
      <Meter share={term.value / 100} label={`${term.label}, value`} colour={colour} />
      {formatNumber(Math.round(term.value))}
    </span>
  );
}
