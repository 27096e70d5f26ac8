import { sha256Hex } from '../../dsl/compile/keys.ts';
import type { MissionRule } from '../../dsl/program/program.ts';
import type { AssignedMission } from '../model.ts';
import type { CustomerStep } from '../runtime/customer-step.ts';
import { endPast, pastOf } from '../upgrade/past-notes.ts';
import { allocate, displaces, groupsOf, hasRoom } from './allocate.ts';
import type { Standing } from './allocate.ts';
import { progressOfMission } from './progress.ts';
import { byPriority, proposeMissions } from './propose.ts';
import type { PricedCandidate, Proposals, Refusal } from './propose.ts';
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
  return fill(step, proposeMissions(step.evaluation(), step.customer, program.missions), maxActive);
}

/**
 * What `generateMissions` gives, for a day's close, where nobody asks why the others were not given: templates that
 * find no place beside what stands are not worked out, unless one comes up that makes others leave.
 */
export function generateAtDayClose(step: CustomerStep): void {
  if (step.decisions.past !== undefined) endPastMissions(step);
  const { policy, program } = step.prepared;
  const propose = (rules: readonly MissionRule[]): Proposals =>
    proposeMissions(step.evaluation(), step.customer, rules);
  const isDisplacer = (rule: MissionRule): boolean => displaces(policy, groupsOf({ rule }));
  const standing = standingMissions(step);
  const first = propose(program.missions.filter(isDisplacer));
  const others = program.missions.filter(
    rule =>
      !isDisplacer(rule) &&
      (first.candidates.length > 0 || hasRoom(policy, groupsOf({ rule }), standing, policy.maxActive)),
  );
  const { candidates, refused } = propose(others);
  const all = { candidates: byPriority([...first.candidates, ...candidates]), refused };
  fill(step, all, policy.maxActive);
}

function fill(step: CustomerStep, { candidates, refused }: Proposals, maxActive: number): readonly Refusal[] {
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
  return [...refused, ...allocation.refused].sort((a, b) => (a.template < b.template ? -1 : 1));
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
