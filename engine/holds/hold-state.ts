import type { HoldState } from '../state.ts';

/** Turns that are remembered: enough to correct the days that late events may still change. */
const REMEMBERED_FLIPS = 5;

const NEVER: HoldState = [0];

/** How `day` was judged. */
export function wasTrueOn(state: HoldState = NEVER, day: number): boolean {
  const [now, ...flips] = state;
  let value = now === 1;
  for (const flip of flips) {
    if (day >= flip) return value;
    value = !value;
  }
  return value;
}

/** The judgement of `day` and all later ones becomes `value`. */
export function judgeFrom(state: HoldState = NEVER, day: number, value: boolean): HoldState {
  const [, ...flips] = state;
  const kept = flips.filter(flip => flip < day);
  const next = wasTrueOn(state, day - 1) === value ? kept : [day, ...kept];
  return [value ? 1 : 0, ...next.slice(0, REMEMBERED_FLIPS)];
}

/** Days in a row, ending with `lastClosed`, on which the condition was judged true. */
export function daysInARow(state: HoldState = NEVER, lastClosed: number): number {
  const [now, since] = state;
  return now === 0 || since === undefined ? 0 : Math.max(0, lastClosed - since + 1);
}

/** The last day that was judged true, or null. */
export function lastTrueDay(state: HoldState = NEVER, lastClosed: number): number | null {
  const [now, newest] = state;
  if (newest === undefined) return null;
  return now === 1 ? lastClosed : newest - 1;
}
