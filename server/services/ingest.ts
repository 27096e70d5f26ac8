import { canonicalJson } from '../../engine/canonical.ts';
import type { Entry, NormalisedEvent } from '../../engine/model.ts';
import { awaySentence, isStoreAway, STORE_DOES_NOT_ANSWER } from '../problem.ts';
import type { FieldProblem } from '../problem.ts';
import { BehindJournalError } from '../stores/behind-journal-error.ts';
import type { FailedRecord, Store } from '../stores/store.ts';
import type { Context } from './context.ts';
import { failedRecord } from './failed-record.ts';
import { mapItem } from './map-item.ts';
import type { Ingestible, Mapped } from './map-item.ts';
import type { Repeats } from './repeats.ts';
import { checkReversals } from './reversals.ts';
import type { Releases } from './releases.ts';
import { sourceOf } from './source-directory.ts';
import type { SourceDirectory } from './source-directory.ts';
import type { Submit, Submitted } from './submit.ts';
import type { SyncTimes } from './sync-times.ts';

export type Ingested =
  /** `entries` are the journal's, one for each event that the record makes. */
  | {
      readonly kind: 'done';
      readonly events: readonly NormalisedEvent[];
      readonly entries: readonly Entry[];
      readonly duplicate: boolean;
      /** It came before and read otherwise then; what came first counts. */
      readonly differs: boolean;
      /** The event that it takes back, where that has not come. */
      readonly awaits: string | null;
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

export function createIngest({ context, releases, directory, submit, syncTimes, repeats }: Parts): Ingest {
  const { store, clock, log } = context;

  return {
    async ingest(items) {
      const { program } = releases.live();
      const { mappings, waiting } = await checkReversals(
        store,
        items.map(item => mapItem(directory, item, program, clock())),
      );
      const good = mappings.filter(mapping => 'inputs' in mapping);
      const inputs = good.flatMap(mapping => mapping.inputs);
      const submitted = await submit(inputs);
      // By place, not by id: one call may bring the same id twice, and only the first of them is news.
      let next = 0;
      const judged = mappings.map(mapping => {
        if ('failed' in mapping) return mapping;
        const outcomes = submitted.slice(next, (next += mapping.inputs.length));
        return outcomeOf(mapping, outcomes, waiting);
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
        const input = inputs[index];
        if (isRepeat && outcome.entry.customer === input?.customer)
          repeats.note(outcome.entry, input.kind === 'event' && !saysTheSame(outcome.entry, input.body));
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
  waiting: ReadonlySet<string>,
): Ingested | { readonly failed: FailedRecord } {
  const { parts, at, inputs } = mapping;
  const entries: Entry[] = [];
  for (const outcome of outcomes) {
    if ('failed' in outcome) {
      // Kept, since to send it again is of no use until somebody has mended the store.
      if (outcome.failed instanceof BehindJournalError)
        return { failed: failedRecord(parts, at, [behindJournal(outcome.failed)], inputs[0]?.customer) };
      const reason = isStoreAway(outcome.failed)
        ? awaySentence(outcome.failed)
        : 'It could not be processed.';
      return { kind: 'unavailable', reason };
    }
    if ('error' in outcome) {
      const kind = outcome.error === 'busy' ? 'unavailable' : 'refused';
      return { kind, reason: REASONS[outcome.error] };
    }
    entries.push(outcome.entry);
  }
  const foreign = inputs.findIndex(({ customer }, index) => entries[index]?.customer !== customer);
  if (foreign >= 0) {
    const customer = inputs[foreign]?.customer;
    return { failed: failedRecord(parts, at, [idOfAnother(mapping.events[foreign])], customer) };
  }
  const duplicate = outcomes.every(outcome => 'duplicate' in outcome && outcome.duplicate);
  const events = entries.flatMap((entry, index) => eventOf(entry) ?? mapping.events[index] ?? []);
  const differs = duplicate && events.some((event, index) => !readsAlike(event, mapping.events[index]));
  const awaiting = inputs.findIndex(({ id }) => waiting.has(id));
  const awaits = mapping.events[awaiting]?.reversal_of ?? null;
  return { kind: 'done', events, entries, duplicate, differs, awaits };
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

function behindJournal({ message }: BehindJournalError): FieldProblem {
  return { path: 'customer_id', message: `${message} The record is kept: have it re-processed then.` };
}

function saysTheSame(entry: Entry, sent: NormalisedEvent): boolean {
  const stored = eventOf(entry);
  return stored === null || readsAlike(stored, sent);
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
