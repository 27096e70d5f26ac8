import type { Expr, Span } from '../syntax/ast.ts';
import type { Problem } from '../syntax/problem.ts';

/** A stream that stands for a condition, `when: score.crossed`, is asked whether anything of it happened. */
export function askingStreams(ast: Expr, problems: readonly Problem[]): readonly Problem[] {
  if (!problems.some(({ code }) => code === 'name-is-stream')) return problems;
  const places = placesOf(ast);
  return problems.map(problem => {
    const isAsked = problem.code === 'name-is-stream' && places.some(place => isSame(place, problem.span));
    return isAsked && problem.fixes !== undefined
      ? { ...problem, expected: 'a condition', fixes: problem.fixes.map(asked) }
      : problem;
  });
}

const asked = (fix: NonNullable<Problem['fixes']>[number]) => {
  const text = `${fix.text} > 0`;
  return { ...fix, title: `Write \`${text}\``, text };
};

const isSame = (a: Span, b: Span) => a.start === b.start && a.end === b.end;

/** The places of the conditions that a condition is made of. */
function placesOf(ast: Expr): readonly Span[] {
  switch (ast.kind) {
    case 'logical':
      return ast.operands.flatMap(placesOf);
    case 'not':
      return placesOf(ast.operand);
    case 'hold':
      return placesOf(ast.condition);
    default:
      return [ast.span];
  }
}
