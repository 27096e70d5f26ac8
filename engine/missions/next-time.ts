import type { LevelName, MissionRule } from '../../dsl/program/program.ts';
import type { NextTime } from '../model.ts';
import type { CustomerStep } from '../runtime/customer-step.ts';
import type { RunningMission } from '../state.ts';

const LEVELS: readonly LevelName[] = ['a', 'b', 'c'];
const DAY_MS = 86_400_000;

/** After a success: enough of them in a row step the level up. A calendar mission comes back in its next period. */
export function afterSuccess(step: CustomerStep, rule: MissionRule, mission: RunningMission): NextTime {
  const { policy } = step.prepared;
  const run = Math.max(0, step.decisions.templates[rule.id]?.run ?? 0) + 1;
  const up = run >= policy.level.upAfter;
  const cooled = step.at + (rule.cooldown.successDays ?? policy.cooldown.successDays) * DAY_MS;
  const calendar = step.prepared.variant(mission)?.period.kind === 'calendar';
  return next(
    up ? neighbour(mission.level, 1) : mission.level,
    up ? 0 : run,
    calendar ? Math.max(cooled, mission.ends_at) : cooled,
    step.at,
  );
}

/** After a failure: enough of them in a row step the level down. */
export function afterFailure(step: CustomerStep, rule: MissionRule, mission: RunningMission): NextTime {
  const { policy } = step.prepared;
  const run = Math.min(0, step.decisions.templates[rule.id]?.run ?? 0) - 1;
  const down = -run >= policy.level.downAfter;
  const cooled = step.at + (rule.cooldown.expiryDays ?? policy.cooldown.expiryDays) * DAY_MS;
  return next(down ? neighbour(mission.level, -1) : mission.level, down ? 0 : run, cooled, step.at);
}

function next(level: LevelName, run: number, notBefore: number, at: number): NextTime {
  return { level, run, ...(notBefore > at ? { not_before: notBefore } : {}) };
}

function neighbour(level: LevelName, by: 1 | -1): LevelName {
  return LEVELS[LEVELS.indexOf(level) + by] ?? level;
}
