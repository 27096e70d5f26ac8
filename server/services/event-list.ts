import type { Program } from '../../dsl/program/program.ts';
import type { Entry, NormalisedEvent } from '../../engine/model.ts';
import { eventOf } from '../presenters/timeline.ts';
import { unprocessable } from '../problem.ts';
import type { FailedRecord, Page, Store } from '../stores/store.ts';
import { sourceTypeOf } from './source-directory.ts';

/** Which events a list shows; times in ms, the first in it, the last not. */
export interface EventFilter {
  readonly customer_id?: string | undefined;
  readonly event_type?: string | undefined;
  readonly source_type?: string | undefined;
  readonly source_name?: string | undefined;
  readonly occurred_from?: string | undefined;
  readonly occurred_to?: string | undefined;
  readonly received_from?: string | undefined;
  readonly received_to?: string | undefined;
}

interface Paging {
  readonly limit: number;
  readonly cursor?: string;
}

/**
 * So much is looked through for a page; who filters for something rare goes on with the cursor. Neither type nor source
 * has an index: each would cost every event that comes in, for the sake of a page that somebody looks at now and then.
 */
const MOST_LOOKED_AT = 5_000;
const MOST_AT_ONCE = 1_000;
/** An event may lie so far ahead of the clock that took it in. */
const AHEAD_MS = 5 * 60_000;

/**
 * Events that came through, newest first by when they came in. A page may hold fewer than it might, even none, and
 * still have a next one: what is filtered by a field of the event is looked for among all.
 */
export function processedEvents(
  store: Pick<Store, 'entries'>,
  filter: EventFilter,
  paging: Paging,
): Promise<Page<NormalisedEvent>> {
  const { customer_id, received_from, received_to, occurred_from } = filter;
  // What happened then came in then or later.
  const from = maximumOf(msOf(received_from), aheadOf(msOf(occurred_from)));
  const to = msOf(received_to);
  return filtered(
    paging,
    page =>
      store.entries({
        ...page,
        kind: 'event',
        ...(customer_id === undefined ? {} : { customer: customer_id }),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      }),
    entry => matchingEvent(entry, filter),
  );
}

/** Records that failed; nothing is known of when what they tell of happened, or of its type. */
export function failedRecords(
  store: Store,
  filter: EventFilter,
  paging: Paging,
): Promise<Page<FailedRecord>> {
  const { customer_id, event_type, occurred_from, occurred_to, source_type, source_name } = filter;
  if (event_type !== undefined || occurred_from !== undefined || occurred_to !== undefined)
    return Promise.resolve({ results: [], next: null });
  const [from = -Infinity, to = Infinity] = [msOf(filter.received_from), msOf(filter.received_to)];
  return filtered(
    paging,
    page => store.failed({ ...page, ...(customer_id === undefined ? {} : { customer: customer_id }) }),
    record => {
      const matches =
        isAsked(source_type, record.source_type) &&
        isAsked(source_name, record.source_name) &&
        record.received_at >= from &&
        record.received_at < to;
      return matches ? record : null;
    },
  );
}

/** A filter by what the rules do not know would find nothing, and look as if there were nothing. */
export function assertKnownFilter({ event_type, source_type }: EventFilter, program: Program): void {
  if (event_type !== undefined && !Object.hasOwn(program.events, event_type))
    throw unprocessable('event_type', `There is no event type "${event_type}".`, 'one of event-types/');
  if (source_type !== undefined && source_type !== 'unknown' && sourceTypeOf(program, source_type) === null)
    throw unprocessable('source_type', `There is no source type "${source_type}".`);
}

async function filtered<T, R>(
  { limit, cursor }: Paging,
  read: (page: Paging) => Promise<Page<T>>,
  match: (item: T) => R | null,
): Promise<Page<R>> {
  const results: R[] = [];
  let next = cursor ?? null;
  let looked = 0;
  let size = limit;
  do {
    const from = next === null ? {} : { cursor: next };
    const page = await read({ limit: size, ...from });
    const matches = page.results.map(match);
    const taken = upTo(matches, limit - results.length);
    results.push(...matches.slice(0, taken).filter(item => item !== null));
    // The cursor stands behind what is shown. What was read and not shown is read again by who goes on from there.
    next = taken === matches.length ? page.next : (await read({ limit: taken, ...from })).next;
    looked += taken;
    // What is rare is looked for in larger steps; the first has no cursor, so that it must not read too much.
    size = Math.min(2 * size, MOST_AT_ONCE);
  } while (next !== null && results.length < limit && looked < MOST_LOOKED_AT);
  return { results, next };
}

/** How many items from the first on hold as many matches as there is room for, or all. */
function upTo(matches: readonly unknown[], room: number): number {
  let found = 0;
  const last = matches.findIndex(item => item !== null && ++found === room);
  return last < 0 ? matches.length : last + 1;
}

function matchingEvent(entry: Entry, filter: EventFilter): NormalisedEvent | null {
  const event = eventOf(entry);
  if (!event) return null;
  const happened = Date.parse(event.occurred_at);
  const matches =
    isAsked(filter.event_type, event.event_type) &&
    isAsked(filter.source_type, event.source_type) &&
    isAsked(filter.source_name, event.source_name) &&
    happened >= (msOf(filter.occurred_from) ?? -Infinity) &&
    happened < (msOf(filter.occurred_to) ?? Infinity);
  return matches ? event : null;
}

function isAsked(asked: string | undefined, found: string | null): boolean {
  return asked === undefined || asked === found;
}

function msOf(time: string | undefined): number | undefined {
  return time === undefined ? undefined : Date.parse(time);
}

function aheadOf(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms - AHEAD_MS;
}

function maximumOf(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.max(a, b);
}
