import { holdsLevel } from '../badges/judge-badges.ts';
import { startOfDay } from '../calendar/zone.ts';
import { explainWhyNot } from '../explain/why-not.ts';
import { isHeldOut } from '../missions/gates.ts';
import type { Snapshot } from '../model.ts';
import { createEvaluation } from '../runtime/create-evaluation.ts';
import type { Evaluation } from '../runtime/evaluation.ts';
import { standingOf } from '../points/standing.ts';
import type { Prepared } from '../runtime/prepare.ts';
import { parseState } from '../state-text.ts';
import { NO_DECISIONS, noFacts } from '../state.ts';
import type { CustomerFacts, Decisions } from '../state.ts';
import type { BadgeView, CustomerView } from '../views.ts';
import { viewMission } from './view-mission.ts';
import { viewNamed } from './view-named.ts';
import { viewScore } from './view-score.ts';

/** Reads a snapshot as of `at`, without deciding anything: scores and windows move with the clock. */
export function evaluationOf(prepared: Prepared, snapshot: Snapshot | null, at: number): Evaluation {
  const state = snapshot === null ? null : parseState(snapshot.state);
  const facts: CustomerFacts = state?.facts ?? noFacts(prepared.policy.time.zone);
  const decisions: Decisions = state?.decisions ?? NO_DECISIONS;
  return createEvaluation(prepared, { facts, decisions }, Math.max(at, snapshot?.at ?? at));
}

export function viewCustomer(
  prepared: Prepared,
  snapshot: Snapshot | null,
  customer: string,
  at: number,
): CustomerView {
  const evaluation = evaluationOf(prepared, snapshot, at);
  const { program, policy } = prepared;
  const { decisions, facts } = evaluation;
  return {
    customer_id: customer,
    as_of: evaluation.at,
    first_seen: facts.first_seen,
    zone: facts.kept.zone,
    program: program.hash,
    release: prepared.release.n,
    entries: snapshot?.entries ?? 0,
    scores: Object.fromEntries(program.scores.map(rule => [rule.id, viewScore(evaluation, rule)])),
    segments: program.segments
      .filter(({ when }) => evaluation.truth(when))
      .map(({ id, name }) => ({ id, name })),
    tier: viewTier(evaluation),
    profile: program.named.map(named => viewNamed(evaluation, named)),
    points: {
      ...standingOf(decisions.points),
      holds: (decisions.points.holds ?? []).map(({ id, amount, reason, expires_at }) => ({
        hold_id: id,
        amount,
        reason,
        expires_at,
      })),
      expiring: decisions.points.lots.map(([day, amount]) => ({
        amount,
        on: startOfDay(facts.kept.zone, day),
      })),
    },
    missions: decisions.missions.map(mission => viewMission(evaluation, mission)),
    badges: program.badges.map(rule => viewBadge(evaluation, rule)),
    holdout: isHeldOut(evaluation, customer),
    excluded: policy.exclude !== undefined && evaluation.truth(policy.exclude),
  };
}

function viewTier(evaluation: Evaluation): CustomerView['tier'] {
  const [rule] = evaluation.prepared.program.tiers;
  if (rule === undefined) return null;
  const held = evaluation.decisions.tiers[rule.id];
  const index = Math.max(
    0,
    rule.levels.findIndex(({ id }) => id === held?.level),
  );
  const next = rule.levels[index + 1];
  const id = rule.levels[index]?.id ?? '';
  const waiting =
    held?.waiting === undefined ? '' : ` It lapses after ${rule.graceDays} days without its condition.`;
  if (next?.when === undefined)
    return { id, name: rule.name, next: null, sentence: `The highest tier is reached.${waiting}` };
  const { reason } = explainWhyNot(evaluation, next.when);
  return { id, name: rule.name, next: next.id, sentence: `For ${next.id}: ${reason}.${waiting}` };
}

function viewBadge(
  evaluation: Evaluation,
  rule: Evaluation['prepared']['program']['badges'][number],
): BadgeView {
  const { decisions } = evaluation;
  const held = rule.levels.filter(({ level }) => holdsLevel(decisions, rule.id, level));
  const next = rule.levels.find(({ level }) => !holdsLevel(decisions, rule.id, level));
  const whyNot = next === undefined ? null : explainWhyNot(evaluation, next.when);
  return {
    badge_type: rule.id,
    name: rule.name,
    level: held.at(-1)?.level ?? null,
    next_level: next?.level ?? null,
    how_far: whyNot === null ? 1 : (whyNot.howFar ?? 0),
    sentence:
      next === undefined || whyNot === null
        ? 'Every level is reached.'
        : `For ${next.level}: ${whyNot.reason}.`,
    awards: held.map(({ level }) => {
      const award = decisions.badges[`${rule.id}:${level}`];
      return {
        level,
        awarded_at: award?.awarded_at ?? 0,
        cause: rule.levels.find(other => other.level === level)?.when.text ?? '',
        ordinal: award?.ordinal ?? 1,
      };
    }),
  };
}
