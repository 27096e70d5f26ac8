import { checkExpression, MAX_PROBLEMS } from '../check/check-expression.ts';
import type { Expectation } from '../check/check-expression.ts';
import { costOf } from '../check/cost/cost-of.ts';
import type { Scope } from '../check/scope.ts';
import type { Expression } from '../program/logic.ts';
import { parseExpression } from '../syntax/parse-expression.ts';
import { printExpression } from '../syntax/print-expression.ts';
import type { Problem } from '../syntax/problem.ts';
import { compileExpression } from './compile-expression.ts';
import { createConditionNotes } from './conditions.ts';
import type { TextCondition } from './conditions.ts';

export interface CompiledText {
  /** Present where there is no error; warnings do not keep it away. */
  readonly expression?: Expression;
  /** The texts that the result can be, where they are listed. */
  readonly values?: readonly string[];
  readonly problems: readonly Problem[];
  /** What in the text can come out either way. */
  readonly conditions: readonly TextCondition[];
  /** What it costs to work it out; 0 where there is an error. */
  readonly cost: number;
}

/**
 * An author's text → the checked and compiled expression, or what is wrong with it.
 * @example compileText('risk >= 60', scope, { type: 'condition', allowMissing: false })
 */
export function compileText(text: string, scope: Scope, expectation: Expectation): CompiledText {
  const { ast, problems } = parseExpression(text);
  if (ast === undefined) return { problems: problems.slice(0, MAX_PROBLEMS), conditions: [], cost: 0 };
  const checked = checkExpression(ast, scope, expectation);
  const { typed } = checked;
  if (typed === undefined) return { problems: checked.problems, conditions: [], cost: 0 };
  const conditions: TextCondition[] = [];
  const logic = compileExpression(typed, scope, createConditionNotes(conditions));
  return {
    expression: { text: printExpression(ast), logic, type: typed.type, missing: typed.missing },
    ...(typed.values === undefined ? {} : { values: typed.values }),
    problems: checked.problems,
    conditions,
    cost: costOf(typed),
  };
}
