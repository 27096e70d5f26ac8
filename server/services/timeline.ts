import type { Entry, Snapshot } from '../../engine/model.ts';
import type { MissionView } from '../../engine/views.ts';
import { eventOf } from '../presenters/timeline.ts';
import { isAfter, isLate, notesOf } from '../presenters/timeline-notes.ts';
import type { EventEntry, Note } from '../presenters/timeline-notes.ts';
import type { Page, Store } from '../stores/store.ts';
import type { Context } from './context.ts';
import { readEndedMissions } from './ended-missions.ts';
import type { Releases } from './releases.ts';
import type { Repeats } from './repeats.ts';

export interface Noted {
  readonly entry: Entry;
  readonly notes: readonly Note[];
}

export interface Timeline {
  /** A page of a customer's journal with what is worth knowing about how its events came in. */
  page(of: Of, paging: { readonly limit: number; readonly cursor?: string }): Promise<Page<Noted>>;
}

interface Of {
  readonly snapshot: Snapshot;
  readonly zone: string;
  readonly at: number;
}

/** Reversals are rare; whoever has more of them gets notes on the newest. */
const MOST_REVERSALS = 500;

export function createTimeline(
  { store }: Pick<Context, 'store'>,
  releases: Releases,
  repeats: Repeats,
): Timeline {
  return {
    async page({ snapshot, zone, at }, paging) {
      const { customer } = snapshot;
      const page = await store.entries({ customer, ...paging });
      const events = page.results.filter(isEvent);
      const { engine } = releases.live();
      const [reversals, originals, repeated, ended] = await Promise.all([
        reversalsOf(store, customer, events),
        originalsOf(store, customer, events),
        repeats.of(events.map(({ id }) => id)),
        events.some(event => isLate(event, zone)) ? readEndedMissions(store, engine, snapshot, at) : [],
      ]);
      const notes = (entry: EventEntry): readonly Note[] =>
        notesOf(entry, {
          program: engine.program,
          zone,
          repeat: repeated.get(entry.id),
          reversals: reversals.get(entry.id) ?? [],
          original: originals.get(originalId(entry) ?? '') ?? null,
          reversalsOfOriginal: reversals.get(originalId(entry) ?? '') ?? [],
          settled: settledOf(
            entry,
            ended,
            engine.missionsMovedBy(entry.input.event_type),
            engine.program.policy.time.latenessMs,
          ),
        });
      const results = page.results.map(entry => ({ entry, notes: isEvent(entry) ? notes(entry) : [] }));
      return { results, next: page.next };
    },
  };
}

function isEvent(entry: Entry): entry is EventEntry {
  return eventOf(entry) !== null;
}

/** By the id of the entry that they take back, in the order in which they came. */
async function reversalsOf(
  store: Store,
  customer: string,
  events: readonly EventEntry[],
): Promise<ReadonlyMap<string, readonly EventEntry[]>> {
  if (events.length === 0) return new Map();
  const { results } = await store.entries({ customer, mark: 'reversal', limit: MOST_REVERSALS });
  const byOriginal = new Map<string, EventEntry[]>();
  for (const entry of results.filter(isEvent).sort((a, b) => (isAfter(a, b) ? 1 : -1))) {
    const original = originalId(entry);
    if (original !== null) byOriginal.set(original, [...(byOriginal.get(original) ?? []), entry]);
  }
  return byOriginal;
}

async function originalsOf(
  store: Store,
  customer: string,
  events: readonly EventEntry[],
): Promise<ReadonlyMap<string, EventEntry>> {
  const ids = new Set(events.flatMap(event => originalId(event) ?? []));
  const found = await Promise.all([...ids].map(id => store.entry(id)));
  // Of another customer's event nothing is taken back, and nothing is told.
  return new Map(
    found.flatMap(entry => (entry?.customer === customer && isEvent(entry) ? [[entry.id, entry]] : [])),
  );
}

/** A reversal names the event id of its original in its own source. */
function originalId({ id, input }: EventEntry): string | null {
  return input.reversal_of === undefined ? null : `${id.slice(0, id.indexOf(':'))}:${input.reversal_of}`;
}

function settledOf(
  { at, input }: EventEntry,
  ended: readonly MissionView[],
  moved: ReadonlySet<string>,
  latenessMs: number,
): readonly MissionView[] {
  const happened = Date.parse(input.occurred_at);
  return ended.filter(
    ({ status, template_id, starts_at, ends_at }) =>
      status === 'expired' &&
      moved.has(template_id) &&
      starts_at <= happened &&
      happened < ends_at &&
      ends_at + latenessMs <= at,
  );
}
