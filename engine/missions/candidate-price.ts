import type { Evaluation } from '../runtime/evaluation.ts';
import type { AssignedMission } from '../model.ts';
import { rewardOf } from './reward.ts';
import type { Candidate } from './terms.ts';
import { ownValue } from '../../dsl/program/own-value.ts';

/** A gigabyte, in bytes: rewards of data are priced by it. */
const GIGABYTE = 1_000_000_000;

/** What the policy thinks of a candidate: its priority and what that is made of. */
export function priceCandidate(evaluation: Evaluation, candidate: Candidate): AssignedMission['why'] {
  const { policy } = evaluation.prepared;
  const { rule, locals, context } = candidate;
  const category = ownValue(policy.categories, rule.category);
  const fit = rule.generate.fit === undefined ? 1 : (evaluation.number(rule.generate.fit, locals) ?? 0);
  const ownMargin =
    rule.generate.margin === undefined ? null : evaluation.number(rule.generate.margin, locals);
  const margin = ownMargin ?? category?.margin ?? 1;
  const weight = category?.weight ?? 1;
  const reward = rewardOf(evaluation, candidate.rule, candidate.level, locals);
  const cost =
    (reward.points ?? 0) * policy.cost.point +
    ((reward.data ?? 0) / GIGABYTE) * policy.cost.gb +
    (reward.money ?? 0);
  const parts = { weight, fit, margin, cost: Math.max(cost, policy.cost.point) };
  const priority = evaluation.number(policy.priority, evaluation.locals({ ...context, figures: parts })) ?? 0;
  return { ...parts, priority: rounded(priority), fit: rounded(fit), cost: rounded(parts.cost) };
}

/** Four decimals rank as well as sixteen, and are read by people. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
