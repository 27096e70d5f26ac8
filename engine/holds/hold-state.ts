import type { HoldState } from '../state.ts';

/** Turns that are remembered: enough to correct the days that late events may still change. */
const REMEMBERED_FLIPS = 8;

const NEVER: HoldState = { on: false, flips: [] };

/** How `day` was judged. */
export function wasTrueOn(state: HoldState | undefined, day: number): boolean {
  const { on, flips } = state ?? NEVER;
  let value = on;
  for (const flip of flips) {
    if (day >= flip) return value;
    value = !value;
  }
  return value;
}

/** The judgement of `day` and all later ones becomes `value`. */
export function judgeFrom(state: HoldState | undefined, day: number, value: boolean): HoldState {
  const { flips } = state ?? NEVER;
  const before = wasTrueOn(state, day - 1);
  const kept = flips.filter(flip => flip < day);
  const next = before === value ? kept : [day, ...kept];
  return { on: value, flips: next.slice(0, REMEMBERED_FLIPS) };
}

/** Days in a row, ending with `lastClosed`, on which the condition was judged true. */
export function daysInARow(state: HoldState | undefined, lastClosed: number): number {
  if (state === undefined || !state.on) return 0;
  const since = state.flips[0];
  return since === undefined ? 0 : Math.max(0, lastClosed - since + 1);
}

/** The last day that was judged true, or null. */
export function lastTrueDay(state: HoldState | undefined, lastClosed: number): number | null {
  if (state === undefined) return null;
  const [newest] = state.flips;
  if (newest === undefined) return null;
  return state.on ? lastClosed : newest - 1;
}
