import type { Clock } from './moment.ts';

/**
 * Puts an item into a list that holds the last one of each day, newest first. Gives whether the list changed.
 * `compare` is positive where its first argument is the later one.
 */
export function putLastOfDay<T>(
  list: T[],
  item: T,
  compare: (a: T, b: T) => number,
  dayOf: (item: T) => number,
): boolean {
  const day = dayOf(item);
  const index = list.findIndex(other => dayOf(other) <= day);
  const rival = list[index];
  if (rival === undefined) list.push(item);
  else if (dayOf(rival) !== day) list.splice(index, 0, item);
  else if (compare(item, rival) > 0) list[index] = item;
  else return false;
  return true;
}

/**
 * Keeps what tells the last item as of each day close that late events may redo: those days', and one before. Gives
 * whether the list changed.
 */
export function keepRecentDays<T>(list: T[], dayOf: (item: T) => number, clock: Clock): boolean {
  const before = list.length;
  const older = list.findIndex(item => dayOf(item) < clock.day - clock.lateDays);
  if (older !== -1) list.length = older + 1;
  return list.length < before;
}
