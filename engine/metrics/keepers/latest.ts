import type { Keeper } from '../../../dsl/program/features.ts';
import { localDay } from '../../calendar/zone.ts';
import { isMissing, scalarOf } from '../../logic/values.ts';
import type { EventLogic } from '../event-logic.ts';
import type { FactEvent } from '../fact-event.ts';
import type { EventValue, Facts } from '../facts-state.ts';
import type { Fold, Kept } from '../kept.ts';
import type { Clock } from '../moment.ts';
import { keepRecentDays, putLastOfDay } from '../recent-days.ts';
import { packTimes, unpackTimes } from '../times.ts';

type Latest = Extract<Keeper, { readonly kind: 'latest' }>;

/**
 * The first or the last event by (time, id), with a value where one is read; an event that lacks the value is none.
 * Of the last, those of the last few days are kept too, so that it can be told as of a past day's close.
 */
export function keepLatest(key: string, keeper: Latest): Kept {
  return {
    fold: ([value]) => {
      if (keeper.order === 'first')
        return value === undefined ? foldFirstTime(key) : foldFirstValue(key, value);
      return value === undefined ? foldLastTime(key) : foldLastValue(key, value);
    },
    prune: (facts, _before, after) => {
      const fewerTimes = pruneTimes(facts, key, after);
      const events = facts.events[key];
      if (events === undefined || events.length === 1) return fewerTimes;
      return keepRecentDays(events, ([time]) => localDay(facts.zone, time), after) || fewerTimes;
    },
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

function foldFirstTime(key: string): Fold {
  return (facts, { time }) => {
    const first = facts.times[key]?.[0];
    if (first === undefined || time < first) facts.times[key] = [time];
  };
}

function foldFirstValue(key: string, value: EventLogic): Fold {
  return (facts, event) => {
    const entry = entryOf(event, value);
    const first = facts.events[key]?.[0];
    if (entry !== null && (first === undefined || compareEvents(entry, first) < 0))
      facts.events[key] = [entry];
  };
}

function foldLastTime(key: string): Fold {
  return (facts, { time }, { clock }) => {
    const dayOf = (other: number): number => localDay(facts.zone, other);
    const known = facts.times[key];
    const only = known?.[0];
    if (known?.length === 1 && only !== undefined && dayOf(only) === dayOf(time)) {
      if (time > only) facts.times[key] = [time];
      return;
    }
    const times = unpackTimes(known);
    if (!putLastOfDay(times, time, (a, b) => a - b, dayOf)) return;
    keepRecentDays(times, dayOf, clock);
    facts.times[key] = packTimes(times);
  };
}

function foldLastValue(key: string, value: EventLogic): Fold {
  return (facts, event, { clock }) => {
    const entry = entryOf(event, value);
    if (entry === null) return;
    const dayOf = ([time]: EventValue): number => localDay(facts.zone, time);
    const events = facts.events[key] ?? [];
    putLastOfDay(events, entry, compareEvents, dayOf);
    keepRecentDays(events, dayOf, clock);
    facts.events[key] = events;
  };
}

function entryOf(event: FactEvent, value: EventLogic): EventValue | null {
  const read = valueOf(value, event);
  return read === null ? null : [event.time, event.id, read];
}

function pruneTimes(facts: Facts, key: string, clock: Clock): boolean {
  const known = facts.times[key];
  if (known === undefined || known.length === 1) return false;
  const times = unpackTimes(known);
  if (!keepRecentDays(times, time => localDay(facts.zone, time), clock)) return false;
  facts.times[key] = packTimes(times);
  return true;
}
