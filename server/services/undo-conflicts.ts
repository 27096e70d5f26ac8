import type { Entry, Input, NormalisedEvent } from '../../engine/model.ts';
import { recordHashOf } from './record-hash.ts';
import type { Context } from './context.ts';
import type { Submit } from './submit.ts';

const ENTRIES_A_ROUND = 100;

/**
 * Takes back what was folded for a second customer under an id that belongs to another: the event is reversed as a
 * whole, so facts leave it out and grants that only it carried are compensated. Any node may do it, and several at
 * once: the reversal's id is made of the entry's. True where more may be waiting.
 */
export async function undoConflicts(
  { store, clock, log }: Pick<Context, 'store' | 'clock' | 'log'>,
  submit: Submit,
): Promise<boolean> {
  const entries = await store.conflicts(ENTRIES_A_ROUND);
  const undoing = entries.flatMap(entry => {
    const input = reversalOf(entry, clock());
    // Commands are kept from it by their keys, which one request alone can hold; a reversal has no reversal.
    if (input === null)
      log.error({ entry: entry.id }, 'an entry has the id of another, and a person has to undo it');
    return input === null ? [] : [{ entry, input }];
  });
  const outcomes = await submit(undoing.map(({ input }) => input));
  for (const [index, { entry }] of undoing.entries()) {
    const outcome = outcomes[index];
    if (outcome && 'entry' in outcome) await store.undone(entry.id);
  }
  return entries.length === ENTRIES_A_ROUND;
}

function reversalOf({ id, customer, kind, input }: Entry, at: number): Input | null {
  if (kind !== 'event' || input === null || !('event_id' in input) || input.reversal_of !== undefined)
    return null;
  const scopeEnd = id.indexOf(':');
  const own = id.slice(scopeEnd + 1);
  const now = new Date(at).toISOString();
  const body: NormalisedEvent = {
    event_id: `undo:${own}`,
    source_type: input.source_type,
    source_name: input.source_name,
    event_type: input.event_type,
    customer_id: customer,
    occurred_at: now,
    received_at: now,
    attributes: {},
    // By the entry's own id: the one that it came with belongs to the other customer. Without a value: all of it.
    reversal_of: own,
    reason: 'correction',
    processing_status: 'processed',
  };
  const bodyHash = recordHashOf({ undo: id });
  return { kind: 'event', id: `${id.slice(0, scopeEnd)}:undo:${own}`, customer, at, body, bodyHash };
}
