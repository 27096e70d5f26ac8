import type { CustomerStep } from '../runtime/customer-step.ts';
import { afterFailure } from './next-time.ts';
import { progressOfMission } from './progress.ts';

/**
 * What a day's beginning does to missions: a period that is over starts to close (late events may still complete it),
 * and `lateness` after its end it is settled for good. A proposal nobody approved in its period goes unfailed.
 */
export function closeMissions(step: CustomerStep): void {
  const { latenessMs } = step.prepared.policy.time;
  for (const mission of step.decisions.missions) {
    const { id, template } = mission;
    if (mission.ends_at > step.at) continue;
    if (mission.status === 'proposed') {
      step.emit({
        kind: 'mission_withdrawn',
        mission: id,
        template,
        reason: 'nobody approved it in its period',
      });
    } else if (mission.ends_at + latenessMs > step.at) {
      if (mission.status === 'active') step.emit({ kind: 'mission_closing', mission: id, template });
    } else if (mission.status === 'completed') {
      step.emit({ kind: 'mission_settled', mission: id, template });
    } else {
      const rule = step.prepared.mission(template);
      if (rule === undefined) {
        step.emit({
          kind: 'mission_withdrawn',
          mission: id,
          template,
          reason: 'its template is no longer in the rules',
        });
        continue;
      }
      const { value } = progressOfMission(step.evaluation(), mission);
      const { level, target } = mission;
      const next = afterFailure(step, rule, mission);
      step.emit({
        kind: 'mission_expired',
        mission: id,
        template,
        category: rule.category,
        level,
        value,
        target,
        next,
      });
    }
  }
}
