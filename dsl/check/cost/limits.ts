/** How much rules may cost; what the figures count is said at `costOf`. */
export interface CostLimits {
  /** For one expression. */
  readonly rule: number;
  /** For all expressions together. */
  readonly program: number;
}

/** Where the policy sets none. The costliest default rule is at 1,100, all of them together at 17,300. */
export const COST_LIMITS: CostLimits = { rule: 20_000, program: 1_000_000 };

/** What is wrong with an expression of that cost, if it is too much. */
export function excessiveCost(cost: number, limit: number): string | undefined {
  return cost <= limit
    ? undefined
    : `To work this out costs ${inEnglish(cost)}, more than the limit of ${inEnglish(limit)} that ${LIMIT_FIELD} of the policy sets (${inEnglish(COST_LIMITS.rule)} without it).`;
}

/** The same of all expressions together. */
export function excessiveTotal(cost: number, limit: number): string | undefined {
  return cost <= limit
    ? undefined
    : `With this all rules together cost ${inEnglish(cost)}, more than the limit of ${inEnglish(limit)} that ${TOTAL_FIELD} of the policy sets (${inEnglish(COST_LIMITS.program)} without it).`;
}

const LIMIT_FIELD = '`expressions.max_cost`';
const TOTAL_FIELD = '`expressions.max_cost_in_all`';

const inEnglish = (figure: number): string => figure.toLocaleString('en');
