import { useState } from 'react';
import type { Customer, LedgerEntry } from '../../../api/customer-types.ts';
import { Button } from '../../../components/button.tsx';
import { Card } from '../../../components/card.tsx';
import { counted, formatCount } from '../../../components/format.ts';
import { Time } from '../../../components/time.tsx';
import customerStyles from '../customer.module.css';
import { HoldsList } from './holds-list.tsx';
import { Ledger } from './ledger.tsx';
import { PointsDialog } from './points-dialog.tsx';
import type { PointsAction } from './points-action.ts';
import styles from './points.module.css';

const SHOWN_LOTS = 3;

/** What the customer has, what is set aside, and what can be done with it. */
export function PointsPanel({ customer }: { readonly customer: Customer }) {
  const [open, setOpen] = useState(false);
  const [action, setAction] = useState<PointsAction>();
  const { balance, available, pending, on_hold, holds, expiring } = customer.points;
  return (
    <Card
      title="Points"
      actions={
        <Button small aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide the ledger' : 'Show the ledger'}
        </Button>
      }
    >
      <dl className={customerStyles.figures}>
        <Figure name="Balance" value={balance} />
        <Figure name="On hold" value={on_hold} />
        <Figure name="Pending" value={pending} />
      </dl>
      <div className={styles.actions}>
        <Button small disabled={available === 0} onClick={() => setAction({ kind: 'redeem', available })}>
          Redeem
        </Button>
        <Button small disabled={available === 0} onClick={() => setAction({ kind: 'hold', available })}>
          Put on hold
        </Button>
      </div>
      {balance < 0 && (
        <p className={styles.note}>
          What is earned next repays the balance; nothing can be spent until then.
        </p>
      )}
      <HoldsList holds={holds} onAction={setAction} />
      {expiring.length > 0 && (
        <ul className={customerStyles.expiring}>
          {expiring.slice(0, SHOWN_LOTS).map(lot => (
            <li key={lot.on}>
              {formatCount(lot.amount)} expire on <Time at={lot.on} style="date" />
            </li>
          ))}
          {expiring.length > SHOWN_LOTS && <li>{counted(expiring.length - SHOWN_LOTS, 'later lot')}</li>}
        </ul>
      )}
      {open && (
        <Ledger
          customerId={customer.customer_id}
          onReverse={(entry: LedgerEntry) => setAction({ kind: 'reverse', entry })}
        />
      )}
      <PointsDialog customerId={customer.customer_id} action={action} onClose={() => setAction(undefined)} />
    </Card>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{formatCount(value)}</dd>
    </div>
  );
}
