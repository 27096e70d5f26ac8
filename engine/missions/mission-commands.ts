import { plain } from '../explain/format-value.ts';
import { localDay, startOfDay } from '../calendar/zone.ts';
import type { Command, Json } from '../model.ts';
import type { CustomerStep } from '../runtime/customer-step.ts';
import type { Decisions, RunningMission } from '../state.ts';
import { unpackWhy } from './pack-mission.ts';
import { missionUnit } from './mission-unit.ts';
import { judgeMission } from './judge-missions.ts';
import { progressOfMission } from './progress.ts';

/** Progress set by hand beyond so many times the target is a slip of the hand. */
const MOST_TIMES = 100;

/** A customer's mission by its own id, or the latest of a template. */
export function findMission(decisions: Decisions, idOrTemplate: string): RunningMission | undefined {
  return (
    decisions.missions.find(({ id }) => id === idOrTemplate) ??
    decisions.missions.filter(({ template }) => template === idOrTemplate).at(-1)
  );
}

/**
 * Sets the progress that a mission shows, in the unit in which it shows it; what the facts say is kept apart, so later events go on counting. Where the
 * given target is not the mission's own, the pair is a share of it.
 */
export function adjustProgress(step: CustomerStep, command: Extract<Command, { do: 'progress' }>): Json {
  const mission = findMission(step.decisions, command.mission);
  const isOpen = ({ status }: RunningMission) => status === 'active' || status === 'closing';
  if (mission === undefined || !isOpen(mission)) {
    const hasBegun = (other: RunningMission) => isOpen(other) && other.starts_at <= step.at;
    return noSuchMission(step, command.mission, 'active', hasBegun);
  }
  if (mission.starts_at > step.at) {
    return { ok: false, code: 'conflict', detail: 'the mission is scheduled and has not started yet' };
  }
  const { current_value, target_value } = command;
  const { factor } = missionUnit(step.prepared.variant(mission));
  const ownTarget = Math.round((mission.target / factor) * 1000) / 1000;
  const isShare = target_value !== undefined && target_value !== ownTarget;
  // Nobody who names the shown target is to stay a rounding error short of it.
  const wanted =
    isShare || target_value === current_value
      ? (current_value / (target_value ?? 1)) * mission.target
      : current_value * factor;
  if (!(wanted <= Number.MAX_SAFE_INTEGER)) return tooMuch(mission, isShare);
  if (wanted > MOST_TIMES * mission.target) {
    const most = plain(MOST_TIMES * ownTarget);
    return {
      ok: false,
      code: 'invalid',
      detail: `the progress would be more than ${MOST_TIMES} times the target; at most ${most} is believed`,
    };
  }
  const shown = progressOfMission(step.evaluation(), mission);
  const told = new Map([[mission.id, shown.value]]);
  const facts = progressOfMission(step.evaluation(), { ...mission, offset: 0 }).value;
  step.emit({
    kind: 'mission_adjusted',
    mission: mission.id,
    template: mission.template,
    offset: wanted - facts,
  });
  judgeMission(step, { ...mission, offset: wanted - facts }, told);
  return { ok: true, mission: mission.id };
}

/** A proposed mission becomes active; its period starts today and keeps its length. */
export function approveMission(step: CustomerStep, idOrTemplate: string): Json {
  const isProposed = ({ status }: RunningMission) => status === 'proposed';
  const mission = step.decisions.missions
    .filter(isProposed)
    .find(({ id, template }) => id === idOrTemplate || template === idOrTemplate);
  if (mission === undefined) return noSuchMission(step, idOrTemplate, 'proposed', isProposed);
  const {
    status: _status,
    offset: _offset,
    steps: _steps,
    completed_at: _at,
    paid: _paid,
    ...terms
  } = mission;
  const { zone } = step.facts.kept;
  const today = localDay(zone, step.at);
  const days = localDay(zone, mission.ends_at) - localDay(zone, mission.starts_at);
  const starts_at = Math.max(mission.starts_at, startOfDay(zone, today));
  const ends_at = startOfDay(zone, localDay(zone, starts_at) + days);
  const category = step.prepared.mission(mission.template)?.category ?? '';
  step.emit({
    kind: 'mission_assigned',
    mission: { ...terms, why: unpackWhy(mission.why), starts_at, ends_at, assigned_at: step.at },
    category,
  });
  return { ok: true, mission: mission.id };
}

export function withdrawMission(step: CustomerStep, idOrTemplate: string, reason: string): Json {
  const mission = findMission(step.decisions, idOrTemplate);
  const canGo = ({ status }: RunningMission) => status === 'proposed' || status === 'active';
  if (mission === undefined || !canGo(mission)) {
    return noSuchMission(step, idOrTemplate, 'proposed or active', canGo);
  }
  step.emit({ kind: 'mission_withdrawn', mission: mission.id, template: mission.template, reason });
  return { ok: true, mission: mission.id };
}

/** Beyond these numbers nothing is counted exactly any more, and a sum of them could be no number at all. */
function tooMuch({ target }: RunningMission, isShare: boolean): Json {
  const message = 'This is more than can be counted exactly.';
  const expected = isShare ? 'a share of target_value' : `up to ${target}, which completes the mission`;
  return {
    ok: false,
    code: 'invalid',
    detail: message,
    errors: [{ path: 'current_value', message, expected }],
  };
}

function noSuchMission(
  step: CustomerStep,
  asked: string,
  status: string,
  fits: (mission: RunningMission) => boolean,
): Json {
  const active = step.decisions.missions.filter(fits).map(({ id, template }) => ({
    id,
    template_id: template,
    name: step.prepared.mission(template)?.name ?? template,
  }));
  return {
    ok: false,
    code: 'not_found',
    detail: `the customer has no ${status} mission "${asked}"`,
    active,
  };
}
