import { useEffect, useState } from 'react';
import type { CustomerFilter } from '../../api/queries.ts';
import type { Stats } from '../../api/types.ts';
import { SearchField, SelectField } from '../../components/field.tsx';
import { wordsOf } from '../../components/format.ts';
import styles from './customers.module.css';

const TYPING_PAUSE_MS = 250;

interface CustomerFiltersProps {
  readonly filter: CustomerFilter;
  readonly stats: Stats | undefined;
  readonly onChange: (filter: { search?: string; segment?: string; tier?: string }) => void;
}

/** The filters live in the address; the search goes there once the typing pauses. */
export function CustomerFilters({ filter, stats, onChange }: CustomerFiltersProps) {
  const [text, setText] = useState(filter.search ?? '');
  useEffect(() => {
    if (text.trim() === (filter.search ?? '')) return;
    const timer = setTimeout(() => onChange(cleaned({ ...filter, search: text.trim() })), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, filter, onChange]);

  return (
    <div className={styles.filters} role="search">
      <SearchField
        label="Search by customer id"
        value={text}
        onChange={event => setText(event.target.value)}
      />
      <SelectField
        label="Segment"
        value={filter.segment ?? ''}
        onChange={event => onChange(cleaned({ ...filter, segment: event.target.value }))}
      >
        <option value="">All segments</option>
        {stats?.segments.map(segment => (
          <option key={segment.id} value={segment.id}>
            {segment.name}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Tier"
        value={filter.tier ?? ''}
        onChange={event => onChange(cleaned({ ...filter, tier: event.target.value }))}
      >
        <option value="">All tiers</option>
        {stats?.tiers.map(tier => (
          <option key={tier.id} value={tier.id}>
            {wordsOf(tier.id)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function cleaned(filter: CustomerFilter): { search?: string; segment?: string; tier?: string } {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value));
}
