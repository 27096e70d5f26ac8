import type { ScoreBreakdown } from '../../api/customer-types.ts';

export interface ScoreDifference {
  readonly name: string;
  readonly live: number;
  readonly recalculated: number;
}

type Scores = Readonly<Record<string, Pick<ScoreBreakdown, 'score'>>>;

/** The scores that do not agree; one that only one side has counts as 0 on the other. */
export function scoreDifferences(live: Scores, recalculated: Scores): ScoreDifference[] {
  return [...new Set([...Object.keys(live), ...Object.keys(recalculated)])]
    .map(name => ({ name, live: live[name]?.score ?? 0, recalculated: recalculated[name]?.score ?? 0 }))
    .filter(score => score.live !== score.recalculated);
}
