import { takingBack } from '../points/postings.ts';
import type { CustomerStep } from '../runtime/customer-step.ts';
import { progressOfMission } from './progress.ts';

/**
 * After facts were taken out: a completed mission that its facts no longer carry, and that is not settled yet, is
 * reversed and its points are taken back, into the red if they are spent.
 */
export function reverseMissions(step: CustomerStep): boolean {
  let reversed = false;
  for (const mission of step.decisions.missions) {
    if (mission.status !== 'completed') continue;
    const { value } = progressOfMission(step.evaluation(), mission);
    if (value >= mission.target) continue;
    reversed = true;
    const { id, template, target, paid = 0 } = mission;
    step.emit({ kind: 'mission_reversed', mission: id, template, value, target });
    if (paid > 0 && step.prepared.policy.points.onReversal === 'take_back') {
      const key = `mission:${id}`;
      const held = step.decisions.points.held.some(([other]) => other === key);
      step.emit(takingBack(`reversal:${id}`, key, paid, held ? 'pending' : 'customer'));
    }
  }
  return reversed;
}
