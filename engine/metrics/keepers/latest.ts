import type { Keeper } from '../../../dsl/program/features.ts';
import { localDay } from '../../calendar/zone.ts';
import { isMissing, scalarOf } from '../../logic/values.ts';
import type { EventLogic } from '../event-logic.ts';
import type { FactEvent } from '../fact-event.ts';
import type { EventValue, Facts } from '../facts-state.ts';
import type { Kept } from '../kept.ts';
import { packTimes, unpackTimes } from '../times.ts';

type Latest = Extract<Keeper, { readonly kind: 'latest' }>;

/** Days whose last event is kept, so that the last one can be told as of a past day's close. */
const DAYS = 5;

/**
 * The first or the last event by (time, id), with a value where one is read; an event that lacks the value is none.
 * Of the last, the last one of each of the five newest days is kept.
 */
export function keepLatest(key: string, keeper: Latest): Kept {
  return {
    fold: ([value]) => (value === undefined ? foldTime(key, keeper) : foldValue(key, keeper, value)),
  };
}

/** The value that a tap reads; an empty text is missing. */
export function valueOf(value: EventLogic, event: FactEvent): EventValue[2] | null {
  const read = scalarOf(value(event));
  return read === null || isMissing(read) ? null : read;
}

/** By (time, id): positive if `a` is later. */
export function compareEvents(a: EventValue, b: EventValue): number {
  if (a[0] !== b[0]) return a[0] - b[0];
  return a[1] === b[1] ? 0 : a[1] > b[1] ? 1 : -1;
}

function foldTime(key: string, keeper: Latest): (facts: Facts, event: FactEvent) => void {
  return (facts, event) => {
    const times = unpackTimes(facts.times[key]);
    const kept = insert(
      times,
      event.time,
      keeper.order,
      (a, b) => a - b,
      time => localDay(facts.zone, time),
    );
    if (kept) facts.times[key] = packTimes(times);
  };
}

function foldValue(key: string, keeper: Latest, value: EventLogic): (facts: Facts, event: FactEvent) => void {
  return (facts, event) => {
    const read = valueOf(value, event);
    if (read === null) return;
    const events = facts.events[key] ?? [];
    const entry: EventValue = [event.time, event.id, read];
    insert(events, entry, keeper.order, compareEvents, ([time]) => localDay(facts.zone, time));
    facts.events[key] = events;
  };
}

/** `list` is newest first. Gives whether it changed. */
function insert<T>(
  list: T[],
  item: T,
  order: Latest['order'],
  compare: (a: T, b: T) => number,
  dayOf: (item: T) => number,
): boolean {
  if (order === 'first') {
    const [first] = list;
    if (first !== undefined && compare(first, item) <= 0) return false;
    list[0] = item;
    return true;
  }
  const day = dayOf(item);
  const index = list.findIndex(other => dayOf(other) <= day);
  const rival = list[index];
  if (rival === undefined) {
    if (list.length >= DAYS) return false;
    list.push(item);
  } else if (dayOf(rival) === day) {
    if (compare(rival, item) >= 0) return false;
    list[index] = item;
  } else {
    list.splice(index, 0, item);
    if (list.length > DAYS) list.length = DAYS;
  }
  return true;
}
