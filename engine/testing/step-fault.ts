import { repetitionProblem } from '../../dsl/stories/repetition.ts';

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

export function repeatFault(repeat: { readonly every: string } | undefined): StepFault | undefined {
  const message = repeat === undefined ? undefined : repetitionProblem(repeat.every);
  return message === undefined ? undefined : { field: ['repeat', 'every'], message };
}
