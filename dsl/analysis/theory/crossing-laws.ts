import { variablesOf } from '../../compile/expressions/logic-vars.ts';
import type { Program } from '../../program/program.ts';
import type { Goal } from '../solver/theory.ts';

/** A score tells of the thresholds that its rule names, and of no others. */
export function crossingLaws(goals: readonly Goal[], scores: Program['scores']): readonly Goal[] {
  const isAsked = goals.some(({ logic }) => variablesOf(logic).includes('event.threshold'));
  const told = scores.filter(({ crossings }) => crossings.at.length > 0);
  if (!isAsked || told.length === 0) return [];
  const crossed = told.map(({ id, crossings }) => ({
    and: [
      { '===': [{ var: 'event.score' }, id] },
      { or: crossings.at.map(threshold => ({ '===': [{ var: 'event.threshold' }, threshold] })) },
    ],
  }));
  return [{ logic: { or: crossed }, truth: true }];
}
