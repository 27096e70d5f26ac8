import type { TypeName } from '../../program/logic.ts';
import { isNumeric, TYPES } from '../../types/types.ts';
import type { ExpectedHere } from '../place/expected-at.ts';

/** How well a value of a type fits a place: 0 best; undefined where it cannot stand there. */
export function fitOf(type: TypeName, { type: wanted, strict, scaled }: ExpectedHere): number | undefined {
  if (scaled === true) return isNumeric(type) || type === 'any' ? Number(type !== wanted) : undefined;
  if (wanted === undefined || type === wanted) return 0;
  if (type === 'any' || wanted === 'any') return 1;
  if (type === 'number' && TYPES[wanted].fitsBareNumber) return 1;
  if (!strict) return wanted === 'number' && isNumeric(type) ? 1 : 2;
  // A number scales a quantity: `2 * own`.
  return type === 'number' && isNumeric(wanted) ? 3 : undefined;
}

/** Those that fit, the best first, otherwise in the order given. */
export function ranked<T>(items: readonly T[], fit: (item: T) => number | undefined): readonly T[] {
  return items
    .flatMap(item => {
      const rank = fit(item);
      return rank === undefined ? [] : [{ item, rank }];
    })
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
