import { useQuery } from '@tanstack/react-query';
import type { Explanation } from '../../api/customer-types.ts';
import { queries } from '../../api/queries.ts';
import { Button } from '../../components/button.tsx';
import { Meter } from '../../components/meter.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx';
import { formatShare } from '../../components/format.ts';
import { howFar, isHeld, stopReason } from './explanation-words.ts';
import styles from './missions.module.css';

interface NotGivenProps {
  readonly customerId: string;
  readonly onExplain: (rule: string) => void;
}

/** Every template that the customer does not have, with the one reason that decided, nearest first. */
export function NotGiven({ customerId, onExplain }: NotGivenProps) {
  const explanations = useQuery(queries.explanations(customerId));
  if (explanations.isPending) return <Skeleton heights={[40, 40, 40, 40]} />;
  if (explanations.error) {
    return <ErrorState error={explanations.error} onRetry={() => void explanations.refetch()} />;
  }
  const missions = explanations.data
    .filter(item => item.rule.startsWith('mission.') && !isHeld(item))
    .sort((left, right) => (howFar(right) ?? 0) - (howFar(left) ?? 0) || left.name.localeCompare(right.name));
  if (missions.length === 0) return <EmptyState icon="target" title="Every template is given already" />;
  return (
    <ul className={styles.notGiven}>
      {missions.map(item => (
        <NotGivenRow key={item.rule} item={item} onExplain={() => onExplain(item.rule)} />
      ))}
    </ul>
  );
}

function NotGivenRow({ item, onExplain }: { readonly item: Explanation; readonly onExplain: () => void }) {
  const far = howFar(item);
  return (
    <li className={styles.reason}>
      <div>
        <h3>{item.name}</h3>
        <p className={styles.muted}>{stopReason(item)}</p>
      </div>
      <div className={styles.far}>
        {far !== undefined && (
          <>
            <span>{formatShare(far)} of the way</span>
            <Meter share={far} label={`${item.name}: how far the condition is met`} />
          </>
        )}
      </div>
      <Button look="quiet" small onClick={onExplain} aria-label={`Why not ${item.name}`}>
        Why
      </Button>
    </li>
  );
}
