import type { Program } from '../../dsl/program/program.ts';
import { canonicalJson } from '../../engine/canonical.ts';
import { mapRecord } from '../../engine/mapping/index.ts';
import type { Entry, Input, Json, NormalisedEvent } from '../../engine/model.ts';
import { sha256 } from '../hash.ts';
import { isStoreAway, STORE_DOES_NOT_ANSWER } from '../problem.ts';
import type { FieldProblem } from '../problem.ts';
import type { FailedRecord, Store } from '../stores/store.ts';
import type { CloudEvent } from './cloud-events.ts';
import type { Context } from './context.ts';
import { recordHashOf } from './record-hash.ts';
import type { Repeats } from './repeats.ts';
import type { LiveRelease, Releases } from './releases.ts';
import { sourceOf } from './source-directory.ts';
import type { SourceDirectory } from './source-directory.ts';
import type { Submit, Submitted } from './submit.ts';
import type { SyncTimes } from './sync-times.ts';

/** A record as a source sends it, with the source that it says it comes from. */
export interface RawEvent {
  readonly source_type: string;
  readonly source_name?: string | undefined;
  readonly event: Json;
  /** The clock of its acceptance where it is not now, for history that is loaded; a tick closes the load. */
  readonly at?: number;
}

/** A CloudEvent, with the item that it was read from. */
export interface CloudEventItem {
  readonly cloudEvent: CloudEvent;
  readonly item: Json;
}

/** What is not even the form in which records are sent; it is kept as a failed record all the same. */
export interface Unreadable {
  readonly form: 'item' | 'cloudevent' | 'line';
  readonly record: Json;
  readonly errors: readonly FieldProblem[];
}

export type Ingestible = RawEvent | CloudEventItem | Unreadable;

export type Ingested =
  /** `entries` are the journal's, one for each event that the record makes. */
  | {
      readonly kind: 'done';
      readonly events: readonly NormalisedEvent[];
      readonly entries: readonly Entry[];
      readonly duplicate: boolean;
      /** It came before and read otherwise then; what came first counts. */
      readonly differs: boolean;
    }
  /** It cannot be mapped, or its id is another's; it is kept as a failed record. */
  | {
      readonly kind: 'failed';
      readonly failedId: string;
      readonly reason: string;
      readonly errors: readonly FieldProblem[];
    }
  /** It will never be taken in, and nothing of it is kept. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** It could not be decided at the moment; nothing is kept, send it again. */
  | { readonly kind: 'unavailable'; readonly reason: string };

export interface Ingest {
  /** Each record by itself: what is wrong with one does not touch the others. */
  ingest(items: readonly Ingestible[]): Promise<Ingested[]>;
  /** Tells of an error that the answer to the sender can no longer tell of. */
  failed(error: unknown): void;
}

interface Parts {
  readonly context: Context;
  readonly releases: Releases;
  readonly directory: SourceDirectory;
  readonly submit: Submit;
  readonly syncTimes: SyncTimes;
  readonly repeats: Repeats;
}

interface Mapped {
  /** What it is kept as where it fails after all. */
  readonly parts: FailedParts;
  readonly at: number;
  readonly scope: string;
  readonly events: readonly NormalisedEvent[];
  readonly inputs: readonly Input[];
}

type Mapping = Mapped | { readonly failed: FailedRecord };

export function createIngest({ context, releases, directory, submit, syncTimes, repeats }: Parts): Ingest {
  const { store, clock, log } = context;

  function map(item: Ingestible, live: LiveRelease): Mapping {
    if ('form' in item) return { failed: failedRecord(unreadableParts(item), clock(), item.errors) };
    const at = 'at' in item && item.at !== undefined ? item.at : clock();
    const { found, record, recordHash, parts, envelope } = partsOf(item, live.program);
    if ('errors' in found) return { failed: failedRecord(parts, at, found.errors) };
    const { scope, sourceType, sourceName, entries } = found.mapper;
    const origin = { scope, sourceType, sourceName, receivedAt: at, recordHash, ...envelope };
    const mapped = mapRecord(record, entries, live.program, origin);
    if ('errors' in mapped) return { failed: failedRecord(parts, at, mapped.errors, mapped.customerId) };
    const past = 'at' in item && item.at !== undefined ? ({ history: true } as const) : {};
    const inputs = mapped.events.map((body, index): Input => {
      const id = mapped.inputIds[index] ?? '';
      return { kind: 'event', id, customer: body.customer_id, at, body, bodyHash: recordHash, ...past };
    });
    return { parts, at, scope, events: mapped.events, inputs };
  }

  /** A record and what it is kept as where it fails. */
  function partsOf(item: RawEvent | CloudEventItem, program: Program) {
    if ('cloudEvent' in item) {
      const { source, envelope, record } = item.cloudEvent;
      const found = directory.findByUri(program, source, envelope.type);
      const recordHash = recordHashOf(item.item);
      const type = 'mapper' in found ? found.mapper.sourceType : UNKNOWN;
      const parts = {
        id: failedIdOf('cloudevent', source, recordHash),
        type,
        name: source,
        record: item.item,
      };
      return {
        found,
        record,
        recordHash,
        parts: { ...parts, form: 'cloudevent' as const },
        envelope: { envelope },
      };
    }
    const { source_type, source_name, event } = item;
    const found = directory.find(program, source_type, source_name);
    const recordHash = recordHashOf(event);
    const id = failedIdOf(source_type, source_name ?? null, recordHash);
    const parts = { id, type: source_type, name: source_name ?? null, record: event };
    return { found, record: event, recordHash, parts, envelope: {} };
  }

  return {
    async ingest(items) {
      const live = releases.live();
      const mappings = items.map(item => map(item, live));
      const good = mappings.filter(mapping => 'inputs' in mapping);
      const inputs = good.flatMap(mapping => mapping.inputs);
      const submitted = await submit(inputs);
      // By place, not by id: one call may bring the same id twice, and only the first of them is news.
      let next = 0;
      const judged = mappings.map(mapping => {
        if ('failed' in mapping) return mapping;
        const outcomes = submitted.slice(next, (next += mapping.inputs.length));
        return outcomeOf(mapping, outcomes);
      });
      await store.keepFailed(judged.flatMap(result => ('failed' in result ? [result.failed] : [])));
      const results = judged.map(result => ('failed' in result ? failure(result.failed) : result));
      const done = mappings.filter((_, index) => results[index]?.kind === 'done');
      await forgetFailures(
        store,
        done.flatMap(mapping => ('inputs' in mapping ? [mapping.parts.id] : [])),
      );
      for (const { scope } of good) syncTimes.note(sourceOf(scope), clock());
      for (const [index, outcome] of submitted.entries()) {
        const isRepeat = 'duplicate' in outcome && outcome.duplicate;
        if (isRepeat && outcome.entry.customer === inputs[index]?.customer) repeats.note(outcome.entry);
      }
      return results;
    },
    failed: error => {
      // Told by the background work that reads the store every second, when it begins and when it is over.
      if (!isStoreAway(error)) log.error({ err: error }, 'a part of a batch could not be taken in');
    },
  };
}

