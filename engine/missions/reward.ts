import type { LevelName, MissionRule } from '../../dsl/program/program.ts';
import type { Evaluation, LocalSlots } from '../runtime/evaluation.ts';

export interface Reward {
  /** Whole points, rounded half up. */
  readonly points?: number;
  /** Bytes. */
  readonly data?: number;
  /** Currency units, rounded half up to a thousandth. */
  readonly money?: number;
  readonly offer?: string;
}

/** What a mission pays at a level: the rule's figures (level a's) times the level's factor. */
export function rewardOf(
  evaluation: Evaluation,
  rule: MissionRule,
  level: LevelName,
  locals: LocalSlots,
): Reward {
  const factor = evaluation.prepared.policy.rewardFactors[level] ?? 1;
  const { points, data, money, offer } = rule.reward;
  const figure = (expression: typeof points): number =>
    expression === undefined ? 0 : (evaluation.number(expression, locals) ?? 0) * factor;
  return {
    ...(points === undefined ? {} : { points: Math.floor(figure(points) + 0.5) }),
    ...(data === undefined ? {} : { data: Math.floor(figure(data) + 0.5) }),
    ...(money === undefined ? {} : { money: Math.floor(figure(money) * 1000 + 0.5) / 1000 }),
    ...(offer === undefined ? {} : { offer }),
  };
}
