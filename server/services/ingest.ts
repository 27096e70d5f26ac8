import { mapRecord } from '../../engine/mapping/index.ts';
import type { Entry, Input, Json, NormalisedEvent } from '../../engine/model.ts';
import { sha256 } from '../hash.ts';
import type { FieldProblem } from '../problem.ts';
import type { FailedRecord, Store } from '../stores/store.ts';
import type { Context } from './context.ts';
import { recordHashOf } from './record-hash.ts';
import type { LiveRelease, Releases } from './releases.ts';
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

export type Ingested =
  /** `entries` are the journal's, one for each event that the record makes. */
  | {
      readonly kind: 'done';
      readonly events: readonly NormalisedEvent[];
      readonly entries: readonly Entry[];
      readonly duplicate: boolean;
    }
  /** It cannot be mapped; it is kept as a failed record. */
  | {
      readonly kind: 'failed';
      readonly failedId: string;
      readonly reason: string;
      readonly errors: readonly FieldProblem[];
    }
  /** It could not be decided at the moment; nothing is kept, send it again. */
  | { readonly kind: 'unavailable'; readonly reason: string };

export interface Ingest {
  /** Each record by itself: what is wrong with one does not touch the others. */
  ingest(records: readonly RawEvent[]): Promise<Ingested[]>;
}

interface Parts {
  readonly context: Context;
  readonly releases: Releases;
  readonly directory: SourceDirectory;
  readonly submit: Submit;
  readonly syncTimes: SyncTimes;
}

interface Mapped {
  readonly failedId: string;
  readonly scope: string;
  readonly events: readonly NormalisedEvent[];
  readonly inputs: readonly Input[];
}

type Mapping = Mapped | { readonly failed: FailedRecord };

export function createIngest({ context, releases, directory, submit, syncTimes }: Parts): Ingest {
  const { store, clock } = context;

  function map(raw: RawEvent, live: LiveRelease): Mapping {
    const at = raw.at ?? clock();
    const recordHash = recordHashOf(raw.event);
    const failedId = failedIdOf(raw, recordHash);
    const fail = (errors: readonly FieldProblem[], customerId?: string): Mapping => ({
      failed: failedRecord(raw, failedId, at, errors, customerId),
    });

    const found = directory.find(live.program, raw.source_type, raw.source_name);
    if ('errors' in found) return fail(found.errors);
    const { scope, sourceType, sourceName, entries } = found.mapper;
    const origin = { scope, sourceType, sourceName, receivedAt: at, recordHash };
    const mapped = mapRecord(raw.event, entries, live.program, origin);
    if ('errors' in mapped) return fail(mapped.errors, mapped.customerId);
    const inputs = mapped.events.map((body, index): Input => {
      const id = mapped.inputIds[index] ?? '';
      const past = raw.at === undefined ? {} : ({ history: true } as const);
      return { kind: 'event', id, customer: body.customer_id, at, body, bodyHash: recordHash, ...past };
    });
    return { failedId, scope, events: mapped.events, inputs };
  }

  return {
    async ingest(records) {
      const live = releases.live();
      const mappings = records.map(record => map(record, live));
      const good = mappings.filter(mapping => 'inputs' in mapping);
      const submitted = await submit(good.flatMap(mapping => mapping.inputs));
      // By place, not by id: one call may bring the same id twice, and only the first of them is news.
      let next = 0;
      const results = mappings.map(mapping => {
        if ('failed' in mapping) return failure(mapping.failed);
        const outcomes = submitted.slice(next, (next += mapping.inputs.length));
        return outcomeOf(mapping, outcomes);
      });
      await store.keepFailed(mappings.flatMap(mapping => ('failed' in mapping ? [mapping.failed] : [])));
      const done = mappings.filter((_, index) => results[index]?.kind === 'done');
      await forgetFailures(
        store,
        done.flatMap(mapping => ('failedId' in mapping ? [mapping.failedId] : [])),
      );
      for (const { scope } of good) syncTimes.note(scope, clock());
      return results;
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

function outcomeOf(mapping: Mapped, outcomes: readonly Submitted[]): Ingested {
  const entries: Entry[] = [];
  for (const outcome of outcomes) {
    if ('failed' in outcome) return { kind: 'unavailable', reason: 'It could not be processed.' };
    if ('error' in outcome) return { kind: 'unavailable', reason: REASONS[outcome.error] };
    entries.push(outcome.entry);
  }
  const duplicate = outcomes.every(outcome => 'duplicate' in outcome && outcome.duplicate);
  const events = entries.flatMap((entry, index) => eventOf(entry) ?? mapping.events[index] ?? []);
  return { kind: 'done', events, entries, duplicate };
}

const REASONS = {
  'other body': 'Its id belongs to another input.',
  erased: 'The customer was erased; nothing about him is stored.',
  busy: 'The store is busy: send it again.',
} as const;

/** Of a duplicate, what was stored counts, not what came again. */
function eventOf(entry: Entry): NormalisedEvent | null {
  return entry.kind === 'event' && entry.input !== null && 'event_id' in entry.input ? entry.input : null;
}

function failure({ id, reason, errors }: FailedRecord): Ingested {
  return { kind: 'failed', failedId: id, reason, errors };
}

/** The same record of the same source fails once, however often it is sent. */
function failedIdOf({ source_type, source_name }: RawEvent, recordHash: string): string {
  return `f_${sha256(JSON.stringify([source_type, source_name ?? null, recordHash])).slice(0, 24)}`;
}

function failedRecord(
  { source_type, source_name, event }: RawEvent,
  id: string,
  at: number,
  errors: readonly FieldProblem[],
  customerId: string | undefined,
): FailedRecord {
  return {
    id,
    source_type,
    source_name: source_name ?? null,
    customer_id: customerId ?? null,
    received_at: at,
    reason: errors.map(error => error.message).join(' '),
    errors,
    record: event,
  };
}
