import { localDay } from '../calendar/zone.ts';
import { earning, heldEarning } from '../points/postings.ts';
import type { CustomerStep } from '../runtime/customer-step.ts';
import type { RunningMission } from '../state.ts';
import { afterSuccess } from './next-time.ts';
import { contextOf, progressOfMission } from './progress.ts';
import { rewardOf } from './reward.ts';

/** Looks at the progress of running missions of the named templates: steps done, progress told, goals reached. */
export function judgeMissions(
  step: CustomerStep,
  templates: ReadonlySet<string> | 'all',
  told: ProgressTold,
): void {
  for (const { id } of step.decisions.missions) {
    const mission = step.decisions.missions.find(other => other.id === id);
    if (mission === undefined || (mission.status !== 'active' && mission.status !== 'closing')) continue;
    if (mission.starts_at > step.at) continue;
    if (templates !== 'all' && !templates.has(mission.template)) continue;
    judgeMission(step, mission, told);
  }
}

/** The progress last told of each mission in this step, so that a change is told once. */
export type ProgressTold = Map<string, number>;

export function judgeMission(step: CustomerStep, mission: RunningMission, told: ProgressTold): void {
  const progress = progressOfMission(step.evaluation(), mission);
  const today = step.evaluation().today;
  for (const done of progress.newlyDone) {
    step.emit({
      kind: 'mission_step_done',
      mission: mission.id,
      template: mission.template,
      step: done,
      day: today,
    });
  }
  const before = told.get(mission.id) ?? 0;
  if (progress.value !== before) {
    told.set(mission.id, progress.value);
    const { id, template, target } = mission;
    step.emit({ kind: 'mission_progressed', mission: id, template, before, after: progress.value, target });
  }
  if (progress.value >= mission.target) completeMission(step, mission, progress.value);
}

/** The goal is reached: all that follows from it, once. */
function completeMission(step: CustomerStep, mission: RunningMission, value: number): void {
  const { prepared } = step;
  const rule = prepared.mission(mission.template);
  if (rule === undefined) return;
  const evaluation = step.evaluation();
  const reward = rewardOf(
    evaluation,
    rule,
    mission.level,
    evaluation.locals({ ...contextOf(evaluation, mission), progress: value }),
  );
  const points = reward.points ?? 0;
  step.emit({
    kind: 'mission_completed',
    mission: mission.id,
    template: mission.template,
    category: rule.category,
    level: mission.level,
    ordinal: mission.ordinal,
    points,
    customer_age: customerAge(step),
    value,
    target: mission.target,
    next: afterSuccess(step, rule, mission),
  });
  if (points > 0) {
    const today = localDay(step.facts.kept.zone, step.at);
    const key = `mission:${mission.id}`;
    const { holdDays } = rule.reward;
    if (holdDays === undefined) step.emit(earning(key, points, today + prepared.policy.points.expireDays));
    else step.emit(heldEarning(key, points, today + holdDays));
  }
  const { data, money, offer } = reward;
  if (data === undefined && money === undefined && offer === undefined) return;
  step.emit({
    kind: 'reward_granted',
    mission: mission.id,
    template: mission.template,
    ...(data === undefined ? {} : { data }),
    ...(money === undefined ? {} : { money }),
    ...(offer === undefined ? {} : { offer }),
  });
}

/** The rules' own `tenure`, where they have one; else the time since the first event. In ms. */
function customerAge(step: CustomerStep): number {
  const evaluation = step.evaluation();
  const tenure = step.prepared.named('tenure') === undefined ? null : evaluation.variable('named.tenure');
  // The rules' clock is cut to the hour, so a customer of this hour would be younger than nothing.
  if (typeof tenure === 'number') return Math.max(0, tenure);
  return step.facts.first_seen === null ? 0 : step.at - step.facts.first_seen;
}
