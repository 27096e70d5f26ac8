import type { Expression } from '../../dsl/program/logic.ts';
import type { ComputeSlot, Slots } from '../logic/index.ts';
import type { CustomerFacts, Decisions } from '../state.ts';
import type { MissionContext, Value } from './mission-context.ts';
import type { Prepared } from './prepare.ts';

/** Memoised values of the mission-bound slots. */
export interface LocalSlots {
  readonly context: MissionContext;
  readonly values: Slots;
  readonly compute: ComputeSlot;
}

/** Whose facts and decisions rules read. */
export interface Subject {
  readonly facts: CustomerFacts;
  readonly decisions: Decisions;
}

/**
 * Every rule of a program over one customer's facts and decisions at one instant. Values are computed when a rule
 * first asks for them and then kept; where facts or decisions change under
 * it, what follows from them must be forgotten.
 */
export interface Evaluation {
  readonly prepared: Prepared;
  readonly facts: CustomerFacts;
  readonly decisions: Decisions;
  /** ms since the epoch. */
  readonly at: number;
  /** Local day number in the customer's zone. */
  readonly today: number;
  value(expression: Pick<Expression, 'logic'>, locals?: LocalSlots): Value;
  number(expression: Expression, locals?: LocalSlots): number | null;
  /** Missing counts as not met. */
  truth(expression: Expression, locals?: LocalSlots): boolean;
  locals(context: MissionContext): LocalSlots;
  /**
   * Goes on with another instant and subject, keeping what they do not change; false where that cannot be: on another
   * day, or with other facts.
   */
  follow(subject: Subject, at: number): boolean;
  /** Facts or decisions changed: these global slots are to be worked out anew. */
  forget(slots: readonly number[]): void;
  /** By variable path: `metrics.<key>`, `named.tenure`, `scores.risk` … */
  variable(path: string): Value;
  score(id: string): number;
  /** Holds count as met: used to see whether a reversal took a grant's ground away. */
  readonly assumeHolds: boolean;
}
