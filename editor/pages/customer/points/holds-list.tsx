import type { PointsHold } from '../../../api/customer-types.ts';
import { Button } from '../../../components/button.tsx';
import { formatCount } from '../../../components/format.ts';
import { Time } from '../../../components/time.tsx';
import type { PointsAction } from './points-action.ts';
import styles from './points.module.css';

interface HoldsListProps {
  readonly holds: readonly PointsHold[];
  readonly onAction: (action: PointsAction) => void;
}

/** What is set aside, for what and until when. */
export function HoldsList({ holds, onAction }: HoldsListProps) {
  if (holds.length === 0) return null;
  return (
    <ul className={styles.holds} aria-label="On hold">
      {holds.map(hold => (
        <li key={hold.hold_id} className={styles.hold}>
          <div>
            <strong>{formatCount(hold.amount)}</strong> for {hold.reason}
            <p className={styles.until}>
              until <Time at={hold.expires_at} />
            </p>
          </div>
          <div className={styles.holdActions}>
            <Button
              small
              aria-label={`Capture the points on hold for ${hold.reason}`}
              onClick={() => onAction({ kind: 'capture', hold })}
            >
              Capture
            </Button>
            <Button
              small
              look="quiet"
              aria-label={`Release the points on hold for ${hold.reason}`}
              onClick={() => onAction({ kind: 'release', hold })}
            >
              Release
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}
