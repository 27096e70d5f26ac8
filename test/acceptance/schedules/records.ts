import type { PlannedEvent } from './plan.ts';

/** A planned event as its source system sends it. */
export function recordOf(event: PlannedEvent, occurredAt: number): object {
  const time = new Date(occurredAt).toISOString();
  const { id, customer, amount, reverses } = event;
  if (event.kind === 'data') {
    return {
      source_type: 'cdr',
      event: {
        record_id: id,
        customer_id: customer,
        call_time: time,
        call_type: 'gprs',
        ...(amount === undefined ? {} : { kb_total: amount }),
        ...(reverses === undefined ? {} : { reverses }),
      },
    };
  }
  return {
    source_type: 'billing',
    event: {
      txn_id: id,
      msisdn: customer,
      txn_time: time,
      txn_type: 'TOPUP',
      channel: event.digital ? 'app' : 'shop',
      ...(amount === undefined ? {} : { amount }),
      ...(reverses === undefined ? {} : { original_txn: reverses }),
    },
  };
}
