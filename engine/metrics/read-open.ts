import type { Read } from '../../dsl/program/features.ts';
import { keeperOf, seenBefore } from './keeper-of.ts';
import { markMet, markTime } from './keepers/open.ts';
import type { ReadContext } from './read-context.ts';
import { isInside } from './read-latest.ts';
import { unpackTimes } from './times.ts';

/** Values of the attribute whose latest event met the condition. */
export function readOpen(read: Extract<Read, { readonly kind: 'open' }>, context: ReadContext): number {
  const states = context.facts.open[keeperOf(context, read.keeper).key] ?? {};
  const before = seenBefore(context);
  return Object.values(states).filter(state => {
    const mark = unpackTimes(state).find(candidate => markTime(candidate) < before);
    return mark !== undefined && markMet(mark) && isInside(markTime(mark), read.window, context);
  }).length;
}
