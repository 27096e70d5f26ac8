import type { Keeper, Window } from '../../dsl/program/features.ts';
import { windowRange } from '../calendar/windows.ts';
import type { Range } from '../calendar/windows.ts';
import { startOfDay } from '../calendar/zone.ts';
import type { ReadContext } from './read-context.ts';

/** The short key and the description of a feature's keeper. */
export function keeperOf(
  context: ReadContext,
  id: string,
): { readonly key: string; readonly keeper: Keeper } {
  const found = context.keepers.byId.get(id);
  if (found === undefined) throw new Error(`the program has no keeper ${id}`);
  return found;
}

/** The buckets a feature sees: its window's, or the past period that is being read. */
export function rangeOf(context: ReadContext, window: Window): Range {
  return context.range ?? windowRange(window, context);
}

/**
 * Events from that instant on are not seen. In the present there is none, so that an event a moment ahead of the
 * clock counts; a day close and a past period end at their own time.
 */
export function seenBefore(context: ReadContext): number {
  if (context.range !== undefined) return startOfDay(context.zone, context.range.to);
  return context.closing ? context.at : Number.POSITIVE_INFINITY;
}
