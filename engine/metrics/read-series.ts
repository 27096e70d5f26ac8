import type { Read, Window } from '../../dsl/program/features.ts';
import type { Range } from '../calendar/windows.ts';
import { add, greatest, least, readBuckets } from './buckets.ts';
import type { Merge } from './buckets.ts';
import { keeperOf, rangeOf } from './keeper-of.ts';
import type { ReadContext } from './read-context.ts';

/** Count, sum, min, max and days share one shape. */
export type SeriesRead = Extract<Read, { readonly window: Window; readonly keepers: readonly string[] }>;
type AverageRead = Extract<Read, { readonly kind: 'avg' }>;

const MERGES: Readonly<Record<SeriesRead['kind'], Merge>> = {
  count: add,
  sum: add,
  days: add,
  min: least,
  max: greatest,
};

/** Count, sum, least or greatest over one or several event types; the first two are 0 where there is nothing. */
export function readSeries(read: SeriesRead, context: ReadContext): number | null {
  const merge = MERGES[read.kind];
  const total = readIntegers(read.keepers, read.window, merge, context);
  return total ?? (merge === add ? 0 : null);
}

export function readAverage(read: AverageRead, context: ReadContext): number | null {
  const count = readIntegers(read.counts, read.window, add, context) ?? 0;
  if (count === 0) return null;
  return (readIntegers(read.sums, read.window, add, context) ?? 0) / count;
}

function readIntegers(
  keepers: readonly string[],
  window: Window,
  merge: Merge,
  context: ReadContext,
): number | null {
  const range = rangeOf(context, window);
  let total: number | null = null;
  for (const id of keepers) {
    const part = readOne(id, range, merge, context);
    if (part !== null) total = total === null ? part : merge(total, part);
  }
  return total;
}

function readOne(id: string, range: Range, merge: Merge, context: ReadContext): number | null {
  const list = context.facts.series[keeperOf(context, id).key];
  if (list === undefined || range.from !== Number.NEGATIVE_INFINITY) {
    return readBuckets(list, range.from, range.to, merge);
  }
  const lifetime = list[0] ?? 0;
  // Extremes cannot be taken back: as of a past day the lifetime's least and greatest are today's.
  if (merge !== add || !context.closing) return lifetime;
  return lifetime - (readBuckets(list, range.to, Number.POSITIVE_INFINITY, add) ?? 0);
}
