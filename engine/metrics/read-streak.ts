import type { Read } from '../../dsl/program/features.ts';
import { firstDayOf, unitOfDay } from '../calendar/civil-days.ts';
import { localDay } from '../calendar/zone.ts';
import { keeperOf, rangeOf } from './keeper-of.ts';
import { clockOf, oldestBitDay } from './moment.ts';
import type { ReadContext } from './read-context.ts';
import { hasUnit, spanOf } from './unit-bits.ts';
import type { UnitBits } from './unit-bits.ts';

type StreakRead = Extract<Read, { readonly kind: 'streak' }>;

/**
 * Days (weeks, months) with an event in a row, up to now or the best ever; with a window, of its days alone. The
 * running unit breaks nothing. A forgiven unit keeps the streak going and does not count.
 */
export function readStreak(read: StreakRead, context: ReadContext): number {
  const state = context.facts.days[keeperOf(context, read.keeper).key];
  if (state === undefined) return 0;
  const view = viewUnits(read, state, context);
  if (!read.best) return streakUpTo(view, view.last, read.forgive);
  const remembered = read.window === undefined ? state[4] : 0;
  return Math.max(remembered, bestStreak(view, read.forgive));
}

/** The units that may count, `first` to `last`. */
interface UnitView {
  readonly first: number;
  readonly last: number;
  /** The one that is not over yet. */
  readonly running: number;
  /** Length of the run that ended just before `first`. */
  readonly earlier: number;
  has(unit: number): boolean;
  firstDay(unit: number): number;
}

function viewUnits(read: StreakRead, state: UnitBits, context: ReadContext): UnitView {
  const unitOf = (day: number): number => unitOfDay(read.unit, day, context.weekStarts);
  /** A unit that began before the window is not one of its own. */
  const firstWholeUnit = (day: number): number => {
    const unit = unitOf(day);
    return firstDayOf(read.unit, unit, context.weekStarts) < day ? unit + 1 : unit;
  };
  const range = rangeOf(context, read.window ?? { kind: 'lifetime' });
  const oldest = unitOf(oldestBitDay(clockOf(context.zone, context.facts.clock, context.keepers)));
  const earlier = range.from === Number.NEGATIVE_INFINITY ? state[3] : 0;
  const from =
    range.from === Number.NEGATIVE_INFINITY ? oldest : Math.max(oldest, firstWholeUnit(range.from));
  return {
    // Nothing is set before the first bit; only a remembered run makes it worth going further back.
    first: earlier > 0 ? from : Math.max(from, spanOf(state).from),
    last: unitOf(range.to - 1),
    running: unitOf(localDay(context.zone, context.at)),
    earlier,
    has: unit => hasUnit(state, unit),
    firstDay: unit => firstDayOf(read.unit, unit, context.weekStarts),
  };
}

function streakUpTo(view: UnitView, last: number, forgive: StreakRead['forgive']): number {
  const forgiven: number[] = [];
  let count = 0;
  for (let unit = last; unit >= view.first; unit -= 1) {
    if (view.has(unit)) count += 1;
    else if (unit !== view.running && !isForgiven(view.firstDay(unit), forgiven, forgive)) return count;
  }
  return count + view.earlier;
}

/** At most `count` missed units within any `days` days; `forgiven` collects the days of those met so far. */
function isForgiven(day: number, forgiven: number[], forgive: StreakRead['forgive']): boolean {
  if (forgive === undefined) return false;
  const near = forgiven.filter(other => other - day < forgive.days).length;
  if (near >= forgive.count) return false;
  forgiven.push(day);
  return true;
}

function bestStreak(view: UnitView, forgive: StreakRead['forgive']): number {
  let best = 0;
  for (let unit = view.last; unit >= view.first; unit -= 1) {
    const ends = view.has(unit) && (unit === view.last || !view.has(unit + 1));
    if (ends) best = Math.max(best, streakUpTo(view, unit, forgive));
  }
  return best;
}
