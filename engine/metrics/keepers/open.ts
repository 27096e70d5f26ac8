import { localDay } from '../../calendar/zone.ts';
import type { Kept } from '../kept.ts';
import { packTimes, unpackTimes } from '../times.ts';
import { stateOfValue, valueKey } from '../value-keys.ts';
import { valueOf } from './latest.ts';

/** Days of each value whose last event is kept, to look back at a past day's close. */
const DAYS = 3;

/**
 * For each value of an attribute, its latest event and whether that met the condition. A mark is twice the time, and
 * one more if it did: of two events at one instant, the one that met it counts as the later.
 */
export function keepOpen(key: string): Kept {
  return {
    fold:
      ([attribute, condition]) =>
      (facts, event, moment) => {
        if (moment.old || attribute === undefined || condition === undefined) return;
        const value = valueOf(attribute, event);
        const met = condition(event);
        if (value === null || met === null) return;
        const states = (facts.open[key] ??= {});
        const state = stateOfValue<number[]>(states, valueKey(value), () => []);
        if (state === null) return;
        const marks = insertMark(unpackTimes(state), event.time * 2 + (met === true ? 1 : 0), facts.zone);
        state.splice(0, state.length, ...packTimes(marks));
      },
  };
}

export function markTime(mark: number): number {
  return Math.floor(mark / 2);
}

export function markMet(mark: number): boolean {
  return mark % 2 === 1;
}

/** `marks` is newest first, one for each of the newest days. */
function insertMark(marks: readonly number[], mark: number, zone: string): readonly number[] {
  const dayOf = (of: number): number => localDay(zone, markTime(of));
  const day = dayOf(mark);
  const rival = marks.find(other => dayOf(other) === day);
  if (rival !== undefined && rival >= mark) return marks;
  const others = marks.filter(other => other !== rival);
  return [...others, mark].sort((a, b) => b - a).slice(0, DAYS);
}
