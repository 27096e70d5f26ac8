import type { MissionRule, PolicyRule } from '../../dsl/program/program.ts';
import { refusal } from './propose.ts';
import type { PricedCandidate, Refusal } from './propose.ts';

/** A mission that stands already, by the groups that the policy counts. */
export interface Standing {
  readonly id: string;
  readonly template: string;
  /** Its category and tags. */
  readonly groups: readonly string[];
  /** What it was ranked by when it was given. */
  readonly priority: number;
}

export interface Allocation {
  readonly chosen: readonly PricedCandidate[];
  /** Standing missions that make room for a chosen one. */
  readonly displaced: readonly Standing[];
  readonly refused: readonly Refusal[];
}

type Groups = readonly string[];

/**
 * Chooses among candidates, best first, within the policy's limits. A mission of a displacing group (a correction)
 * goes before all others: it never stands beside one of the group that it displaces (an upsell), and where no place
 * is free the least of the others makes room. The last free places are kept for groups that need at least so many.
 */
export function allocate(
  policy: PolicyRule,
  candidates: readonly PricedCandidate[],
  standing: readonly Standing[],
  maxActive: number,
): Allocation {
  const chosen: PricedCandidate[] = [];
  const displaced: Standing[] = [];
  const refused: Refusal[] = [];
  for (const candidate of displacersFirst(policy, candidates)) {
    const groups = groupsOf(candidate);
    const staying = standing.filter(mission => !displaced.includes(mission));
    const present = [...staying.map(mission => mission.groups), ...chosen.map(groupsOf)];
    const leaving = makingRoom(policy, groups, staying, present.length, maxActive);
    const left =
      leaving.length === 0
        ? present
        : [
            ...staying.filter(mission => !leaving.includes(mission)).map(mission => mission.groups),
            ...chosen.map(groupsOf),
          ];
    const problem = displacedBy(policy, groups, present) ?? limitProblem(policy, groups, left, maxActive);
    if (problem !== null) {
      refused.push(refusal(candidate.rule.id, problem));
      continue;
    }
    displaced.push(...leaving);
    chosen.push(candidate);
  }
  return { chosen, displaced, refused };
}

/** Whether one of these groups could be chosen beside those of what stands, if nothing of that leaves. */
export function hasRoom(
  policy: PolicyRule,
  groups: Groups,
  present: readonly Groups[],
  maxActive: number,
): boolean {
  return (
    present.length < maxActive &&
    displacedBy(policy, groups, present) === null &&
    limitProblem(policy, groups, present, maxActive) === null
  );
}

const groupsOfRules = new WeakMap<MissionRule, Groups>();

/** Made once for a rule: every day's close asks for those of all. */
export function groupsOf({ rule }: Pick<PricedCandidate, 'rule'>): Groups {
  const known = groupsOfRules.get(rule);
  if (known !== undefined) return known;
  const groups = [rule.category, ...rule.tags];
  groupsOfRules.set(rule, groups);
  return groups;
}

/** What displaces goes first, whatever its priority; the order within is kept. */
function displacersFirst(
  policy: PolicyRule,
  candidates: readonly PricedCandidate[],
): readonly PricedCandidate[] {
  const first = candidates.filter(candidate => displaces(policy, groupsOf(candidate)));
  return [...first, ...candidates.filter(candidate => !first.includes(candidate))];
}

export function displaces(policy: PolicyRule, groups: Groups): boolean {
  return policy.displace.some(({ of }) => groups.includes(of));
}

/** Standing missions that would leave for a candidate of these groups. */
function makingRoom(
  policy: PolicyRule,
  groups: Groups,
  staying: readonly Standing[],
  taken: number,
  maxActive: number,
): readonly Standing[] {
  if (!displaces(policy, groups)) return [];
  const displaced = staying.filter(mission =>
    policy.displace.some(rule => groups.includes(rule.of) && mission.groups.includes(rule.displaces)),
  );
  if (taken - displaced.length < maxActive) return displaced;
  const [least] = staying
    .filter(mission => !displaced.includes(mission) && !displaces(policy, mission.groups))
    .sort((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1));
  return least === undefined ? displaced : [...displaced, least];
}

function displacedBy(policy: PolicyRule, groups: Groups, present: readonly Groups[]): string | null {
  const rule = policy.displace.find(
    ({ of, displaces: weaker }) => groups.includes(weaker) && present.some(other => other.includes(of)),
  );
  return rule === undefined
    ? null
    : `a ${rule.of} mission stands, and no ${rule.displaces} mission may stand beside it`;
}

function limitProblem(
  policy: PolicyRule,
  groups: Groups,
  present: readonly Groups[],
  maxActive: number,
): string | null {
  if (present.length >= maxActive) return `${maxActive} missions stand already, and no more may at a time`;
  const countOf = (group: string): number => present.filter(other => other.includes(group)).length;
  for (const { of, atMost } of policy.limits) {
    if (atMost !== undefined && groups.includes(of) && countOf(of) >= atMost) {
      return `at most ${atMost} ${of} missions may stand at a time`;
    }
  }
  for (const { of, atLeast } of policy.limits) {
    if (atLeast === undefined || groups.includes(of)) continue;
    const stillNeeded = Math.max(0, atLeast - countOf(of));
    if (maxActive - present.length - 1 < stillNeeded) return `the last place is kept for a ${of} mission`;
  }
  return null;
}