/** A record that failed before and now went through is no longer a failed one. Looked up first: reading costs less. */
async function forgetFailures(store: Store, ids: readonly string[]): Promise<void> {
  const isSmall = ids.length <= 20;
  const pages = await Promise.all(
    isSmall ? ids.map(id => store.failed({ id, limit: 1 })) : [store.failed({ limit: 1 })],
  );
  if (pages.some(page => page.results.length > 0)) await store.dropFailed(ids);
}

function outcomeOf(
  mapping: Mapped,
  outcomes: readonly Submitted[],
): Ingested | { readonly failed: FailedRecord } {
  const entries: Entry[] = [];
  for (const outcome of outcomes) {
    if ('failed' in outcome) {
      const reason = isStoreAway(outcome.failed) ? STORE_DOES_NOT_ANSWER : 'It could not be processed.';
      return { kind: 'unavailable', reason };
    }
    if ('error' in outcome) {
      const kind = outcome.error === 'busy' ? 'unavailable' : 'refused';
      return { kind, reason: REASONS[outcome.error] };
    }
    entries.push(outcome.entry);
  }
  const { parts, at, inputs } = mapping;
  const foreign = inputs.findIndex(({ customer }, index) => entries[index]?.customer !== customer);
  if (foreign >= 0) {
    const customer = inputs[foreign]?.customer;
    return { failed: failedRecord(parts, at, [idOfAnother(mapping.events[foreign])], customer) };
  }
  const duplicate = outcomes.every(outcome => 'duplicate' in outcome && outcome.duplicate);
  const events = entries.flatMap((entry, index) => eventOf(entry) ?? mapping.events[index] ?? []);
  const differs = duplicate && events.some((event, index) => !readsAlike(event, mapping.events[index]));
  return { kind: 'done', events, entries, duplicate, differs };
}

/** Says nothing of the other event: who sent this may not be the one who may know of that customer. */
function idOfAnother(event: NormalisedEvent | undefined): FieldProblem {
  const id = event?.event_id ?? '';
  return {
    path: 'event_id',
    message: `Its id "${id}" came before with another customer's event, so this one was not taken in.`,
    expected: 'an id that no other event of the source has',
  };
}

/** By what the event says: when it came and what its source is called by now does not matter. */
function readsAlike(stored: NormalisedEvent, sent: NormalisedEvent | undefined): boolean {
  return sent === undefined || stored === sent || sayingOf(stored) === sayingOf(sent);
}

function sayingOf({
  event_type,
  occurred_at,
  value,
  unit,
  attributes,
  reversal_of,
  reason,
}: NormalisedEvent) {
  return canonicalJson({ event_type, occurred_at, value, unit, attributes, reversal_of, reason });
}

const REASONS = {
  'other body': 'Its id belongs to another input.',
  erased: 'The customer was erased; nothing about him is stored.',
  busy: STORE_DOES_NOT_ANSWER,
} as const;

/** Of a duplicate, what was stored counts, not what came again. */
function eventOf(entry: Entry): NormalisedEvent | null {
  return entry.kind === 'event' && entry.input !== null && 'event_id' in entry.input ? entry.input : null;
}

function failure({ id, reason, errors }: FailedRecord): Ingested {
  return { kind: 'failed', failedId: id, reason, errors };
}

/** The same record of the same source fails once, however often it is sent. */
function failedIdOf(type: string, name: string | null, recordHash: string): string {
  return `f_${sha256(JSON.stringify([type, name, recordHash])).slice(0, 24)}`;
}

interface FailedParts {
  readonly id: string;
  readonly type: string;
  readonly name: string | null;
  readonly record: Json;
  readonly form?: 'item' | 'cloudevent' | 'line';
}

const UNKNOWN = 'unknown';

function unreadableParts({ form, record }: Unreadable): FailedParts {
  return { id: failedIdOf(form, null, recordHashOf(record)), type: UNKNOWN, name: null, record, form };
}

function failedRecord(
  { id, type, name, record, form }: FailedParts,
  at: number,
  errors: readonly FieldProblem[],
  customerId?: string,
): FailedRecord {
  return {
    id,
    source_type: type,
    source_name: name,
    customer_id: customerId ?? null,
    received_at: at,
    reason: errors.map(error => error.message).join(' '),
    errors,
    record,
    ...(form === undefined ? {} : { form }),
  };
}
