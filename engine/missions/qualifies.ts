import type { MissionRule } from '../../dsl/program/program.ts';
import type { Evaluation } from '../runtime/evaluation.ts';
import { quickGateOf } from './quick-gate.ts';
import { termsFor } from './terms.ts';

/** Whether the mission's own condition is met, on the terms that the customer would get; gates are not asked. */
export function qualifies(evaluation: Evaluation, rule: MissionRule): boolean {
  if (quickGateOf(rule.generate.when).some(part => !evaluation.truth(part))) return false;
  const from = evaluation.decisions.templates[rule.id]?.level ?? evaluation.prepared.policy.level.first;
  const terms = termsFor(evaluation, rule, from);
  return 'candidate' in terms && evaluation.truth(rule.generate.when, terms.candidate.locals);
}
