import type { Feature } from '../../dsl/program/features.ts';
import { localDay, startOfHour } from '../calendar/zone.ts';
import { daysInARow, lastTrueDay } from '../holds/hold-state.ts';
import { evaluateWith } from '../logic/index.ts';
import type { Slots } from '../logic/index.ts';
import { readFeature } from '../metrics/read-features.ts';
import type { ReadContext } from '../metrics/read-context.ts';
import { computeScore } from '../scores/compute-score.ts';
import type { CustomerFacts, Decisions } from '../state.ts';
import type { Evaluation, LocalSlots, MissionContext, Value } from './evaluation.ts';
import type { Prepared } from './prepare.ts';

const NO_LOCALS: LocalSlots = {
  context: { segment: null, fixed: {} },
  values: [],
  compute: () => {
    throw new Error('the rule needs a mission, and none is at hand');
  },
};

export interface EvaluationOptions {
  /** Holds count as met. */
  readonly assumeHolds?: boolean;
  /** `at` is a day's close: what happened on the day that begins there is not seen. */
  readonly closing?: boolean;
}

/** Whose facts and decisions a rule reads. They may be replaced and changed if what follows from them is forgotten. */
export interface Subject {
  readonly facts: CustomerFacts;
  readonly decisions: Decisions;
}

/** Rules over one customer as of `at`; nothing is computed before a rule asks for it. */
export function createEvaluation(
  prepared: Prepared,
  subject: Subject,
  at: number,
  options: EvaluationOptions = {},
): Evaluation {
  const { facts } = subject;
  const { zone } = facts.kept;
  const { program, slots } = prepared;
  const values: Slots = [];
  const today = localDay(zone, at);
  const now = startOfHour(zone, at);
  const { features } = program.manifest;

  const context: ReadContext = {
    facts: facts.kept,
    keepers: prepared.keepers,
    zone,
    weekStarts: prepared.policy.time.weekStarts,
    at,
    closing: options.closing ?? false,
    now,
    firstSeen: facts.first_seen,
    features,
    evaluate: evaluateWith,
    hold: feature => hold(feature),
    percentile: feature => percentile(feature, null),
  };

  const evaluation: Evaluation = {
    prepared,
    facts,
    get decisions() {
      return subject.decisions;
    },
    at,
    today,
    assumeHolds: options.assumeHolds ?? false,
    value: ({ logic }, locals = NO_LOCALS) =>
      prepared.rule(logic)(values, compute, locals.values, locals.compute),
    number: (expression, locals) => {
      const value = evaluation.value(expression, locals);
      return typeof value === 'number' ? value : null;
    },
    truth: (expression, locals) => evaluation.value(expression, locals) === true,
    locals: mission => createLocals(mission),
    forget: changed => {
      for (const slot of changed) values[slot] = undefined;
    },
    variable: path => {
      const { local, index } = slots.slotOf(path);
      return local ? null : (values[index] ?? compute(index));
    },
    score: id => {
      const value = evaluation.variable(`scores.${id}`);
      return typeof value === 'number' ? value : 0;
    },
  };
  return evaluation;

  function compute(slot: number): Value {
    const value = variable(slots.globals[slot] ?? '');
    values[slot] = value;
    return value;
  }

  function variable(path: string): Value {
    const dot = path.indexOf('.');
    const root = dot < 0 ? path : path.slice(0, dot);
    const name = path.slice(dot + 1);
    switch (root) {
      case 'metrics':
        return metric(features[name], context);
      case 'named': {
        const rule = prepared.named(name);
        return rule === undefined ? null : evaluation.value(rule.value);
      }
      case 'scores': {
        const rule = prepared.score(name);
        return rule === undefined ? null : computeScore(evaluation, rule).score;
      }
      case 'segments': {
        const rule = prepared.segment(name);
        return rule !== undefined && evaluation.truth(rule.when);
      }
      case 'standing':
        return standing(name);
      case 'zone':
        return zone;
      case 'now':
        return now;
      case 'first_seen':
        return facts.first_seen ?? now;
      default:
        throw new Error(`no variable ${path}`);
    }
  }

  function metric(feature: Feature | undefined, from: ReadContext): Value {
    if (feature === undefined) throw new Error('the program names a feature that its manifest lacks');
    return readFeature(feature, from);
  }

  function hold({ read }: Feature): Value {
    if (read.kind !== 'hold') return null;
    if (evaluation.assumeHolds) return true;
    const condition = prepared.holds.get(read.condition);
    const state = subject.decisions.holds[read.condition];
    const nowTrue = condition !== undefined && evaluation.truth(condition);
    if (read.operator === 'for') return nowTrue && daysInARow(state, today - 1) >= read.days;
    const last = nowTrue ? today : lastTrueDay(state, today - 1);
    return last !== null && last >= today - read.days;
  }

  function percentile({ read }: Feature, segment: string | null): Value {
    if (read.kind !== 'percentile') return null;
    const { percentiles } = prepared.release.constants;
    const base = `${read.metric}@${read.percent}`;
    return percentiles[read.bySegment && segment !== null ? `${base}@${segment}` : base] ?? null;
  }

  function standing(name: string): Value {
    const { decisions } = subject;
    switch (name) {
      case 'points_balance':
        return decisions.points.balance;
      case 'points_pending':
        return decisions.points.pending;
      case 'tier': {
        const [tier] = program.tiers;
        return tier === undefined ? null : (decisions.tiers[tier.id]?.level ?? tier.levels[0]?.id ?? null);
      }
      case 'active_missions':
        return decisions.missions.filter(({ status }) => status === 'active').length;
      default:
        throw new Error(`no standing ${name}`);
    }
  }

  function readContextOf(mission: MissionContext): ReadContext {
    return {
      ...context,
      fixed: mission.fixed,
      ...(mission.period === undefined ? {} : { period: mission.period }),
      ...(mission.stepFrom === undefined ? {} : { step: { from: mission.stepFrom } }),
      percentile: feature => percentile(feature, mission.segment),
    };
  }

  function createLocals(mission: MissionContext): LocalSlots {
    const localValues: Slots = [];
    let own: ReadContext | undefined;
    return {
      context: mission,
      values: localValues,
      compute: slot => {
        const path = slots.locals[slot] ?? '';
        const value = path.startsWith('metrics.')
          ? metric(features[path.slice('metrics.'.length)], (own ??= readContextOf(mission)))
          : missionVariable(mission, path);
        localValues[slot] = value;
        return value;
      },
    };
  }
}

function missionVariable(mission: MissionContext, path: string): Value {
  const name = path.startsWith('mission.') ? path.slice('mission.'.length) : path;
  if (name.startsWith('fixed.')) return mission.fixed[name.slice('fixed.'.length)] ?? null;
  switch (name) {
    case 'level':
      return mission.level ?? null;
    case 'target':
      return mission.target ?? null;
    case 'progress':
      return mission.progress ?? null;
    case 'segment':
      return mission.segment;
    default:
      return mission.figures?.[name] ?? null;
  }
}
