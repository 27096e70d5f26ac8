import type { Command, Input, NormalisedEvent } from '../../engine/model.ts';

export const START = Date.UTC(2026, 0, 1);

interface EventOptions {
  readonly value?: number;
  readonly at?: number;
  readonly occurredAt?: number;
  readonly bodyHash?: string;
  readonly attributes?: NormalisedEvent['attributes'];
}

/** An event input of a customer; the value is 1 and the time the start unless told. */
export function eventInput(customer: string, id: string, options: EventOptions = {}): Input {
  const { value = 1, at = START, occurredAt = at, bodyHash = `hash of ${id}`, attributes = {} } = options;
  const body: NormalisedEvent = {
    event_id: id,
    source_type: 'usage',
    source_name: 'tests',
    event_type: 'data_used',
    customer_id: customer,
    occurred_at: new Date(occurredAt).toISOString(),
    received_at: new Date(at).toISOString(),
    value,
    attributes,
    processing_status: 'processed',
  };
  return { kind: 'event', id, customer, at, body, bodyHash };
}

export function commandInput(customer: string, id: string, bodyHash: string, at = START): Input {
  const body: Command = { do: 'progress', mission: 'm', current_value: 10 };
  return { kind: 'command', id, customer, at, body, bodyHash };
}

export function tickInput(customer: string, at: number): Input {
  return { kind: 'tick', id: `tick:${customer}:${at}`, customer, at, body: null, bodyHash: '' };
}
