import type { MissionView } from '../../engine/views.ts';
import { toTimestamp } from '../time.ts';
import type { Decision } from './decision.ts';

export function showMission(mission: MissionView): object {
  return {
    ...mission,
    starts_at: toTimestamp(mission.starts_at),
    ends_at: toTimestamp(mission.ends_at),
    assigned_at: toTimestamp(mission.assigned_at),
    is_dynamic: true,
  };
}

export function showProgress(mission: MissionView, decision: Decision): object {
  return {
    mission: mission.id,
    template_id: mission.template_id,
    customer_id: mission.generated_for,
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
