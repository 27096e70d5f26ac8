import { literalUnit } from '../../dsl/types/index.ts';
import { quantityOf } from './quantity.ts';

/** Why a step cannot be played. */
export interface StepFault {
  /** Where, within the step. */
  readonly field: readonly string[];
  /** A sentence without its capital and its full stop. */
  readonly message: string;
}

export function isFault(built: object | number | null | undefined): built is StepFault {
  return typeof built === 'object' && built !== null && 'field' in built;
}

/** What is wrong with the distance of a repetition, if anything. */
export function repeatFault(repeat: { readonly every: string } | undefined): StepFault | undefined {
  if (repeat === undefined) return undefined;
  const unit = quantityOf(repeat.every)?.unit;
  const isDuration = unit !== undefined && literalUnit(unit)?.type === 'duration';
  if (isDuration) return undefined;
  return { field: ['repeat', 'every'], message: `"${repeat.every}" is no duration such as 1d` };
}
