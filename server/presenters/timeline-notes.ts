import type { Program } from '../../dsl/program/program.ts';
import { localDay } from '../../engine/calendar/zone.ts';
import { formatInstant, formatQuantity, formatValue } from '../../engine/explain/format-value.ts';
import type { Effect, Entry, NormalisedEvent } from '../../engine/model.ts';
import type { MissionView } from '../../engine/views.ts';
import type { Repeat } from '../stores/repeats.ts';

/** What is worth knowing about how an event came in, for people. */
export interface Note {
  readonly kind: 'late' | 'repeated' | 'conflict' | 'reversal' | 'reversed';
  readonly sentence: string;
}

/** An entry whose input is an event. */
export interface EventEntry extends Entry {
  readonly input: NormalisedEvent;
}

export interface NotesAbout {
  readonly program: Program;
  readonly zone: string;
  readonly repeat: Repeat | undefined;
  /** Of the event, those that name it, in the order in which they came. */
  readonly reversals: readonly EventEntry[];
  /** The event that it takes back itself; null: it has not come. */
  readonly original: EventEntry | null;
  /** Those of the original, it included. */
  readonly reversalsOfOriginal: readonly EventEntry[];
  /** Missions of the customer that ran when it happened, that it could have moved, and that had ended without success. */
  readonly settled: readonly MissionView[];
}

export function notesOf(entry: EventEntry, about: NotesAbout): readonly Note[] {
  const { zone, repeat, reversals } = about;
  return [
    ...(isLate(entry, zone) ? [lateNote(entry, about)] : []),
    ...(repeat ? [repeatNote(repeat, zone)] : []),
    ...(isConflict(entry) ? [CONFLICT] : []),
    ...(entry.input.reversal_of === undefined ? [] : [reversalNote(entry, about)]),
    ...reversals.map((reversal, index) => reversedNote(entry, reversal, reversals.slice(0, index), about)),
  ];
}

/** Late is what came after its day had closed: until then it makes no difference when it came. */
export function isLate({ at, input }: EventEntry, zone: string): boolean {
  return localDay(zone, Date.parse(input.occurred_at)) < localDay(zone, at);
}

/** An entry whose event's id belongs to another customer's; the store gave it an id of its own. */
function isConflict({ id, input }: EventEntry): boolean {
  return id.slice(id.indexOf(':') + 1) !== input.event_id;
}

const CONFLICT: Note = {
  kind: 'conflict',
  sentence:
    'Its id belongs to an event of another customer that came at the same moment, so that what it did here is undone.',
};

export function isAfter(a: Entry, b: Entry): boolean {
  return a.v > b.v || (a.v === b.v && a.i > b.i);
}

function lateNote({ at, input }: EventEntry, { settled, zone }: NotesAbout): Note {
  const happened = Date.parse(input.occurred_at);
  const sentence = `Happened on ${time(happened, zone)} and came ${distance(at - happened)} later, after its day had closed; it counts in its own day.`;
  const missions = settled.map(
    ({ name, percent }) => `“${name}” of that time had been settled at ${percent} % and stays as it was.`,
  );
  return { kind: 'late', sentence: [sentence, ...missions].join(' ') };
}

function repeatNote({ count, differing, lastAt }: Repeat, zone: string): Note {
  const times = count === 1 ? 'once' : `${count} times`;
  const which = differing < count ? `${differing} of them ` : count === 1 ? '' : 'each time ';
  const last = count === 1 ? `on ${time(lastAt, zone)}` : `the last time on ${time(lastAt, zone)}`;
  const sentence =
    differing > 0
      ? `Was sent again ${times}, ${which}with other content, ${last}; what came first counts, once.`
      : `Was sent again ${times}${count === 1 ? ' ' : ', '}${last}; it counts once.`;
  return { kind: 'repeated', sentence };
}

function reversalNote(entry: EventEntry, { original, reversalsOfOriginal, program, zone }: NotesAbout): Note {
  const kind = 'reversal';
  if (original === null) {
    const sentence = `The event “${entry.input.reversal_of}” that it takes back has not come. Nothing changes until it comes; then it counts without what is taken back.`;
    return { kind, sentence };
  }
  if (original.input.reversal_of !== undefined) {
    const sentence = `“${entry.input.reversal_of}” that it takes back is a reversal itself, which cannot be taken back; nothing changed.`;
    return { kind, sentence };
  }
  const name = program.events[original.input.event_type]?.name ?? original.input.event_type;
  const what = `“${name}” of ${time(Date.parse(original.input.occurred_at), zone)}`;
  const earlier = reversalsOfOriginal.filter(other => isAfter(entry, other));
  if (left(original, earlier) === 0)
    return { kind, sentence: `${what} had been taken back already; nothing changed.` };
  const part = partOf(original, entry, earlier);
  if (isAfter(original, entry))
    return {
      kind,
      sentence: `Came before the event that it takes back: ${part} of ${what} was never counted.`,
    };
  const nothing = entry.effects.some(isTakenBack) ? '' : ' Nothing that was given had depended on it.';
  const why = isConflict(original) ? ', whose id belongs to another customer’s event' : '';
  return { kind, sentence: `Takes back ${part} of ${what}${why}.${nothing}` };
}

function reversedNote(
  entry: EventEntry,
  reversal: EventEntry,
  earlier: readonly EventEntry[],
  { zone }: NotesAbout,
): Note {
  const kind = 'reversed';
  const why = reversal.input.reason === undefined ? '' : ` (${reversal.input.reason})`;
  if (entry.input.reversal_of !== undefined)
    return {
      kind,
      sentence: `“${reversal.input.event_id}” takes it back, which a reversal cannot be; nothing changed.`,
    };
  const on = `on ${time(reversal.at, zone)}${why}`;
  if (left(entry, earlier) === 0)
    return { kind, sentence: `Was taken back once more ${on}; nothing changed.` };
  const part = partOf(entry, reversal, earlier);
  if (isAfter(entry, reversal))
    return { kind, sentence: `Had been taken back before it came, ${on}: ${part} of it does not count.` };
  return { kind, sentence: `Was taken back ${on}: ${part} of it no longer counts.` };
}

/** "all", or the quantity that is taken back where something is left. */
function partOf(original: EventEntry, reversal: EventEntry, earlier: readonly EventEntry[]): string {
  const { value, unit } = reversal.input;
  const rest = left(original, [...earlier, reversal]);
  if (value === undefined || rest === null) return 'all';
  if (rest > 0) return formatQuantity(value, unit);
  return earlier.length === 0 ? 'all' : 'the rest';
}

/** What of an event's value still counts; null: it has no value of which a part could be taken. */
function left({ input }: EventEntry, reversals: readonly EventEntry[]): number | null {
  if (reversals.some(reversal => reversal.input.value === undefined)) return 0;
  if (input.value === undefined) return reversals.length === 0 ? null : 0;
  const taken = reversals.reduce((sum, reversal) => sum + (reversal.input.value ?? 0), 0);
  return Math.max(0, input.value - taken);
}

const TAKEN_BACK = new Set<Effect['kind']>([
  'mission_reversed',
  'points_posted',
  'badge_revoked',
  'tier_changed',
]);

function isTakenBack({ kind }: Effect): boolean {
  return TAKEN_BACK.has(kind);
}

function time(ms: number, zone: string): string {
  return formatInstant(ms, zone);
}

function distance(ms: number): string {
  return formatValue(ms, 'duration');
}
