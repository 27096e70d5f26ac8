import type { Summary } from '../model.ts';
import type { CustomerStep } from '../runtime/customer-step.ts';

/** What audiences and histograms see of the customer, as of this step. */
export function summarise(step: CustomerStep): Summary {
  const { prepared, decisions } = step;
  const evaluation = step.evaluation();
  const [tier] = prepared.program.tiers;
  const metrics: Record<string, number> = {};
  for (const metric of prepared.percentileMetrics) {
    const value = evaluation.variable(`named.${metric}`);
    if (typeof value === 'number') metrics[metric] = value;
  }
  const scores: Record<string, number> = {};
  for (const id of prepared.scoreIds) scores[id] = evaluation.score(id);
  return {
    scores,
    segments: decisions.segments,
    tier: tier === undefined ? '' : (decisions.tiers[tier.id]?.level ?? tier.levels[0]?.id ?? ''),
    points: decisions.points.balance,
    missions: decisions.missions.filter(({ status }) => status === 'active').map(({ template }) => template),
    badges: Object.values(decisions.badges).filter(badge => badge.awarded_at !== undefined).length,
    last_event_at: step.facts.last_event_at,
    metrics,
  };
}
