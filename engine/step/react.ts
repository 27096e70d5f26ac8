import { judgeBadges } from '../badges/judge-badges.ts';
import { triggerCampaigns } from '../campaigns/trigger-campaigns.ts';
import type { FactEvent } from '../metrics/fact-event.ts';
import { judgeMissions } from '../missions/judge-missions.ts';
import type { ProgressTold } from '../missions/judge-missions.ts';
import type { CustomerStep } from '../runtime/customer-step.ts';
import { judgeScores, judgeSegments } from '../scores/judge-scores.ts';
import { judgeTiers } from '../tiers/judge-tiers.ts';

/** A chain of effects longer than this is a fault of the rules (two that feed each other), not a customer's doing. */
const LONGEST_CHAIN = 12;

/**
 * Judges what the touched event types can have changed, and what the platform's own events of that change in turn:
 * scores → segments → missions → badges → tiers, until nothing new happens; then campaigns.
 */
export function react(step: CustomerStep, told: ProgressTold, event?: FactEvent): void {
  for (let turn = 0; turn < LONGEST_CHAIN && step.touched.size > 0; turn += 1) {
    const affected = step.prepared.affectedBy(step.touched);
    step.touched.clear();
    judgeScores(step, affected.scores);
    judgeSegments(step, affected.segments);
    if (affected.missions.size > 0) judgeMissions(step, affected.missions, told);
    judgeBadges(step, affected.badges);
    judgeTiers(step, affected.tiers, false);
  }
  step.touched.clear();
  triggerCampaigns(step, event === undefined ? step.events : [event, ...step.events]);
}
