import { localDay } from '../../calendar/zone.ts';
import type { Kept } from '../kept.ts';
import type { Clock } from '../moment.ts';
import { keepRecentDays, putLastOfDay } from '../recent-days.ts';
import { packTimes, unpackTimes } from '../times.ts';
import { stateOfValue, valueKey } from '../value-keys.ts';
import { valueOf } from './latest.ts';

/**
 * For each value of an attribute, its latest event and whether that met the condition. A mark is twice the time, and
 * one more if it did: of two events at one instant, the one that met it counts as the later. Marks of the last few
 * days are kept too, to look back at a past day's close.
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
        const marks = unpackTimes(state);
        putLastOfDay(marks, event.time * 2 + (met === true ? 1 : 0), (a, b) => a - b, dayIn(facts.zone));
        setMarks(state, marks, facts.zone, moment.clock);
      },
    prune: (facts, _before, after) => {
      let forgot = false;
      for (const state of Object.values(facts.open[key] ?? {})) {
        const { length } = state;
        if (length > 1) setMarks(state, unpackTimes(state), facts.zone, after);
        forgot ||= state.length < length;
      }
      return forgot;
    },
  };
}

export function markTime(mark: number): number {
  return Math.floor(mark / 2);
}

export function markMet(mark: number): boolean {
  return mark % 2 === 1;
}

function setMarks(state: number[], marks: number[], zone: string, clock: Clock): void {
  keepRecentDays(marks, dayIn(zone), clock);
  state.splice(0, state.length, ...packTimes(marks));
}

function dayIn(zone: string): (mark: number) => number {
  return mark => localDay(zone, markTime(mark));
}
