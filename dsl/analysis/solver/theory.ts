import type { Logic } from '../../program/logic.ts';
import type { Value } from './evaluate.ts';
import type { Variable } from './state.ts';

/** Something that is to hold: a condition that is true, or one that is not. */
export interface Goal {
  readonly logic: Logic;
  readonly truth: boolean;
}

/** How many steps of reasoning are left before a question stays open; rules inside each other can take any number. */
export interface Effort {
  left: number;
}

/** What the variables of rules can be, and what some of them are worked out from. */
export interface Theory {
  variable(key: string): Variable;
  definition(path: string): Logic | undefined;
  /** What holds of everybody, as far as the variables of the goals are concerned. */
  laws(goals: readonly Goal[]): readonly Goal[];
  /** What all questions of an analysis share. */
  readonly effort?: Effort;
  /** Whether one variable is never more than another. */
  isAtMost(key: string, other: string): boolean;
  /** Values that are tried before others. */
  usual(key: string): readonly Value[];
}
