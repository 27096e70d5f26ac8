import { isList } from '../../compile/expressions/logic-vars.ts';
import { stableJson } from '../../compile/keys.ts';
import type { Feature, Manifest, Tap, Window } from '../../program/features.ts';
import type { Logic } from '../../program/logic.ts';
import { operationOf } from '../solver/operation.ts';
import { tapsOf } from './feature-domains.ts';

/**
 * Whether one count is surely no more than another: it counts some of the same events, over a part of the same time.
 * Counts of values of mixed sign, and aggregates of other kinds, are not compared.
 */
export function isPartOf(part: Feature, whole: Feature, manifest: Manifest): boolean {
  return part.read.kind === 'count' && readsPartOf(part, whole, manifest);
}

/** Whether a sum is one of events that the count surely counts. */
export function addsUpPartOf(sum: Feature, count: Feature, manifest: Manifest): boolean {
  return sum.read.kind === 'sum' && readsPartOf(sum, count, manifest);
}

function readsPartOf(part: Feature, whole: Feature, manifest: Manifest): boolean {
  const [inner, outer] = [part.read, whole.read];
  if ((inner.kind !== 'count' && inner.kind !== 'sum') || outer.kind !== 'count') return false;
  if (!isWithin(inner.window, outer.window)) return false;
  const taps = (ids: readonly string[]): readonly Tap[] => ids.flatMap(id => tapsOf(manifest.keepers[id]));
  const outerTaps = taps(outer.keepers);
  return taps(inner.keepers).every(tap => outerTaps.some(other => countsNoMore(tap, other)));
}

/** Whether all that one window sees another one sees too. */
export function isWithin(inner: Window, outer: Window): boolean {
  if (outer.kind === 'lifetime') return true;
  if (inner.kind === 'sliding' && outer.kind === 'sliding')
    return inner.unit === outer.unit && inner.count <= outer.count;
  return stableJson(inner) === stableJson(outer);
}

export function countsNoMore(tap: Tap, other: Tap): boolean {
  if (tap.event !== other.event) return false;
  const conditions = new Set(conditionsOf(tap.where).map(stableJson));
  return conditionsOf(other.where).every(condition => conditions.has(stableJson(condition)));
}

/** The conditions that must all hold. */
function conditionsOf(where: Logic | undefined): readonly Logic[] {
  if (where === undefined || where === true) return [];
  const operation = operationOf(where);
  return operation?.name === 'and' && isList(operation.args) ? operation.args : [where];
}
