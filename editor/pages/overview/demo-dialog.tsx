import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import { api } from '../../api/client.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { formatCount } from '../../components/format.ts';
import { Notice, errorText } from '../../components/states.tsx';
import styles from './overview.module.css';

const SIZES = [
  { customers: 50, note: 'a quick look' },
  { customers: 200, note: 'fills every chart' },
  { customers: 1_000, note: 'takes some minutes' },
] as const;

interface DemoDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onStarted: (id: string) => void;
}

/** Asks how many demo customers, with how long a history. */
export function DemoDialog({ open, onClose, onStarted }: DemoDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Load demo customers"
      note="Archetypes from new prepaid to loyal postpaid, each with its own history of events."
    >
      <DemoForm onClose={onClose} onStarted={onStarted} />
    </Dialog>
  );
}

function DemoForm({ onClose, onStarted }: Omit<DemoDialogProps, 'open'>) {
  const [customers, setCustomers] = useState<number>(200);
  const [days, setDays] = useState('90');
  const start = useMutation({
    mutationFn: () =>
      api.post<{ id: string }>('demo/', { customers, days: Number(days), seed: Date.now() % 1_000_000 }),
    onSuccess: ({ id }) => {
      onStarted(id);
      onClose();
    },
  });
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    start.mutate();
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <fieldset className={styles.choices}>
        <legend>Customers</legend>
        {SIZES.map(size => (
          <label key={size.customers} className={styles.choice}>
            <input
              type="radio"
              name="customers"
              className="visually-hidden"
              checked={customers === size.customers}
              onChange={() => setCustomers(size.customers)}
            />
            <strong>{formatCount(size.customers)}</strong>
            <span>{size.note}</span>
          </label>
        ))}
      </fieldset>
      <TextField
        label="History"
        unit="days"
        type="number"
        min={1}
        max={400}
        step={1}
        required
        value={days}
        hint="90 days let baselines, streaks and badges show."
        onChange={event => setDays(event.target.value)}
      />
      {start.error && <Notice look="bad">{errorText(start.error)}</Notice>}
      <div className={styles.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" busy={start.isPending}>
          Load {formatCount(customers)} customers
        </Button>
      </div>
    </form>
  );
}
