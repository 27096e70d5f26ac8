import { startOfHour } from '../calendar/zone.ts';
import type { FactEvent } from './fact-event.ts';
import type { CompiledKeepers } from './compile-keepers.ts';
import { clockOf, momentOf } from './moment.ts';
import type { Facts } from './facts-state.ts';
import { noteChange, printedOf } from './print-facts.ts';

export type { Facts };

export function emptyFacts(zone: string): Facts {
  return { zone, clock: 0, series: {}, values: {}, days: {}, times: {}, events: {}, open: {}, runs: {} };
}

/**
 * Takes an event up, in place. `at`: the clock of the event's journal entry. Only keepers that the event's type flows
 * into are touched.
 */
export function foldEvent(facts: Facts, keepers: CompiledKeepers, event: FactEvent, at: number): void {
  const groups = keepers.byEvent.get(event.type);
  if (groups === undefined) return;
  const moment = momentOf(facts, keepers, event, at);
  const printed = printedOf(facts);
  for (const { where, folds } of groups) {
    if (where !== null && where(event) !== true) continue;
    for (const { key, sections, fold } of folds) {
      fold(facts, event, moment);
      if (printed !== undefined) noteChange(printed, key, sections);
    }
  }
}

/** Moves the clock to the local hour of `at` and drops what no window can reach any more. */
export function pruneFacts(facts: Facts, keepers: CompiledKeepers, at: number): void {
  const clock = startOfHour(facts.zone, at);
  if (clock <= facts.clock) return;
  const before = clockOf(facts.zone, facts.clock, keepers);
  const after = clockOf(facts.zone, clock, keepers);
  facts.clock = clock;
  // Most keepers forget whole days, so that within a day there is nothing to look for.
  const isNewDay = after.day > before.day;
  const printed = printedOf(facts);
  for (const { key, sections, prune, hourly } of keepers.prunes) {
    if (!isNewDay && !hourly) continue;
    if (prune(facts, before, after) && printed !== undefined) noteChange(printed, key, sections);
  }
}
