import { Button } from '../../components/button.tsx';
import { SECRET_MASK, isSecret } from './source-draft.ts';
import type { SourceDraft } from './source-draft.ts';
import fieldStyles from '../../components/field.module.css';
import styles from './sources.module.css';

interface ConnectionFieldsProps {
  readonly rows: SourceDraft['connection'];
  readonly error: string | undefined;
  readonly onChange: (rows: SourceDraft['connection']) => void;
}

/** Free key-value pairs; secrets are written, never read back. */
export function ConnectionFields({ rows, error, onChange }: ConnectionFieldsProps) {
  const change = (index: number, part: Partial<{ key: string; value: string }>) =>
    onChange(rows.map((row, position) => (position === index ? { ...row, ...part } : row)));
  return (
    <fieldset className={styles.connection}>
      <legend>Connection</legend>
      {rows.map((row, index) => (
        <div key={index} className={styles.connectionRow}>
          <input
            className={fieldStyles.input}
            aria-label={`Name of setting ${index + 1}`}
            placeholder="name"
            value={row.key}
            onChange={event => change(index, { key: event.target.value })}
          />
          <input
            className={fieldStyles.input}
            aria-label={`Value of ${row.key || `setting ${index + 1}`}`}
            placeholder={isSecret(row.key) ? 'kept encrypted' : 'value'}
            type={isSecret(row.key) && row.value !== SECRET_MASK ? 'password' : 'text'}
            autoComplete="off"
            value={row.value}
            onChange={event => change(index, { value: event.target.value })}
          />
          <Button
            look="quiet"
            icon="close"
            aria-label={`Remove ${row.key || `setting ${index + 1}`}`}
            onClick={() => onChange(rows.filter((_, position) => position !== index))}
          />
        </div>
      ))}
      {error && <p className={fieldStyles.error}>{error}</p>}
      <p className={fieldStyles.hint}>May stay empty where events are pushed.</p>
      <div>
        <Button small icon="plus" onClick={() => onChange([...rows, { key: '', value: '' }])}>
          Add a setting
        </Button>
      </div>
    </fieldset>
  );
}
