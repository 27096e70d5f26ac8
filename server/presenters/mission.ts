import type { CustomerMission } from '../services/missions.ts';
import { toTimestamp } from '../time.ts';
import type { Decision } from './decision.ts';

export function showMission({ customer, generated_for: segment, ...mission }: CustomerMission): object {
  return {
    ...mission,
    segment,
    starts_at: toTimestamp(mission.starts_at),
    ends_at: toTimestamp(mission.ends_at),
    assigned_at: toTimestamp(mission.assigned_at),
    is_dynamic: true,
    generated_for: customer,
  };
}

export function showProgress(mission: CustomerMission, decision: Decision): object {
  return {
    mission: mission.id,
    template_id: mission.template_id,
    customer_id: mission.customer,
    current_value: mission.current_value,
    target_value: mission.target_value,
    percent: mission.percent,
    status: mission.status,
    starts_at: toTimestamp(mission.starts_at),
    ends_at: toTimestamp(mission.ends_at),
    remaining: mission.remaining,
    sentence: mission.sentence,
    ...decision,
  };
}
