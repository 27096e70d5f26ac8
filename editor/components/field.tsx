import { useId } from 'react';
import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import styles from './field.module.css';

interface FieldBase {
  readonly label: string;
  readonly unit?: string | undefined;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
}

type Props<T> = FieldBase & Omit<T, 'className' | 'id'>;

export function TextField({
  label,
  unit,
  hint,
  error,
  ...rest
}: Props<InputHTMLAttributes<HTMLInputElement>>) {
  return (
    <Field label={label} unit={unit} hint={hint} error={error}>
      {attributes => <input type="text" {...rest} {...attributes} className={styles.input} />}
    </Field>
  );
}

export function SelectField({
  label,
  unit,
  hint,
  error,
  ...rest
}: Props<SelectHTMLAttributes<HTMLSelectElement>>) {
  return (
    <Field label={label} unit={unit} hint={hint} error={error}>
      {attributes => <select {...rest} {...attributes} className={styles.input} />}
    </Field>
  );
}

export function CodeField({
  label,
  unit,
  hint,
  error,
  ...rest
}: Props<TextareaHTMLAttributes<HTMLTextAreaElement>>) {
  return (
    <Field label={label} unit={unit} hint={hint} error={error}>
      {attributes => (
        <textarea
          spellCheck={false}
          {...rest}
          {...attributes}
          className={classNames(styles.input, styles.code)}
        />
      )}
    </Field>
  );
}

export function CheckField({ label, hint, ...rest }: Props<InputHTMLAttributes<HTMLInputElement>>) {
  return (
    <label className={styles.check}>
      <input type="checkbox" {...rest} />
      <span>
        {label}
        {hint && <span className={styles.hint}> {hint}</span>}
      </span>
    </label>
  );
}

export function SearchField({ label, ...rest }: Props<InputHTMLAttributes<HTMLInputElement>>) {
  return (
    <div className={styles.search}>
      <Icon name="search" />
      <input type="search" aria-label={label} placeholder={label} {...rest} className={styles.input} />
    </div>
  );
}

interface ControlAttributes {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

interface FieldProps extends FieldBase {
  readonly children: (attributes: ControlAttributes) => ReactNode;
}

function Field({ label, unit, hint, error, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}note`;
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        <span>{label}</span>
        {unit && <span className={styles.unit}>{unit}</span>}
      </label>
      {children({
        id,
        'aria-describedby': hint || error ? noteId : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {(error || hint) && (
        <p id={noteId} className={error ? styles.error : styles.hint}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}
