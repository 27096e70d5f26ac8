import styles from './stacked-bar.module.css';

export interface BarPart {
  readonly id: string;
  readonly label: string;
  /** In the bar's own measure, `full` being its whole width. */
  readonly size: number;
  readonly colour: string;
}

interface StackedBarProps {
  readonly parts: readonly BarPart[];
  readonly full: number;
  readonly label: string;
}

/** Parts of one whole; the numbers always stand in words or a table beside it. */
export function StackedBar({ parts, full, label }: StackedBarProps) {
  return (
    <div className={styles.bar} role="img" aria-label={label}>
      {parts
        .filter(part => part.size > 0)
        .map(part => (
          <div
            key={part.id}
            className={styles.part}
            title={part.label}
            style={{ width: `${(part.size / full) * 100}%`, background: part.colour }}
          />
        ))}
    </div>
  );
}

/** Shades of one colour, strongest first, for the parts of one score. */
export function shade(colour: string, index: number, count: number): string {
  const strength = 100 - (index * 62) / Math.max(1, count - 1);
  return `color-mix(in srgb, ${colour} ${Math.round(strength)}%, var(--surface))`;
}
