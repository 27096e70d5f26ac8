import type { EventType } from '../../../api/types.ts';
import { CheckField, SelectField, TextField } from '../../../components/field.tsx';
import { wordsOf } from '../../../components/format.ts';
import { fieldLook } from './event-draft.ts';
import type { DraftErrors, FieldValues } from './event-draft.ts';
import styles from './send-event.module.css';

interface AttributeFieldsProps {
  readonly type: EventType;
  readonly value: string;
  readonly attributes: FieldValues;
  readonly errors: DraftErrors;
  readonly onValue: (value: string) => void;
  readonly onAttribute: (name: string, value: string | boolean) => void;
}

/** One control for the event's value and for each of its attributes, by the catalogue. */
export function AttributeFields({
  type,
  value,
  attributes,
  errors,
  onValue,
  onAttribute,
}: AttributeFieldsProps) {
  const names = Object.keys(type.attributes);
  const ticks = names.filter(name => isTick(type, name));
  const others = names.filter(name => !isTick(type, name));
  return (
    <div className={styles.fields}>
      {type.unit !== null && (
        <TextField
          label="Value"
          unit={type.unit}
          inputMode="decimal"
          value={value}
          error={errors['value']}
          onChange={event => onValue(event.target.value)}
        />
      )}
      {others.map(name => (
        <OtherField
          key={name}
          type={type}
          name={name}
          value={String(attributes[name] ?? '')}
          error={errors[name]}
          onChange={next => onAttribute(name, next)}
        />
      ))}
      {ticks.length > 0 && (
        <div className={styles.ticks}>
          {ticks.map(name => (
            <CheckField
              key={name}
              label={wordsOf(name)}
              checked={attributes[name] === true}
              onChange={event => onAttribute(name, event.target.checked)}
            />
          ))}
        </div>
      )}
    </div>
  );
}

interface OtherFieldProps {
  readonly type: EventType;
  readonly name: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

function OtherField({ type, name, value, error, onChange }: OtherFieldProps) {
  const attribute = type.attributes[name];
  if (!attribute) return null;
  const look = fieldLook(attribute);
  const required = type.required.includes(name);
  const common = { label: wordsOf(name), error, value };
  if (look === 'choice') {
    return (
      <SelectField {...common} onChange={event => onChange(event.target.value)}>
        {!required && <option value="">not given</option>}
        {attribute.values?.map(option => (
          <option key={option}>{option}</option>
        ))}
      </SelectField>
    );
  }
  const note = required ? undefined : 'optional';
  const unit = [attribute.unit, note].filter(Boolean).join(' · ') || undefined;
  return (
    <TextField
      {...common}
      unit={unit}
      type={look === 'time' ? 'datetime-local' : 'text'}
      inputMode={look === 'number' ? 'decimal' : 'text'}
      onChange={event => onChange(event.target.value)}
    />
  );
}

function isTick(type: EventType, name: string): boolean {
  const attribute = type.attributes[name];
  return attribute !== undefined && fieldLook(attribute) === 'tick';
}
