import { judgeFrom } from '../holds/hold-state.ts';
import { packMission } from '../missions/pack-mission.ts';
import type { Effect, PointsPosting } from '../model.ts';
import { postPoints, sumOf } from '../points/fold-posting.ts';
import type { Decisions, RunningMission, TemplateHistory } from '../state.ts';
import { foldPast } from '../upgrade/fold-past.ts';
import { foldRename } from '../upgrade/fold-rename.ts';

/**
 * Folds one journalled effect into the decisions. This is the only place where decisions change, so that folding a
 * customer's journal gives the same decisions as living through it. `at`: ms, the clock of the effect's entry.
 */
export function applyEffect(decisions: Decisions, effect: Effect, at: number): Decisions {
  switch (effect.kind) {
    case 'score_changed':
    case 'mission_progressed':
    case 'reward_granted':
      return decisions;
    case 'score_crossed': {
      const key = `${effect.score}:${effect.threshold}`;
      return { ...decisions, above: member(decisions.above, key, effect.direction === 'up') };
    }
    case 'hold_changed': {
      const state = judgeFrom(decisions.holds[effect.hold], effect.day, effect.value);
      return { ...decisions, holds: { ...decisions.holds, [effect.hold]: state } };
    }
    case 'segment_changed':
      return { ...decisions, segments: member(decisions.segments, effect.segment, effect.member) };
    case 'mission_proposed':
      return addMission(foldPast(decisions, `mission:${effect.mission.template}`, null), {
        ...packMission(effect.mission),
        status: 'proposed',
        offset: 0,
        steps: {},
      });
    case 'mission_assigned': {
      const proposed = decisions.missions.some(mission => mission.id === effect.mission.id);
      const terms = packMission(effect.mission);
      const told = foldPast(decisions, `mission:${effect.mission.template}`, null);
      if (!proposed) return addMission(told, { ...terms, status: 'active', offset: 0, steps: {} });
      return withMission(told, terms.id, mission => ({ ...mission, ...terms, status: 'active' }));
    }
    case 'mission_adjusted':
      return withMission(decisions, effect.mission, mission => ({ ...mission, offset: effect.offset }));
    case 'mission_step_done':
      return withMission(decisions, effect.mission, mission => ({
        ...mission,
        steps: { ...mission.steps, [effect.step]: effect.day },
      }));
    case 'mission_closing':
      return withMission(decisions, effect.mission, mission => ({ ...mission, status: 'closing' }));
    case 'mission_completed': {
      const done = withMission(decisions, effect.mission, mission => ({
        ...mission,
        status: 'completed',
        completed_at: at,
        paid: effect.points,
      }));
      return withHistory(done, effect.template, history => ({ ...history, ...effect.next }));
    }
    case 'mission_expired': {
      const gone = withoutMission(decisions, effect.mission);
      return withHistory(gone, effect.template, history => ({ ...history, ...effect.next }));
    }
    case 'mission_withdrawn':
    case 'mission_reversed':
    case 'mission_settled':
      return withoutMission(decisions, effect.mission);
    case 'points_posted':
      return postAndRepay(decisions, effect);
    case 'badge_awarded': {
      const key = `${effect.badge}:${effect.level}`;
      const badge = { ordinal: effect.ordinal, awarded_at: at, points: effect.points };
      const told = foldPast(decisions, `badge:${key}`, null);
      return { ...told, badges: { ...told.badges, [key]: badge } };
    }
    case 'badge_revoked': {
      const key = `${effect.badge}:${effect.level}`;
      const ordinal = decisions.badges[key]?.ordinal ?? 1;
      const badge = { ordinal, points: effect.points };
      return { ...decisions, badges: { ...decisions.badges, [key]: badge } };
    }
    case 'tier_changed': {
      const told = foldPast(decisions, `tier:${effect.tier}:${effect.to}`, null);
      return { ...told, tiers: { ...told.tiers, [effect.tier]: { level: effect.to } } };
    }
    case 'tier_waiting': {
      const level = decisions.tiers[effect.tier]?.level ?? '';
      const tier = effect.since === null ? { level } : { level, waiting: effect.since };
      return { ...decisions, tiers: { ...decisions.tiers, [effect.tier]: tier } };
    }
    case 'campaign_triggered': {
      const times = [at, ...(decisions.campaigns[effect.campaign] ?? [])].slice(0, effect.remember);
      if (times.length === 0) return decisions;
      return { ...decisions, campaigns: { ...decisions.campaigns, [effect.campaign]: times } };
    }
    case 'rule_renamed':
      return foldRename(decisions, effect.of, effect.from, effect.to);
    case 'past_noted':
      return foldPast(decisions, effect.rule, effect.past);
  }
}

/** What was taken back of a mission's points by hand is no longer there to be taken back with the mission. */
function postAndRepay(decisions: Decisions, posting: PointsPosting): Decisions {
  const posted = { ...decisions, points: postPoints(decisions.points, posting) };
  const { of } = posting;
  if (of === undefined) return posted;
  const taken = sumOf(posting, 'expense');
  const missions = decisions.missions.map(mission =>
    mission.paid === undefined || of !== `mission:${mission.id}`
      ? mission
      : { ...mission, paid: mission.paid - taken },
  );
  return { ...posted, missions };
}

function member(list: readonly string[], item: string, present: boolean): readonly string[] {
  const rest = list.filter(other => other !== item);
  return present ? [...rest, item].sort() : rest;
}

function addMission(decisions: Decisions, mission: RunningMission): Decisions {
  const added = { ...decisions, missions: [...decisions.missions, mission] };
  return withHistory(added, mission.template, history => ({ ...history, ordinal: mission.ordinal }));
}

function withMission(
  decisions: Decisions,
  id: string,
  change: (mission: RunningMission) => RunningMission,
): Decisions {
  return {
    ...decisions,
    missions: decisions.missions.map(mission => (mission.id === id ? change(mission) : mission)),
  };
}

function withoutMission(decisions: Decisions, id: string): Decisions {
  return { ...decisions, missions: decisions.missions.filter(mission => mission.id !== id) };
}

function withHistory(
  decisions: Decisions,
  template: string,
  change: (history: TemplateHistory) => TemplateHistory,
): Decisions {
  const history = decisions.templates[template] ?? { ordinal: 0, run: 0 };
  return { ...decisions, templates: { ...decisions.templates, [template]: change(history) } };
}
