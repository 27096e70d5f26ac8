import type { MissionRule, MissionVariant } from '../../dsl/program/program.ts';
import type { TypeName } from '../../dsl/program/logic.ts';
import { formatValue, plain } from '../explain/format-value.ts';
import { contextOf, progressOfMission } from '../missions/progress.ts';
import { rewardOf } from '../missions/reward.ts';
import { civilDate } from '../calendar/civil-days.ts';
import { localDay } from '../calendar/zone.ts';
import type { Evaluation } from '../runtime/evaluation.ts';
import type { RunningMission } from '../state.ts';
import { unpackWhy } from '../missions/pack-mission.ts';
import type { MissionView } from '../views.ts';

/** Unit in which a mission's figures are given, and how many base units one of it is. */
const UNITS: Readonly<Partial<Record<TypeName, readonly [string, number]>>> = {
  data: ['MB', 1e6],
  duration: ['min', 60_000],
  money: ['money', 1],
  points: ['points', 1],
  speed: ['Mbps', 1e6],
};

/** A customer's mission as people and other systems see it. */
export function viewMission(evaluation: Evaluation, mission: RunningMission): MissionView {
  const { prepared } = evaluation;
  const rule = prepared.mission(mission.template);
  const variant = prepared.variant(mission);
  const value =
    mission.status === 'completed' ? mission.target : progressOfMission(evaluation, mission).value;
  const type = progressType(variant);
  const [unit, factor] = UNITS[type] ?? [countUnit(variant), 1];
  const remaining = Math.max(0, mission.target - value);
  const reward = rule === undefined ? {} : rewardFor(evaluation, rule, mission, value);
  return {
    id: mission.id,
    template_id: mission.template,
    name: rule?.name ?? mission.template,
    category: rule?.category ?? '',
    level: mission.level,
    variant: mission.variant,
    period: periodName(variant, mission),
    metric: metricOf(variant),
    current_value: round(value / factor),
    target_value: round(mission.target / factor),
    unit,
    percent: mission.target === 0 ? 100 : Math.min(100, Math.floor((value / mission.target) * 100)),
    remaining: round(remaining / factor),
    sentence: sentenceFor(evaluation, mission, remaining, type, unit),
    reward_config: reward,
    starts_at: mission.starts_at,
    ends_at: mission.ends_at,
    assigned_at: mission.assigned_at,
    status: statusOf(mission, evaluation.at),
    generated_for: mission.segment ?? 'everybody',
    ...stepsOf(variant, mission),
    why: { ...unpackWhy(mission.why), text: rule?.generate.when.text ?? '' },
  };
}

/** The status that the clock makes of the stored one. */
export function statusOf(mission: RunningMission, at: number): string {
  if (mission.status !== 'active') return mission.status;
  if (mission.starts_at > at) return 'scheduled';
  return mission.ends_at <= at ? 'closing' : 'active';
}

function progressType(variant: MissionVariant | undefined): TypeName {
  return variant?.progress.kind === 'value' ? variant.progress.value.type : 'number';
}

function countUnit(variant: MissionVariant | undefined): string {
  if (variant?.progress.kind === 'steps') return 'steps';
  const text = metricOf(variant);
  if (text.startsWith('days(')) return 'days';
  if (text.startsWith('streak('))
    return text.includes(', week') ? 'weeks' : text.includes(', month') ? 'months' : 'days';
  return 'count';
}

function metricOf(variant: MissionVariant | undefined): string {
  if (variant === undefined) return '';
  const { progress } = variant;
  return progress.kind === 'value'
    ? progress.value.text
    : progress.steps.map(({ name }) => name).join(progress.order === 'listed' ? ' → ' : ', ');
}

function periodName(variant: MissionVariant | undefined, mission: RunningMission): string {
  if (variant?.period.kind === 'calendar') return variant.period.unit;
  return `${Math.round((mission.ends_at - mission.starts_at) / 86_400_000)}d`;
}

function stepsOf(variant: MissionVariant | undefined, mission: RunningMission): Pick<MissionView, 'steps'> {
  if (variant?.progress.kind !== 'steps') return {};
  return {
    steps: variant.progress.steps.map(({ id, name }) => ({
      id,
      name,
      done: mission.steps[id] !== undefined,
    })),
  };
}

function rewardFor(
  evaluation: Evaluation,
  rule: MissionRule,
  mission: RunningMission,
  progress: number,
): MissionView['reward_config'] {
  const locals = evaluation.locals({ ...contextOf(evaluation, mission), progress });
  const reward = rewardOf(evaluation, rule, mission.level, locals);
  const { holdDays } = rule.reward;
  return { ...reward, ...(holdDays === undefined ? {} : { hold_days: holdDays }) };
}

function sentenceFor(
  evaluation: Evaluation,
  mission: RunningMission,
  remaining: number,
  type: TypeName,
  unit: string,
): string {
  const { at } = evaluation;
  const status = statusOf(mission, at);
  if (status === 'completed') return 'Reached.';
  if (status === 'proposed') return 'Waits for approval.';
  const amount =
    type === 'number'
      ? `${plain(remaining)} ${remaining === 1 ? unit.replace(/s$/, '') : unit}`
      : formatValue(remaining, type);
  const day = (ms: number): string => localDate(evaluation.facts.kept.zone, ms);
  if (status === 'scheduled') return `Starts on ${day(mission.starts_at)}.`;
  if (status === 'closing') return `${amount} short; late events may still count.`;
  const days = Math.max(0, Math.ceil((mission.ends_at - at) / 86_400_000));
  const when = days <= 1 ? 'by the end of today' : `in ${days} days`;
  return unit === 'count' ? `${plain(remaining)} more to go ${when}.` : `${amount} to go ${when}.`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** The calendar date in the customer's zone, `2026-03-02`. */
function localDate(zone: string, ms: number): string {
  const { year, month, day } = civilDate(localDay(zone, ms));
  return [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}
