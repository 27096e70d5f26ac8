import type { Window } from '../../program/features.ts';
import { walkTyped } from '../typed.ts';
import type { Typed, TypedAggregate } from '../typed.ts';
import { compiledSize } from './compiled-size.ts';

/**
 * What an expression costs at most, each time that it is worked out: 1 for every operator of its compiled form, and
 * for each aggregate what reading it from its keepers takes.
 */
export function costOf(typed: Typed): number {
  let cost = compiledSize(typed);
  for (const node of walkTyped(typed)) cost += readingCost(node);
  return cost;
}

/** Events further apart than these are not looked at: a period may last a quarter, a streak is kept for 400 days. */
const PERIOD_DAYS = 92;
const STREAK_WORDS = 13;
const OPEN_VALUES = 64;
const SPARE_EVENTS = 4;
const CALENDAR_DAYS = { day: 1, week: 7, month: 31, quarter: 92 } as const;

/**
 * - count, sum, min, max, days, distinct: the buckets of the window, for each event type of the stream; avg twice that
 * - first, last, since: the events kept; median: its n events; streak: the words of its bits; open: its values
 * - usual: the days that it looks back on; median_of_periods: its value for each of the periods
 * - percentile: a constant of the release; a hold: its condition, judged at every day close besides
 */
function readingCost(node: Typed): number {
  switch (node.kind) {
    case 'aggregate':
      return aggregateCost(node);
    case 'usual':
      return node.days;
    case 'medianOfPeriods':
      return node.count * costOf(node.value);
    case 'hold':
      return compiledSize(node.condition);
    default:
      return 0;
  }
}

function aggregateCost(node: TypedAggregate): number {
  const leaves = node.stream.leaves.length;
  switch (node.function) {
    case 'first':
    case 'last':
    case 'since':
      return SPARE_EVENTS;
    case 'median':
      return node.last ?? 0;
    case 'streak':
    case 'best_streak':
      return STREAK_WORDS;
    case 'open':
      return OPEN_VALUES;
    case 'avg':
      return 2 * leaves * bucketsIn(node.window);
    default:
      return leaves * bucketsIn(node.window);
  }
}

function bucketsIn(window: Window | undefined): number {
  switch (window?.kind) {
    case 'sliding':
      return window.count;
    case 'calendar':
      return CALENDAR_DAYS[window.unit];
    case 'period':
    case 'step':
      return PERIOD_DAYS;
    default:
      return 1;
  }
}
