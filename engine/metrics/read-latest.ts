import type { Read, Window } from '../../dsl/program/features.ts';
import { localDay, localHour } from '../calendar/zone.ts';
import type { Scalar } from '../logic/values.ts';
import { keeperOf, rangeOf, seenBefore } from './keeper-of.ts';
import type { ReadContext } from './read-context.ts';
import { newestBefore } from './times.ts';

/** The value or time of the first or last event; missing if there is none inside the window. */
export function readLatest(read: Extract<Read, { readonly kind: 'latest' }>, context: ReadContext): Scalar {
  const { key } = keeperOf(context, read.keeper);
  const before = seenBefore(context);
  const events = context.facts.events[key];
  if (events === undefined) {
    const time = newestBefore(context.facts.times[key] ?? [], before);
    return time === undefined || !isInside(time, read.window, context) ? null : time;
  }
  const event = events.find(([time]) => time < before);
  if (event === undefined || !isInside(event[0], read.window, context)) return null;
  return read.value === 'time' ? event[0] : event[2];
}

/** Time since the last event, ms; below 0 for one inside the running hour. */
export function readSince(
  read: Extract<Read, { readonly kind: 'since' }>,
  context: ReadContext,
): number | null {
  const last = readLatest({ kind: 'latest', keeper: read.keeper, value: 'time' }, context);
  return typeof last === 'number' ? context.now - last : null;
}

/** Whether an instant lies in a window that ends now. */
export function isInside(time: number, window: Window | undefined, context: ReadContext): boolean {
  if (window === undefined) return true;
  const range = rangeOf(context, window);
  return (range.unit === 'day' ? localDay(context.zone, time) : localHour(context.zone, time)) >= range.from;
}
