import { sha256Hex } from '../../dsl/compile/keys.ts';
import type { MissionRule } from '../../dsl/program/program.ts';
import type { AssignedMission } from '../model.ts';
import type { CustomerStep } from '../runtime/customer-step.ts';
import type { Prepared } from '../runtime/prepare.ts';
import { endPast, pastOf } from '../upgrade/past-notes.ts';
import { allocate, displaces, groupsOf, hasRoom } from './allocate.ts';
import type { Standing } from './allocate.ts';
import { progressOfMission } from './progress.ts';
import { byPriority, candidatesAmong, proposeMissions } from './propose.ts';
import type { PricedCandidate, Refusal } from './propose.ts';
import { qualifies } from './qualifies.ts';

/**
 * Fills the customer's free places with the best missions that policy allows. Missions that stand are kept, so asking
 * twice gives the same; `replaceUntouched` first withdraws those without any progress.
 */
export function generateMissions(
  step: CustomerStep,
  options: { readonly maxMissions?: number; readonly replaceUntouched?: boolean } = {},
): readonly Refusal[] {
  if (options.replaceUntouched === true) withdrawUntouched(step);
  if (step.decisions.past !== undefined) endPastMissions(step);
  const { policy, program } = step.prepared;
  const maxActive = Math.min(policy.maxActive, options.maxMissions ?? policy.maxActive);
  const { candidates, refused } = proposeMissions(step.evaluation(), step.customer, program.missions);
  return [...refused, ...fill(step, candidates, maxActive)].sort((a, b) =>
    a.template < b.template ? -1 : 1,
  );
}

/**
 * What `generateMissions` gives, for a day's close, where nobody asks why the others were not given: templates that
 * find no place beside what stands are not worked out, unless one comes up that makes others leave.
 */
export function generateAtDayClose(step: CustomerStep): void {
  if (step.decisions.past !== undefined) endPastMissions(step);
  const { policy } = step.prepared;
  const { displacers, others } = missionsOf(step.prepared);
  const propose = (rules: readonly MissionRule[]): readonly PricedCandidate[] =>
    candidatesAmong(step.evaluation(), step.customer, rules);
  const first = propose(displacers);
  const present = standingMissions(step).map(({ groups }) => groups);
  const fitting =
    first.length > 0
      ? others
      : others.filter(rule => hasRoom(policy, groupsOf({ rule }), present, policy.maxActive));
  fill(step, byPriority([...first, ...propose(fitting)]), policy.maxActive);
}

interface Missions {
  /** Those that make others leave. */
  readonly displacers: readonly MissionRule[];
  readonly others: readonly MissionRule[];
}

const missions = new WeakMap<Prepared, Missions>();

function missionsOf(prepared: Prepared): Missions {
  const known = missions.get(prepared);
  if (known !== undefined) return known;
  const { policy, program } = prepared;
  const isDisplacer = (rule: MissionRule): boolean => displaces(policy, groupsOf({ rule }));
  const found = {
    displacers: program.missions.filter(isDisplacer),
    others: program.missions.filter(rule => !isDisplacer(rule)),
  };
  missions.set(prepared, found);
  return found;
}

/** Gives those that win a place; says why the others did not. */
function fill(
  step: CustomerStep,
  candidates: readonly PricedCandidate[],
  maxActive: number,
): readonly Refusal[] {
  if (candidates.length === 0) return [];
  const allocation = allocate(step.prepared.policy, candidates, standingMissions(step), maxActive);
  for (const { id, template } of allocation.displaced) {
    step.emit({
      kind: 'mission_withdrawn',
      mission: id,
      template,
      reason: 'a mission that matters more took its place',
    });
  }
  for (const candidate of allocation.chosen) assign(step, candidate);
  return allocation.refused;
}

/** Missions that take a place: proposed, scheduled and active ones. */
export function standingMissions(step: Pick<CustomerStep, 'decisions' | 'prepared'>): readonly Standing[] {
  return step.decisions.missions
    .filter(({ status }) => status === 'proposed' || status === 'active')
    .map(({ id, template, why: [priority] }) => {
      const rule = step.prepared.mission(template);
      return { id, template, groups: rule === undefined ? [] : groupsOf({ rule }), priority };
    });
}

function assign(step: CustomerStep, candidate: PricedCandidate): void {
  const { rule, variant, segment, level, context, target, startsAt, endsAt, why } = candidate;
  const ordinal = (step.decisions.templates[rule.id]?.ordinal ?? 0) + 1;
  const mission: AssignedMission = {
    id: `m_${sha256Hex(`${step.customer}|${rule.id}|${ordinal}`).slice(0, 16)}`,
    template: rule.id,
    ordinal,
    variant: variant.name,
    segment,
    level,
    level_value: context.level ?? 0,
    target,
    fixed: context.fixed as AssignedMission['fixed'],
    starts_at: startsAt,
    ends_at: endsAt,
    assigned_at: step.at,
    why,
  };
  const quiet = pastOf(step.decisions, `mission:${rule.id}`) === 'quiet' ? ({ quiet: true } as const) : {};
  // A budget is shared by all customers, so that no step can know what is left of it: a command grants it.
  if (rule.approval === undefined && rule.budget === undefined)
    step.emit({ kind: 'mission_assigned', mission, category: rule.category, ...quiet });
  else step.emit({ kind: 'mission_proposed', mission });
}

/** Who no longer qualifies for a mission that he qualified for before it went live, may qualify anew. */
function endPastMissions(step: CustomerStep): void {
  for (const key of Object.keys(step.decisions.past ?? {})) {
    if (!key.startsWith('mission:')) continue;
    const rule = step.prepared.mission(key.slice('mission:'.length));
    if (rule === undefined || !qualifies(step.evaluation(), rule)) endPast(step, key);
  }
}

function withdrawUntouched(step: CustomerStep): void {
  const evaluation = step.evaluation();
  const untouched = step.decisions.missions.filter(
    mission =>
      (mission.status === 'proposed' || mission.status === 'active') &&
      mission.offset === 0 &&
      progressOfMission(evaluation, mission).value <= 0,
  );
  for (const { id, template } of untouched) {
    step.emit({ kind: 'mission_withdrawn', mission: id, template, reason: 'replaced on request' });
  }
}
