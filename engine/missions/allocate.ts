import type { PolicyRule } from '../../dsl/program/program.ts';
import { refusal } from './propose.ts';
import type { PricedCandidate, Refusal } from './propose.ts';

/** A mission that stands already, by the groups that the policy counts. */
export interface Standing {
  readonly id: string;
  readonly template: string;
  /** Its category and tags. */
  readonly groups: readonly string[];
}

export interface Allocation {
  readonly chosen: readonly PricedCandidate[];
  /** Standing missions that a chosen one displaces. */
  readonly displaced: readonly Standing[];
  readonly refused: readonly Refusal[];
}

/**
 * Chooses among candidates, best first, within the policy's limits. A mission of a displacing group (a correction)
 * never stands beside one of the group it displaces (an upsell); the last free places are kept for groups that need
 * at least so many.
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
  const all = (): readonly (readonly string[])[] => [
    ...standing.filter(mission => !displaced.includes(mission)).map(({ groups }) => groups),
    ...chosen.map(groupsOf),
  ];
  const refuse = (candidate: PricedCandidate, reason: string): void => {
    refused.push(refusal(candidate.rule.id, reason));
  };

  for (const candidate of displacersFirst(policy, candidates)) {
    const groups = groupsOf(candidate);
    const displacer = policy.displace.find(
      ({ of, displaces }) => groups.includes(displaces) && all().some(other => other.includes(of)),
    );
    if (displacer !== undefined) {
      refuse(
        candidate,
        `a ${displacer.of} mission stands, and no ${displacer.displaces} mission may stand beside it`,
      );
      continue;
    }
    const leaving = standing.filter(
      mission =>
        !displaced.includes(mission) &&
        policy.displace.some(
          ({ of, displaces }) => groups.includes(of) && mission.groups.includes(displaces),
        ),
    );
    const remaining = all().length - leaving.length;
    const problem = limitProblem(
      policy,
      all(),
      groups,
      remaining,
      maxActive,
      leaving.map(mission => mission.groups),
    );
    if (problem !== null) {
      refuse(candidate, problem);
      continue;
    }
    displaced.push(...leaving);
    chosen.push(candidate);
  }
  return { chosen, displaced, refused };
}

export function groupsOf({ rule }: Pick<PricedCandidate, 'rule'>): readonly string[] {
  return [rule.category, ...rule.tags];
}

/** What displaces goes first, whatever its priority; the order within is kept. */
function displacersFirst(
  policy: PolicyRule,
  candidates: readonly PricedCandidate[],
): readonly PricedCandidate[] {
  const displaces = (candidate: PricedCandidate): boolean =>
    policy.displace.some(({ of }) => groupsOf(candidate).includes(of));
  return [...candidates.filter(displaces), ...candidates.filter(candidate => !displaces(candidate))];
}

function limitProblem(
  policy: PolicyRule,
  present: readonly (readonly string[])[],
  groups: readonly string[],
  remaining: number,
  maxActive: number,
  leaving: readonly (readonly string[])[],
): string | null {
  if (remaining >= maxActive) return `${maxActive} missions stand already, and no more may at a time`;
  const countOf = (group: string): number =>
    present.filter(other => other.includes(group)).length -
    leaving.filter(other => other.includes(group)).length;
  for (const { of, atMost } of policy.limits) {
    if (atMost !== undefined && groups.includes(of) && countOf(of) >= atMost) {
      return `at most ${atMost} ${of} missions may stand at a time`;
    }
  }
  for (const { of, atLeast } of policy.limits) {
    if (atLeast === undefined || groups.includes(of)) continue;
    const stillNeeded = Math.max(0, atLeast - countOf(of));
    if (maxActive - remaining - 1 < stillNeeded) return `the last place is kept for a ${of} mission`;
  }
  return null;
}
