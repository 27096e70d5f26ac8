import type { Scalar } from '../logic/index.ts';

/** A value of the rule language; null is missing. */
export type Value = Scalar;

/** What only a mission at hand can say: its level, target, fixed names and windows. */
export interface MissionContext {
  readonly segment: string | null;
  readonly level?: number;
  readonly target?: number;
  readonly progress?: number;
  readonly fixed: Readonly<Record<string, Value>>;
  /** Local days, half-open. */
  readonly period?: { readonly from: number; readonly to: number };
  /** Local day on which the step at hand starts. */
  readonly stepFrom?: number;
  /** `weight fit margin cost` of the policy's priority, `weighted` of a score's result. */
  readonly figures?: Readonly<Record<string, number>>;
}
