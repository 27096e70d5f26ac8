import type { Domain } from '../domains/index.ts';
import type { Logic } from '../../program/logic.ts';
import type { State } from './state.ts';

/** Which outcomes a condition can have. */
export interface Truths {
  readonly yes: boolean;
  readonly no: boolean;
}

/** What operators are given to reason about their arguments. */
export interface Reasoning {
  /** Covers everything that the rule can give under the state. */
  domainOf(logic: Logic, state: State): Domain;
  /** Takes from the state what keeps the rule from giving a value of `want`; false where nothing is left. */
  narrow(logic: Logic, want: Domain, state: State): boolean;
  truths(logic: Logic, state: State): Truths;
  /** Narrows the state to where the condition is true, or to where it is not; false where nothing is left. */
  assume(logic: Logic, truth: boolean, state: State): boolean;
  /** Whether one rule surely gives no more than another, wherever both give a number. */
  isAtMost(logic: Logic, other: Logic): boolean;
  /** False once the effort is used up: what is said then is still true, but says nothing new. */
  goesOn(): boolean;
  /** What a variable is worked out from, if it is. */
  definition(path: string): Logic | undefined;
}

/** How one operator of JSONLogic is reasoned about, forwards and backwards. */
export interface OperatorRow {
  /** What is learnt of a result holds wherever the same is worked out: `a - b < 1` and `a - b > 2` exclude each other. */
  readonly keepsResult?: boolean;
  domain(args: readonly Logic[], state: State, reasoning: Reasoning): Domain;
  narrow(args: readonly Logic[], want: Domain, state: State, reasoning: Reasoning): boolean;
}
