import type { Kept } from '../kept.ts';
import { insertTime, packTimes, unpackTimes } from '../times.ts';

/** More than the last one, so that a run can be told as of a past day's close. */
const MOST_FAILED = 3;
export const LONGEST_RUN = 400;

/** Events in a row that met a condition. Of two events at one instant, the failed one counts as the later. */
export function keepRun(key: string): Kept {
  return {
    fold:
      ([condition]) =>
      (facts, event, moment) => {
        const met = moment.old ? null : (condition?.(event) ?? null);
        if (met === null) return;
        const state = facts.runs[key] ?? [[], []];
        const failed = unpackTimes(state[0]);
        const times = unpackTimes(state[1]);
        if (met === true) insertTime(times, event.time, LONGEST_RUN);
        else insertTime(failed, event.time, MOST_FAILED);
        const since = failed.length === MOST_FAILED ? (failed.at(-1) ?? 0) : Number.NEGATIVE_INFINITY;
        const kept = times.filter(time => time > since);
        if (kept.length > 0 || failed.length > 0) {
          facts.runs[key] = [packTimes(failed), packTimes(kept)];
        }
      },
  };
}
