/** How much rules may cost; what the figures count is said at `costOf`. */
export interface CostLimits {
  /** For one expression. */
  readonly rule: number;
  /** For all expressions together. */
  readonly program: number;
}

/** The costliest default rule is at 1,100, all of them together at 17,300. */
export const COST_LIMITS: CostLimits = { rule: 20_000, program: 1_000_000 };
