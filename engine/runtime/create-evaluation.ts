import type { Feature } from '../../dsl/program/features.ts';
import { localDay, startOfHour } from '../calendar/zone.ts';
import { daysInARow, lastTrueDay } from '../holds/hold-state.ts';
import { evaluateWith } from '../logic/index.ts';
import type { Slots } from '../logic/index.ts';
import { readFeature } from '../metrics/read-features.ts';
import type { ReadContext } from '../metrics/read-context.ts';
import { computeScore } from '../scores/compute-score.ts';
import type { Evaluation, LocalSlots, MissionContext, Subject, Value } from './evaluation.ts';
import type { Prepared } from './prepare.ts';
import { featureAt } from './slot-readers.ts';
import type { Reads } from './slot-readers.ts';

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

/** Rules over one customer as of `at`; nothing is computed before a rule asks for it. */
export function createEvaluation(
  prepared: Prepared,
  first: Subject,
  startsAt: number,
  options: EvaluationOptions = {},
): Evaluation {
  let subject = first;
  let at = startsAt;
  const { facts } = subject;
  const { zone } = facts.kept;
  const { program, slots } = prepared;
  const values: Slots = [];
  const today = localDay(zone, at);
  let now = startOfHour(zone, at);
  const { features } = program.manifest;

  const context: ReadContext = {
    facts: facts.kept,
    keepers: prepared.keepers,
    zone,
    weekStarts: prepared.policy.time.weekStarts,
    get at() {
      return at;
    },
    closing: options.closing ?? false,
    get now() {
      return now;
    },
    get firstSeen() {
      return facts.first_seen;
    },
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
    get at() {
      return at;
    },
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
    forget,
    follow: (next, to) => {
      if (next.facts !== facts || localDay(zone, to) !== today) return false;
      subject = next;
      at = to;
      const hour = startOfHour(zone, to);
      if (hour !== now) forget(prepared.dependentsOf('now'));
      now = hour;
      return true;
    },
    variable: path => {
      const { local, index } = slots.slotOf(path);
      if (local) return null;
      const known = values[index];
      return known === undefined ? compute(index) : known;
    },
    score: id => {
      const value = evaluation.variable(`scores.${id}`);
      return typeof value === 'number' ? value : 0;
    },
  };
  const reads: Reads = {
    metric: feature => readFeature(feature, context),
    named: ({ value }) => evaluation.value(value),
    score: rule => computeScore(evaluation, rule).score,
    segment: ({ when }) => evaluation.truth(when),
    standing,
    zone: () => zone,
    now: () => now,
    firstSeen: () => facts.first_seen ?? now,
  };
  return evaluation;

  function compute(slot: number): Value {
    const value = prepared.reader(slot)(reads);
    values[slot] = value;
    return value;
  }

  function forget(changed: readonly number[]): void {
    for (const slot of changed) values[slot] = undefined;
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
          ? readFeature(featureAt(features, path), (own ??= readContextOf(mission)))
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
