import type { ProfileAttribute } from '../../api/customer-types.ts';
import { Card } from '../../components/card.tsx';
import { EmptyState } from '../../components/states.tsx';
import styles from './customer.module.css';

/** The named metrics of the rules, as they stand for this customer. */
export function ProfilePanel({ profile }: { readonly profile: readonly ProfileAttribute[] }) {
  return (
    <Card title="Profile" note="Named metrics that the rules read.">
      {profile.length === 0 && <EmptyState title="The rules name no metrics" />}
      <dl className={styles.profile}>
        {profile.map(attribute => (
          <div key={attribute.id}>
            <dt title={[attribute.description, attribute.id].filter(Boolean).join(' – ')}>
              {attribute.name}
            </dt>
            <dd>{valueText(attribute)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function valueText({ value, text }: ProfileAttribute) {
  return value === null ? <span className={styles.muted}>not known</span> : text || 'none';
}
