import { createEngine } from '../../engine/index.ts';
import type { Effect, Engine, Entry, Input, NormalisedEvent, Snapshot, Step } from '../../engine/index.ts';
import type { Program } from '../../dsl/index.ts';
import { RELEASE } from './default-rules.ts';

/** One customer driven through the engine without a store: what a step returns is taken for the next snapshot. */
export interface OneCustomer {
  /** Another one takes over as a release does: with the customer's next step. */
  engine: Engine;
  readonly journal: Entry[];
  snapshot: Snapshot | null;
  /** Takes inputs as one step. */
  take(...inputs: readonly Input[]): readonly Effect[];
}

export function createCustomer(program: Program, customer = 'customer-1'): OneCustomer {
  const engine = createEngine(program, RELEASE);
  const one: OneCustomer = {
    engine,
    journal: [],
    snapshot: null,
    take: (...inputs) => {
      const step = decide(one, inputs);
      const v = (one.snapshot?.v ?? 0) + 1;
      const entries = step.entries.map((entry, i): Entry => ({
        ...entry,
        customer,
        v,
        i,
        program: step.program,
        release: step.release,
      }));
      one.journal.push(...entries);
      one.snapshot = {
        customer,
        v,
        at: step.at,
        release: step.release,
        entries: one.journal.length,
        state: step.state,
        summary: step.summary,
      };
      return entries.flatMap(({ effects }) => effects);
    },
  };
  return one;
}

function decide(one: OneCustomer, inputs: readonly Input[]): Step {
  const first = one.engine.decide(one.snapshot, inputs);
  if (!('needs' in first)) return first;
  const second = one.engine.decide(one.snapshot, inputs, one.journal);
  if ('needs' in second) throw new Error('the engine asks twice');
  return second;
}

let unnamed = 0;

/** An event input; times in ms, value in the catalogue's unit. */
export function eventInput(
  event_type: string,
  occurredAt: number,
  rest: Partial<
    Pick<NormalisedEvent, 'value' | 'unit' | 'attributes' | 'reversal_of' | 'event_id' | 'reason'>
  > & {
    readonly at?: number;
    readonly customer?: string;
  } = {},
): Input {
  const { at = occurredAt, customer = 'customer-1', ...body } = rest;
  const event_id = body.event_id ?? `e${(unnamed += 1)}`;
  const occurred_at = new Date(occurredAt).toISOString();
  return {
    kind: 'event',
    id: `test:${event_id}`,
    customer,
    at,
    bodyHash: event_id,
    body: {
      source_type: 'cdr',
      source_name: 'Test',
      event_type,
      customer_id: customer,
      occurred_at,
      received_at: new Date(at).toISOString(),
      attributes: {},
      processing_status: 'processed',
      ...body,
      event_id,
    },
  };
}
