import type { MissionRule, MissionVariant } from '../../dsl/program/program.ts';
import { plain } from '../explain/format-value.ts';
import { missionUnit } from '../missions/mission-unit.ts';
import type { MissionUnit } from '../missions/mission-unit.ts';
import { contextOf, progressOfMission } from '../missions/progress.ts';
import { rewardOf } from '../missions/reward.ts';
import { civilDate } from '../calendar/civil-days.ts';
import { localDay } from '../calendar/zone.ts';
import type { Evaluation } from '../runtime/evaluation.ts';
import type { RunningMission } from '../state.ts';
import { unpackWhy } from '../missions/pack-mission.ts';
import type { MissionView } from '../views.ts';

/** A customer's mission as people and other systems see it. */
export function viewMission(evaluation: Evaluation, mission: RunningMission): MissionView {
  const { prepared } = evaluation;
  const rule = prepared.mission(mission.template);
  const variant = prepared.variant(mission);
  const value =
    mission.status === 'completed' ? mission.target : progressOfMission(evaluation, mission).value;
  const unit = missionUnit(variant);
  const remaining = Math.max(0, mission.target - value);
  const reward = rule === undefined ? {} : rewardFor(evaluation, rule, mission, value);
  return {
    id: mission.id,
    template_id: rule?.id ?? mission.template,
    name: rule?.name ?? mission.template,
    category: rule?.category ?? '',
    level: mission.level,
    variant: mission.variant,
    period: periodName(variant, mission),
    metric: metricOf(variant),
    current_value: round(value / unit.factor),
    target_value: round(mission.target / unit.factor),
    unit: unit.name,
    percent: mission.target === 0 ? 100 : Math.min(100, Math.floor((value / mission.target) * 100)),
    remaining: round(remaining / unit.factor),
    sentence: sentenceFor(evaluation, mission, remaining, unit),
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
  unit: MissionUnit,
): string {
  const { at } = evaluation;
  const { zone } = evaluation.facts.kept;
  const status = statusOf(mission, at);
  if (status === 'completed') return 'Reached.';
  if (status === 'proposed') return 'Waits for approval.';
  if (status === 'scheduled') return `Starts on ${dayAndMonth(localDay(zone, mission.starts_at))}.`;
  const amount = amountOf(remaining, unit);
  if (status === 'closing') return `${amount} short; late events may still count.`;
  const lastDay = localDay(zone, mission.ends_at) - 1;
  const when = lastDay === evaluation.today ? 'by the end of today' : `by ${dayAndMonth(lastDay)}`;
  return `${amount} to go ${when}.`;
}

function amountOf(remaining: number, { name, factor }: MissionUnit): string {
  const amount = plain(remaining / factor);
  if (name === 'count') return `${amount} more`;
  if (name === 'money') return amount;
  return `${amount} ${amount === '1' ? name.replace(/s$/, '') : name}`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A local day number as `2 Mar`. */
function dayAndMonth(localDayNumber: number): string {
  const { month, day } = civilDate(localDayNumber);
  return `${day} ${MONTHS[month - 1] ?? ''}`;
}
