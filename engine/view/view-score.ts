import type { Logic } from '../../dsl/program/logic.ts';
import type { ScoreRule } from '../../dsl/program/program.ts';
import { isGuard, operationOf, typeOfLogic } from '../explain/describe-logic.ts';
import { formatValue } from '../explain/format-value.ts';
import type { Evaluation } from '../runtime/evaluation.ts';
import { computeScore } from '../scores/compute-score.ts';
import type { ScoreView, TermView } from '../views.ts';
import { isList } from '../../dsl/compile/expressions/logic-vars.ts';

/** A score with its parts: what each term measured, what it weighs and what it adds. */
export function viewScore(evaluation: Evaluation, rule: ScoreRule): ScoreView {
  const { coverage, terms, bounds } = computeScore(evaluation, rule);
  return {
    // Not the sum of its terms where it is given.
    score: evaluation.score(rule.id),
    coverage,
    terms: terms.map(({ term, value, state, contribution }) => ({
      name: term.id,
      label: term.label,
      ...inputOf(evaluation, term.value.logic),
      value,
      weight: term.weight,
      contribution: Math.round(contribution * 10) / 10,
      text: term.value.text,
      state,
    })),
    bounds,
  };
}

/** What the term measured before it was brought to 0–100: the first variable that it reads as a number. */
function inputOf(evaluation: Evaluation, logic: Logic): Pick<TermView, 'input' | 'input_text'> {
  const measured = innermost(logic);
  const value = measured === null ? null : evaluation.value({ logic: measured });
  if (typeof value !== 'number') return { input: null, input_text: null };
  const type = typeOfLogic(measured, evaluation.prepared.program);
  return { input: value, input_text: formatValue(value, type) };
}

function innermost(logic: Logic): Logic {
  if (logic === null || typeof logic !== 'object' || isList(logic)) return null;
  const [operator, args] = operationOf(logic);
  if (operator === 'var') return logic;
  if (operator === 'if') return innermost((isGuard(args[0] ?? null) ? args[2] : args[1]) ?? null);
  for (const arg of args) {
    const found = innermost(arg);
    if (found !== null) return found;
  }
  return null;
}
