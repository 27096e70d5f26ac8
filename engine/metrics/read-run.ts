import type { Read } from '../../dsl/program/features.ts';
import { keeperOf, seenBefore } from './keeper-of.ts';
import type { ReadContext } from './read-context.ts';
import { unpackTimes } from './times.ts';

/** Events that met the condition since the last that did not. */
export function readRun(read: Extract<Read, { readonly kind: 'run' }>, context: ReadContext): number {
  const state = context.facts.runs[keeperOf(context, read.keeper).key];
  if (state === undefined) return 0;
  const before = seenBefore(context);
  const failed = unpackTimes(state[0]).find(time => time < before) ?? Number.NEGATIVE_INFINITY;
  return unpackTimes(state[1]).filter(time => time < before && time > failed).length;
}
