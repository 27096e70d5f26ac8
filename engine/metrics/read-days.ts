import type { Range } from '../calendar/windows.ts';
import { countBuckets, eachBucket } from './buckets.ts';
import { keeperOf, rangeOf } from './keeper-of.ts';
import type { ReadContext } from './read-context.ts';
import type { SeriesRead } from './read-series.ts';
import { countUnits } from './unit-bits.ts';

/** Different local days with an event: over a window from the counts of each leaf, over the lifetime from bits. */
export function readDays(read: SeriesRead, context: ReadContext): number {
  const range = rangeOf(context, read.window);
  const first = read.keepers[0];
  if (first !== undefined && keeperOf(context, first).keeper.kind === 'days')
    return readBits(first, range, context);
  const lists = read.keepers.map(id => context.facts.series[keeperOf(context, id).key]);
  const [only] = lists;
  if (lists.length === 1) return countBuckets(only, range.from, range.to);
  const days = new Set<number>();
  for (const list of lists) eachBucket(list, range.from, range.to, bucket => days.add(bucket));
  return days.size;
}

function readBits(id: string, range: Range, context: ReadContext): number {
  const state = context.facts.days[keeperOf(context, id).key];
  if (state === undefined) return 0;
  const dropped = range.from === Number.NEGATIVE_INFINITY ? state[2] : 0;
  return dropped + countUnits(state, range.from, range.to);
}
