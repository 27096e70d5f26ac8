import type { Program } from '../../dsl/program/program.ts';
import type { CustomerView } from '../../engine/views.ts';
import type { CustomerRow } from '../stores/store.ts';
import { toTimestamp, toTimestampOrNull } from '../time.ts';
import { showMission } from './mission.ts';

export function showCustomer(view: CustomerView, program: Program): object {
  return {
    ...view,
    as_of: toTimestamp(view.as_of),
    first_seen: toTimestampOrNull(view.first_seen),
    score_names: Object.fromEntries(
      program.scores.map(score => [score.id, { name: score.name, high_is_bad: score.highIsBad }]),
    ),
    points: showPoints(view.points),
    missions: view.missions.map(mission => showMission({ ...mission, customer: view.customer_id })),
    badges: view.badges.map(badge => ({
      ...badge,
      awards: badge.awards.map(({ level, awarded_at, cause }) => ({
        level,
        awarded_at: toTimestamp(awarded_at),
        cause,
      })),
    })),
  };
}

export function showPoints({ expiring, holds, ...standing }: CustomerView['points']): object {
  return {
    ...standing,
    holds: holds.map(hold => ({ ...hold, expires_at: toTimestamp(hold.expires_at) })),
    expiring: expiring.map(lot => ({ amount: lot.amount, on: toTimestamp(lot.on) })),
  };
}

export function showCustomerRow({ customer, at, summary }: CustomerRow): object {
  return {
    customer_id: customer,
    as_of: toTimestamp(at),
    scores: summary.scores,
    tier: summary.tier,
    segments: summary.segments,
    points: summary.points,
    active_missions: summary.missions.length,
    badges: summary.badges,
    last_event_at: toTimestampOrNull(summary.last_event_at),
  };
}

/** Each score under its own field, and how it came about. */
export function showScores(view: CustomerView): object {
  return {
    customer_id: view.customer_id,
    ...Object.fromEntries(Object.entries(view.scores).map(([id, { score }]) => [`${id}_score`, score])),
    breakdown: view.scores,
    calculated_at: toTimestamp(view.as_of),
    program: view.program,
    release: view.release,
  };
}
