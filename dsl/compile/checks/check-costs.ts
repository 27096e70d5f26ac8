import { COST_LIMITS, excessiveCost, excessiveTotal } from '../../check/cost/limits.ts';
import type { CostLimits } from '../../check/cost/limits.ts';
import type { DocumentOf } from '../../documents/document.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';

/** How much the rules of that policy may cost. */
export function costLimitsOf(policy: DocumentOf<'policy'> | undefined): CostLimits {
  const { max_cost: rule, max_cost_in_all: program } = policy?.value.expressions ?? {};
  return { rule: rule ?? COST_LIMITS.rule, program: program ?? COST_LIMITS.program };
}

/** Every expression above its limit; of all together that is told once, where it becomes too much. */
export function checkCosts(limits: CostLimits, fields: FieldCompiler): void {
  let total = 0;
  for (const { document, path, cost } of fields.costs) {
    const before = total;
    // Stories are played apart from the rules, one after the other.
    if (document.kind !== 'test') total += cost;
    const ofOne = excessiveCost(cost, limits.rule);
    const ofAll = before > limits.program ? undefined : excessiveTotal(total, limits.program);
    const message = ofOne === undefined ? ofAll : `${ofOne} ${REMEDY}`;
    if (message !== undefined) fields.report(document, path, 'expression-too-costly', message);
  }
}

const REMEDY = 'Look back on less time, or give a part of it a name as a `kind: metric`.';
