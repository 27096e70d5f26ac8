import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { SyntheticEvent } from 'react';
import { ApiError, api } from '../../../api/client.ts';
import type { PointsDone } from '../../../api/customer-types.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { TextField } from '../../../components/field.tsx';
import { counted, formatCount } from '../../../components/format.ts';
import { Notice, errorText } from '../../../components/states.tsx';
import { toast } from '../../../components/toasts.tsx';
import { formOf, requestOf } from './points-action.ts';
import type { PointsAction } from './points-action.ts';
import styles from './points.module.css';

interface PointsDialogProps {
  readonly customerId: string;
  readonly action: PointsAction | undefined;
  readonly onClose: () => void;
}

/** Asks how many points, and why. */
export function PointsDialog({ customerId, action, onClose }: PointsDialogProps) {
  const form = action && formOf(action);
  return (
    <Dialog open={action !== undefined} onClose={onClose} title={form?.title ?? ''} note={form?.note}>
      {action && <PointsFields customerId={customerId} action={action} onClose={onClose} />}
    </Dialog>
  );
}

function PointsFields({
  customerId,
  action,
  onClose,
}: PointsDialogProps & { readonly action: PointsAction }) {
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const form = formOf(action);
  const post = usePost(customerId, action, onClose);
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    post.mutate({ amount, reason });
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      {form.amount !== 'none' && (
        <TextField
          label="Points"
          unit={
            form.amount === 'needed' ? `at most ${formatCount(form.most)}` : `all ${formatCount(form.most)}`
          }
          type="number"
          inputMode="numeric"
          min={1}
          max={form.most}
          step={1}
          required={form.amount === 'needed'}
          value={amount}
          hint={form.amount === 'optional' ? 'Left empty, it is all of them.' : undefined}
          onChange={event => setAmount(event.target.value)}
        />
      )}
      <TextField
        label={form.reason === 'needed' ? 'Reason' : 'Reason, if any'}
        required={form.reason === 'needed'}
        pattern=".*\S.*"
        maxLength={200}
        value={reason}
        hint="Stands in the ledger and in the timeline."
        onChange={event => setReason(event.target.value)}
      />
      {post.error && <Notice look="bad">{errorText(post.error)}</Notice>}
      <div className={styles.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" busy={post.isPending}>
          {form.button}
        </Button>
      </div>
    </form>
  );
}

interface Entered {
  readonly amount: string;
  readonly reason: string;
}

function usePost(customerId: string, action: PointsAction, onDone: () => void) {
  const client = useQueryClient();
  const attempt = useRef({ text: '', key: '' });
  return useMutation({
    mutationFn: (entered: Entered) => {
      const { path, body } = requestOf(action, entered);
      const text = JSON.stringify(body);
      // What was sent into the dark and is sent again must not count twice.
      if (attempt.current.text !== text) attempt.current = { text, key: crypto.randomUUID() };
      const headers = { 'idempotency-key': attempt.current.key };
      return api.post<PointsDone>(path, { customer_id: customerId, ...body }, { headers });
    },
    onSuccess: async ({ amount, available }) => {
      toast(
        `${counted(amount, 'point')} ${DONE[action.kind]}`,
        `${formatCount(available)} can be spent now.`,
      );
      onDone();
      await client.invalidateQueries({ queryKey: ['customer', customerId] });
    },
    onError: error => {
      if (error instanceof ApiError && error.status !== 0) attempt.current = { text: '', key: '' };
    },
  });
}

const DONE: Readonly<Record<PointsAction['kind'], string>> = {
  redeem: 'redeemed',
  hold: 'put on hold',
  capture: 'captured',
  release: 'released',
  reverse: 'reversed',
};
