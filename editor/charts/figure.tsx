import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../components/button.tsx';
import styles from './figure.module.css';

interface ChartFigureProps {
  readonly title: string;
  /** What the chart shows, in words. */
  readonly finding: string;
  readonly colour?: string;
  readonly chart: ReactNode;
  readonly table: ReactNode;
}

/** Every chart stands in one: titled, captioned with its finding, and to be had as a table. */
export function ChartFigure({ title, finding, colour, chart, table }: ChartFigureProps) {
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <span className={styles.title}>
          {colour && <span className={styles.swatch} style={{ background: colour }} aria-hidden="true" />}
          {title}
        </span>
        <Button
          look="quiet"
          small
          icon={asTable ? 'chart' : 'table'}
          aria-pressed={asTable}
          aria-label={`${title} as a table`}
          title={asTable ? 'Show the chart' : 'Show as a table'}
          onClick={() => setAsTable(!asTable)}
        />
        <span className={styles.finding}>{finding}</span>
      </figcaption>
      {asTable ? table : chart}
    </figure>
  );
}
