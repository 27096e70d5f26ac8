import { addMonths } from '../calendar/civil-days.ts';
import { DAY_MS } from '../calendar/zone.ts';

/** The instant `months` UTC calendar months later, at the same time of day; 31 January + 1 is the last of February. */
export function monthsAfter(time: number, months: number): number {
  const day = Math.floor(time / DAY_MS);
  return addMonths(day, Math.floor(months)) * DAY_MS + (time - day * DAY_MS);
}

/**
 * UTC calendar months from `time` to `now`: whole months, and the part of the running one that has passed, so that
 * it rises all the time and is a whole number exactly on the monthly day. Negative before `time`.
 */
export function monthsSince(time: number, now: number): number {
  let whole = Math.floor((now - time) / (31 * DAY_MS));
  while (monthsAfter(time, whole + 1) <= now) whole += 1;
  while (monthsAfter(time, whole) > now) whole -= 1;
  const start = monthsAfter(time, whole);
  return whole + (now - start) / (monthsAfter(time, whole + 1) - start);
}
