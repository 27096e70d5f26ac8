import type { MissionProgress } from '../../dsl/program/program.ts';
import { localDay } from '../calendar/zone.ts';
import type { Evaluation } from '../runtime/evaluation.ts';
import type { MissionContext, Value } from '../runtime/mission-context.ts';
import type { RunningMission } from '../state.ts';

export interface Progress {
  /** In the target's unit; 0 where the facts say nothing yet. */
  readonly value: number;
  /** Steps newly found done. */
  readonly newlyDone: readonly string[];
}

/**
 * How far a mission is by the facts alone. A step once done stays done; with listed order a step counts only after
 * the one before it, and its own window starts on the day that one was done.
 */
export function progressOf(
  evaluation: Evaluation,
  progress: MissionProgress,
  context: MissionContext,
  stepsDone: Readonly<Record<string, number>>,
): Progress {
  if (progress.kind === 'value') {
    const value = evaluation.number(progress.value, evaluation.locals(context)) ?? 0;
    return { value, newlyDone: [] };
  }
  const newlyDone: string[] = [];
  let done = 0;
  let stepFrom = context.period?.from ?? evaluation.today;
  for (const step of progress.steps) {
    const since = stepsDone[step.id];
    const isDone =
      since !== undefined || evaluation.truth(step.done, evaluation.locals({ ...context, stepFrom }));
    if (!isDone) {
      if (progress.order === 'listed') break;
      continue;
    }
    done += 1;
    if (since === undefined) newlyDone.push(step.id);
    if (progress.order === 'listed') stepFrom = since ?? evaluation.today;
  }
  return { value: done, newlyDone };
}

/** The context a running mission's rules see: its frozen terms and its own window. */
export function contextOf(evaluation: Evaluation, mission: RunningMission): MissionContext {
  const { zone } = evaluation.facts.kept;
  const from = localDay(zone, mission.starts_at);
  return {
    segment: mission.segment,
    level: mission.level_value,
    target: mission.target,
    fixed: mission.fixed as Readonly<Record<string, Value>>,
    period: { from, to: localDay(zone, mission.ends_at) },
    stepFrom: from,
  };
}

/** Facts and manual offset together; never below 0. */
export function progressOfMission(evaluation: Evaluation, mission: RunningMission): Progress {
  const variant = evaluation.prepared.variant(mission);
  if (variant === undefined) return { value: mission.offset, newlyDone: [] };
  const progress = progressOf(evaluation, variant.progress, contextOf(evaluation, mission), mission.steps);
  return { ...progress, value: Math.max(0, progress.value + mission.offset) };
}
