import type { Read } from '../../dsl/program/features.ts';
import { keeperOf, seenBefore } from './keeper-of.ts';
import { medianOf } from './median.ts';
import type { ReadContext } from './read-context.ts';
import { unpackTimes } from './times.ts';

/** Fewer gaps say nothing about a rhythm. */
const LEAST_GAPS = 2;

/** Median of the newest values, or of the newest gaps between events; in the kept integers. */
export function readMedian(
  read: Extract<Read, { readonly kind: 'median' }>,
  context: ReadContext,
): number | null {
  const { key } = keeperOf(context, read.keeper);
  const before = seenBefore(context);
  if (read.of === 'gap') {
    const times = unpackTimes(context.facts.times[key]).filter(time => time < before);
    const gaps = times.slice(0, -1).map((time, index) => time - (times[index + 1] ?? 0));
    return gaps.length < LEAST_GAPS ? null : medianOf(gaps.slice(0, read.count));
  }
  const events = (context.facts.events[key] ?? []).filter(([time]) => time < before).slice(0, read.count);
  return medianOf(events.map(([, , value]) => Number(value)));
}
