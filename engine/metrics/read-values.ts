import type { Read } from '../../dsl/program/features.ts';
import type { Range } from '../calendar/windows.ts';
import { add, readBuckets } from './buckets.ts';
import type { Buckets } from './buckets.ts';
import { keeperOf, rangeOf } from './keeper-of.ts';
import type { ReadContext } from './read-context.ts';
import { valueKey } from './value-keys.ts';

/** How many values of the attribute occurred. */
export function readDistinct(
  read: Extract<Read, { readonly kind: 'distinct' }>,
  context: ReadContext,
): number {
  const range = rangeOf(context, read.window);
  const states = context.facts.values[keeperOf(context, read.keeper).key] ?? {};
  return Object.values(states).filter(list => occurrences(list, range) > 0).length;
}

/** How often the value that the mission has fixed occurred; none if it fixed nothing. */
export function readCountOfValue(
  read: Extract<Read, { readonly kind: 'countOfValue' }>,
  context: ReadContext,
): number {
  const range = rangeOf(context, read.window);
  const value = context.fixed?.[read.fixed] ?? null;
  if (value === null) return 0;
  const states = context.facts.values[keeperOf(context, read.keeper).key] ?? {};
  const key = valueKey(value);
  return Object.hasOwn(states, key) ? occurrences(states[key] ?? [], range) : 0;
}

function occurrences(list: Buckets, range: Range): number {
  if (range.from !== Number.NEGATIVE_INFINITY) return readBuckets(list, range.from, range.to, add) ?? 0;
  return (list[0] ?? 0) - (readBuckets(list, range.to, Number.POSITIVE_INFINITY, add) ?? 0);
}
