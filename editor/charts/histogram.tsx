import { useState } from 'react';
import type { CSSProperties, KeyboardEvent } from 'react';
import type { ScoreHistogram } from '../api/types.ts';
import { counted, formatCount, formatShare, shareOf } from '../components/format.ts';
import { Table } from '../components/table.tsx';
import { ChartFigure } from './figure.tsx';
import { binHeights, binTotal, histogramFinding } from './histogram-maths.ts';
import styles from './histogram.module.css';

interface HistogramProps {
  readonly histogram: ScoreHistogram;
  readonly colour: string;
}

/** How many customers score what, in bins; arrow keys walk through the bins. */
export function Histogram({ histogram, colour }: HistogramProps) {
  return (
    <ChartFigure
      title={histogram.name}
      finding={histogramFinding(histogram)}
      colour={colour}
      chart={<Plot histogram={histogram} colour={colour} />}
      table={<BinTable histogram={histogram} />}
    />
  );
}

function Plot({ histogram, colour }: HistogramProps) {
  const [active, setActive] = useState<number>();
  const { bins } = histogram;
  const last = bins.length - 1;
  const heights = binHeights(bins);
  const bin = active === undefined ? undefined : bins[active];
  const text =
    bin && `${bin.from}–${bin.to}: ${counted(bin.count, 'customer')}, ${shareText(histogram, bin.count)}`;

  function onKeyDown(event: KeyboardEvent) {
    const moves: Record<string, number | undefined> = {
      ArrowRight: Math.min(last, (active ?? -1) + 1),
      ArrowLeft: Math.max(0, (active ?? last + 1) - 1),
      Home: 0,
      End: last,
    };
    const next = event.key === 'Escape' ? undefined : moves[event.key];
    if (next === undefined && event.key !== 'Escape') return;
    event.preventDefault();
    setActive(next);
  }

  return (
    <div
      className={styles.plot}
      role="group"
      tabIndex={0}
      aria-label={`${histogram.name}: ${histogramFinding(histogram)} Arrow keys read the bars.`}
      style={{ '--bar-colour': colour } as CSSProperties}
      onKeyDown={onKeyDown}
      onBlur={() => setActive(undefined)}
      onPointerLeave={() => setActive(undefined)}
    >
      <svg
        className={styles.bars}
        viewBox={`0 0 ${bins.length} 100`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {heights.map((height, index) => (
          <g key={index}>
            <rect
              className={styles.bar}
              x={index + 0.08}
              y={100 - height * 92}
              width={0.84}
              height={height * 92}
            />
            <rect
              className={styles.hit}
              data-active={index === active}
              x={index}
              y={0}
              width={1}
              height={100}
              onPointerEnter={() => setActive(index)}
            />
          </g>
        ))}
      </svg>
      <div className={styles.axis} aria-hidden="true">
        {[0, 20, 40, 60, 80, 100].map(tick => (
          <span key={tick}>{tick}</span>
        ))}
      </div>
      <span aria-live="polite" className={text ? styles.readout : 'visually-hidden'}>
        {text}
      </span>
    </div>
  );
}

function BinTable({ histogram }: { readonly histogram: ScoreHistogram }) {
  return (
    <Table
      caption={`${histogram.name}: customers by score`}
      rows={histogram.bins.filter(bin => bin.count > 0)}
      rowKey={bin => bin.from}
      columns={[
        { name: 'Score', cell: bin => `${bin.from}–${bin.to}` },
        { name: 'Customers', number: true, cell: bin => formatCount(bin.count) },
        { name: 'Share', number: true, cell: bin => shareText(histogram, bin.count) },
      ]}
    />
  );
}

const shareText = (histogram: ScoreHistogram, count: number): string =>
  formatShare(shareOf(count, binTotal(histogram.bins)));
