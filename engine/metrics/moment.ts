import type { BucketUnit } from '../../dsl/program/features.ts';
import { DAY_MS, localDay, localHour } from '../calendar/zone.ts';
import type { FactEvent } from './fact-event.ts';

/** An event older than this at its entry's `at` changes lifetime counts, sums, extremes, first and last alone. */
const OLD_MS = 400 * DAY_MS;

/**
 * Days of bits behind the clock's day. More than the 400 of an event that still counts, because local days are
 * rounded and a step's clock may run a little ahead of an entry's.
 */
const BIT_DAYS = 404;

/** The policy's calendar. */
export interface FactsCalendar {
  /** 1 = Monday … 7 = Sunday. */
  readonly weekStarts: number;
  /** How late an event still redoes closed days; buckets are kept at least that long. */
  readonly latenessMs: number;
}

/** The hour up to which facts are pruned, as bucket numbers. */
export interface Clock {
  readonly hour: number;
  readonly day: number;
  /** Buckets that are kept for looking back at past days, whatever the windows need. */
  readonly lateDays: number;
  readonly weekStarts: number;
}

/** Where an event lies in time. */
export interface Moment {
  readonly zone: string;
  readonly clock: Clock;
  readonly hour: number;
  readonly day: number;
  readonly old: boolean;
}

export function clockOf(zone: string, at: number, calendar: FactsCalendar): Clock {
  return {
    hour: localHour(zone, at),
    day: localDay(zone, at),
    lateDays: Math.ceil(calendar.latenessMs / DAY_MS) + 1,
    weekStarts: calendar.weekStarts,
  };
}

export function momentOf(
  facts: { readonly zone: string; readonly clock: number },
  calendar: FactsCalendar,
  event: FactEvent,
  at: number,
): Moment {
  const { zone } = facts;
  return {
    zone,
    // What the entry's own time has put out of reach need not be taken up first.
    clock: clockOf(zone, Math.max(facts.clock, at), calendar),
    hour: localHour(zone, event.time),
    day: localDay(zone, event.time),
    old: at - event.time > OLD_MS,
  };
}

/** The oldest bucket that is kept, `keep` closed ones behind the running one. */
export function oldestBucket(clock: Clock, unit: BucketUnit, keep: number): number {
  return unit === 'hour'
    ? clock.hour - Math.max(keep, clock.lateDays * 24)
    : clock.day - Math.max(keep, clock.lateDays);
}

/** The oldest day whose bit is kept. */
export function oldestBitDay(clock: Clock): number {
  return clock.day - BIT_DAYS;
}
