import type { CSSProperties } from 'react';
import { classNames } from './class-names.ts';
import styles from './meter.module.css';

interface MeterProps {
  /** 0–1; more is shown as full. */
  readonly share: number;
  readonly label: string;
  /** What a screen reader says instead of the bare per cent. */
  readonly text?: string;
  readonly colour?: string;
  readonly tall?: boolean;
}

/** How far something is on its way. */
export function Meter({ share, label, text, colour, tall }: MeterProps) {
  const percent = Math.max(0, Math.min(100, share * 100));
  const style = colour ? ({ '--meter-colour': colour } as CSSProperties) : undefined;
  return (
    <div
      className={classNames(styles.meter, tall && styles.tall)}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
      aria-valuetext={text}
      style={style}
    >
      <div className={styles.fill} style={{ width: `${percent}%` }} />
    </div>
  );
}
