import type { BadgeRule, MissionRule, PastPolicy, Program, TierRule } from '../../dsl/program/program.ts';
import { holdsLevel } from '../badges/judge-badges.ts';
import { qualifies } from '../missions/qualifies.ts';
import type { Evaluation } from '../runtime/evaluation.ts';
import type { Decisions } from '../state.ts';

/**
 * A part of a rule for which customers qualify, by the key under which releases and states speak of it: a mission
 * (`mission:data_explorer`), or a level (`badge:power_user:gold`, `tier:status:gold`).
 */
export interface QualifyingPart {
  readonly key: string;
  readonly past: PastPolicy;
  /** Whether the customer meets it without holding it. */
  qualifies(evaluation: Evaluation, decisions: Decisions): boolean;
}

/**
 * Where a rule does not say. Missions are offers, and who qualifies is whom they are for; badges and tiers tell what
 * was reached long ago, which counts at once but is no news.
 */
const DEFAULT_PAST = { mission: 'tell', badge: 'quiet', tier: 'quiet' } as const;

export function qualifyingParts({ missions, badges, tiers }: Program): readonly QualifyingPart[] {
  return [...missions.map(missionPart), ...badges.flatMap(badgeParts), ...tiers.flatMap(tierParts)];
}

function missionPart(rule: MissionRule): QualifyingPart {
  return {
    key: `mission:${rule.id}`,
    past: rule.past ?? DEFAULT_PAST.mission,
    qualifies: evaluation => qualifies(evaluation, rule),
  };
}

function badgeParts(rule: BadgeRule): readonly QualifyingPart[] {
  return rule.levels.map(({ level, when }) => ({
    key: `badge:${rule.id}:${level}`,
    past: rule.past ?? DEFAULT_PAST.badge,
    qualifies: (evaluation, decisions) => !holdsLevel(decisions, rule.id, level) && evaluation.truth(when),
  }));
}

function tierParts(rule: TierRule): readonly QualifyingPart[] {
  return rule.levels.flatMap(({ id, when }, index) =>
    when === undefined
      ? []
      : {
          key: `tier:${rule.id}:${id}`,
          past: rule.past ?? DEFAULT_PAST.tier,
          qualifies: (evaluation: Evaluation, decisions: Decisions) =>
            index > heldIndex(rule, decisions) && evaluation.truth(when),
        },
  );
}

function heldIndex(rule: TierRule, decisions: Decisions): number {
  const held = decisions.tiers[rule.id]?.level;
  return Math.max(
    0,
    rule.levels.findIndex(({ id }) => id === held),
  );
}
