import { checkExpression, MAX_PROBLEMS } from '../../check/check-expression.ts';
import type { Expectation } from '../../check/check-expression.ts';
import { costOf } from '../../check/cost/cost-of.ts';
import type { Scope } from '../../check/scope.ts';
import type { Expression } from '../../program/logic.ts';
import type { Expr } from '../../syntax/ast.ts';
import { readThousands } from '../../syntax/figure-points.ts';
import { parseExpression } from '../../syntax/parse-expression.ts';
import { printExpression } from '../../syntax/print-expression.ts';
import type { Problem } from '../../syntax/problem.ts';
import { walkExpression } from '../../syntax/walk.ts';
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
  if (typed === undefined) {
    const problems = checked.problems.map(problem => withParentheses(problem, text));
    return { problems, conditions: [], cost: 0 };
  }
  const conditions: TextCondition[] = [];
  const logic = compileExpression(typed, scope, createConditionNotes(conditions));
  return {
    expression: { text: printExpression(ast), logic, type: typed.type, missing: typed.missing },
    ...(typed.values === undefined ? {} : { values: typed.values }),
    problems: [...checked.problems, ...thousandsIn(ast, text)],
    conditions,
    cost: costOf(typed),
  };
}

/** `1.500 MB`: thousands, or decimals that nobody ends in a zero. */
function thousandsIn(ast: Expr, text: string): readonly Problem[] {
  if (!text.includes('.')) return [];
  return [...walkExpression(ast)].flatMap(({ kind, span }): readonly Problem[] => {
    if (kind !== 'number' && kind !== 'quantity') return [];
    const read = readThousands(text.slice(span.start, span.end));
    if (read === undefined) return [];
    const fixes = read.meant.map(meant => ({ title: `Write \`${meant}\``, span, text: meant }));
    return [{ code: 'figure-thousands', span, message: read.message, fixes }];
  });
}

/** `recency((app), 7d)`: around a stream the parentheses are those of a call that has lost its name. */
function withParentheses(problem: Problem, text: string): Problem {
  const { code, span, fixes = [] } = problem;
  const isAlone =
    text[span.start - 1] === '(' && text[span.end] === ')' && !/\w$/.test(text.slice(0, span.start - 1));
  if (code !== 'name-is-stream' || !isAlone) return problem;
  const whole = { start: span.start - 1, end: span.end + 1 };
  return { ...problem, span: whole, fixes: fixes.map(fix => ({ ...fix, span: whole })) };
}
