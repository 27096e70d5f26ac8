import type { Expr } from '../syntax/ast.ts';
import { isNumeric } from '../types/types.ts';
import { unify } from './adapt.ts';
import { problemAt } from './context.ts';
import type { CheckContext } from './context.ts';
import { isA } from './demands.ts';
import type { Typed } from './typed.ts';

/** Names the first two operands that do not go together. */
export function reportMixed(
  context: CheckContext,
  expr: Expr,
  operands: readonly Typed[],
  verb: string,
): void {
  const [first] = operands;
  const other =
    operands.find(operand => first !== undefined && unify([first, operand]) === undefined) ?? operands.at(-1);
  if (first === undefined || other === undefined) return;
  const code = isNumeric(first.type) && isNumeric(other.type) ? 'type-units' : 'type-mismatch';
  context.report(problemAt(expr.span, code, `${isA(first)}, ${isA(other)}: they cannot be ${verb}.`));
}
