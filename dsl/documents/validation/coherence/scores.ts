import type { DocumentValues } from '../../schemas/index.ts';
import type { Problem } from '../problem.ts';
import { conflict } from './problems.ts';

/** Bounds of one condition between which nothing lies. */
export function scoreBounds({
  at_least: least = [],
  at_most: most = [],
}: DocumentValues['score']): readonly Problem[] {
  return most.flatMap(({ value, when }, index) => {
    const above = least.find(bound => bound.when.trim() === when.trim() && bound.value > value);
    if (above === undefined) return [];
    const message = `At most ${value}, but at least ${above.value} under the same condition.`;
    return [conflict(['at_most', index, 'value'], message, { kind: 'fill', text: String(above.value) })];
  });
}
