import type { LevelName, MissionPeriod, MissionRule, MissionVariant } from '../../dsl/program/program.ts';
import { startOfUnit } from '../calendar/civil-days.ts';
import { startOfDay } from '../calendar/zone.ts';
import type { Evaluation, LocalSlots } from '../runtime/evaluation.ts';
import type { MissionContext, Value } from '../runtime/mission-context.ts';
import { progressOf } from './progress.ts';

export interface Candidate {
  readonly rule: MissionRule;
  readonly variant: MissionVariant;
  readonly segment: string | null;
  readonly level: LevelName;
  readonly context: MissionContext;
  readonly locals: LocalSlots;
  readonly target: number;
  readonly startsAt: number;
  readonly endsAt: number;
}

export type TermsResult =
  { readonly candidate: Candidate } | { readonly reason: string; readonly howFar?: number };

const LEVELS: readonly LevelName[] = ['a', 'b', 'c'];

/**
 * The terms on which a customer would get a template now: the first matching segment and variant, then from level
 * `from` upwards the first level whose target is set and not yet reached.
 */
export function termsFor(evaluation: Evaluation, rule: MissionRule, from: LevelName): TermsResult {
  const segment = rule.segments.find(id => evaluation.variable(`segments.${id}`) === true) ?? null;
  if (rule.segments.length > 0 && segment === null) {
    return { reason: `not in any of its segments (${rule.segments.join(', ')})` };
  }
  const variant = rule.variants.find(({ when }) => when === undefined || evaluation.truth(when));
  if (variant === undefined) return { reason: 'no variant of it fits the customer' };
  let reason = 'it has no level that fits';
  for (const level of LEVELS.slice(LEVELS.indexOf(from))) {
    const value = variant.levels[level];
    if (value === undefined) continue;
    const terms = termsAt(evaluation, rule, variant, segment, level, value);
    if ('candidate' in terms) return terms;
    reason = terms.reason;
    if (!terms.tryNext) break;
  }
  return { reason };
}

function termsAt(
  evaluation: Evaluation,
  rule: MissionRule,
  variant: MissionVariant,
  segment: string | null,
  level: LevelName,
  levelValue: number,
): { readonly candidate: Candidate } | { readonly reason: string; readonly tryNext: boolean } {
  const period = periodFor(evaluation, variant.period, segment, levelValue);
  const base = {
    segment,
    level: levelValue,
    period: { from: period.from, to: period.to },
    stepFrom: period.from,
  };
  const fixed: Record<string, Value> = {};
  for (const { name, value } of rule.fixed) {
    const frozen = evaluation.value(value, evaluation.locals({ ...base, fixed }));
    if (frozen === null) return { reason: `its personal figure "${name}" is not known yet`, tryNext: false };
    fixed[name] = frozen;
  }
  const target = evaluation.number(variant.target, evaluation.locals({ ...base, fixed }));
  if (target === null) return { reason: 'its personal target cannot be worked out yet', tryNext: false };
  const context: MissionContext = { ...base, fixed, target };
  const progress = progressOf(evaluation, variant.progress, context, {});
  if (progress.value >= target) return { reason: 'every level of it is already reached', tryNext: true };
  const locals = evaluation.locals({ ...context, progress: progress.value });
  const { zone } = evaluation.facts.kept;
  const startsAt = startOfDay(zone, period.from);
  const endsAt = startOfDay(zone, period.to);
  return { candidate: { rule, variant, segment, level, context, locals, target, startsAt, endsAt } };
}

/** Whole local days from today; a calendar period is the running one, or the next when half of it is gone. */
function periodFor(
  evaluation: Evaluation,
  period: MissionPeriod,
  segment: string | null,
  level: number,
): { readonly from: number; readonly to: number } {
  const { today, prepared } = evaluation;
  if (period.kind === 'days') {
    const { logic } = period.length;
    const ms =
      typeof logic === 'number'
        ? logic
        : (evaluation.number(period.length, evaluation.locals({ segment, level, fixed: {} })) ?? 0);
    return { from: today, to: today + Math.max(1, Math.round(ms / 86_400_000)) };
  }
  const { weekStarts } = prepared.policy.time;
  const from = startOfUnit(period.unit, today, weekStarts);
  const to = startOfUnit(period.unit, today, weekStarts, 1);
  if (today - from < (to - from) / 2) return { from, to };
  return { from: to, to: startOfUnit(period.unit, today, weekStarts, 2) };
}
