import type { Entry, Input } from '../../engine/model.ts';
import type { FieldProblem } from '../problem.ts';
import type { Store } from '../stores/store.ts';
import { failedRecord } from './failed-record.ts';
import type { Mapped, Mapping } from './map-item.ts';

type EventInput = Extract<Input, { kind: 'event' }>;
type Original = Pick<EventInput, 'customer' | 'body'>;

export interface CheckedReversals {
  readonly mappings: readonly Mapping[];
  /** Ids of the reversals whose events have not come. */
  readonly waiting: ReadonlySet<string>;
}

/**
 * Refuses what takes back a reversal or another customer's event: neither would change anything, and its sender believes
 * it did. One whose event has not come waits for it, since sources do not keep order.
 */
export async function checkReversals(
  store: Pick<Store, 'entry'>,
  mappings: readonly Mapping[],
): Promise<CheckedReversals> {
  const inputs = mappings.flatMap(mapping => ('inputs' in mapping ? mapping.inputs.filter(isEvent) : []));
  const reversals = inputs.filter(({ body }) => body.reversal_of !== undefined);
  if (reversals.length === 0) return { mappings, waiting: new Set() };
  const originals = await originalsOf(store, reversals, inputs);
  const problems = new Map(
    reversals.map(reversal => [reversal.id, problemOf(reversal, originals.get(originalId(reversal)))]),
  );
  const waiting = reversals.filter(reversal => !originals.has(originalId(reversal))).map(({ id }) => id);
  return {
    mappings: mappings.map(mapping => ('inputs' in mapping ? refused(mapping, problems) : mapping)),
    waiting: new Set(waiting),
  };
}

/** What came with the same call is as good as what is stored: both are decided in one step. */
async function originalsOf(
  store: Pick<Store, 'entry'>,
  reversals: readonly EventInput[],
  inputs: readonly EventInput[],
): Promise<ReadonlyMap<string, Original>> {
  const sent = new Map(inputs.map(input => [input.id, input]));
  const ids = [...new Set(reversals.map(originalId))];
  const stored = await Promise.all(ids.map(id => store.entry(id)));
  return new Map(
    ids.flatMap((id, index) => {
      const original = eventInputOf(stored[index] ?? null) ?? sent.get(id);
      return original === undefined ? [] : [[id, original]];
    }),
  );
}

function refused(mapping: Mapped, problems: ReadonlyMap<string, FieldProblem | null>): Mapping {
  const errors = mapping.inputs.flatMap(({ id }) => problems.get(id) ?? []);
  const [first] = mapping.inputs;
  return errors.length === 0
    ? mapping
    : { failed: failedRecord(mapping.parts, mapping.at, errors, first?.customer) };
}

function problemOf(reversal: EventInput, original: Original | undefined): FieldProblem | null {
  if (original === undefined) return null;
  const named = reversal.body.reversal_of ?? '';
  const path = 'reversal_of';
  if (original.customer !== reversal.customer) {
    const message = `The event "${named}" that it takes back is another customer's.`;
    return { path, message, expected: 'the id of an event of the same customer' };
  }
  if (original.body.reversal_of === undefined) return null;
  const message = `The event "${named}" that it takes back is a reversal itself, and a reversal cannot be taken back: send what it took back once more, under an id of its own.`;
  return { path, message, expected: 'the id of an event that is no reversal' };
}

/** A reversal names the event id of its original in its own source. */
function originalId({ id, body }: EventInput): string {
  return `${id.slice(0, id.indexOf(':'))}:${body.reversal_of ?? ''}`;
}

function isEvent(input: Input): input is EventInput {
  return input.kind === 'event';
}

function eventInputOf(entry: Entry | null): Original | undefined {
  if (entry?.kind !== 'event' || entry.input === null || !('event_id' in entry.input)) return undefined;
  return { customer: entry.customer, body: entry.input };
}
