import type { Expr } from '../syntax/ast.ts';
import type { ProblemFix } from '../syntax/problem.ts';
import { isNumeric, phraseOf } from '../types/types.ts';
import { unify } from './adapt.ts';
import { problemAt } from './context.ts';
import type { CheckContext } from './context.ts';
import { isA } from './demands.ts';
import { addUnit, changeQuotes, dropUnit } from './fixes.ts';
import type { Typed } from './typed.ts';

/** Names the first two operands that do not go together; a literal that only lacks its unit is the one to mend. */
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
  const isScaled = verb === 'multiplied' || verb === 'divided';
  if (!isScaled && (reportUnitMissing(context, first, other) || reportUnitMissing(context, other, first)))
    return;
  const code = isNumeric(first.type) && isNumeric(other.type) ? 'type-units' : 'type-mismatch';
  const isDate = [first, other].some(isWrittenDate) && [first, other].some(({ type }) => type === 'time');
  const hint = isDate
    ? ' A date cannot stand in an expression: ask how long ago it was, as in `months_since(first_seen) < 6`.'
    : '';
  const message = `${isA(first)}, ${isA(other)}: they cannot be ${verb}.${hint}`;
  const fix = isScaled ? undefined : (mend(first, other) ?? mend(other, first));
  context.report(problemAt(expr.span, code, message, { fix }));
}

const isWrittenDate = ({ source }: Typed): boolean =>
  source.kind === 'text' && /^\d{4}-\d\d?-\d\d?/.test(source.value);

/** `data_30d > 500`: a figure without a unit beside a quantity. */
function reportUnitMissing(context: CheckContext, figure: Typed, quantity: Typed): boolean {
  const fixes = addUnit(figure, quantity.type);
  if (fixes.length === 0) return false;
  const message = `${isA(figure)}, but ${isA(quantity)}: the figure needs a unit.`;
  const expected = phraseOf(quantity.type);
  context.report(problemAt(figure.source.span, 'type-unit-missing', message, { expected, fixes }));
  return true;
}

function mend(literal: Typed, { type }: Typed): ProblemFix | undefined {
  return dropUnit(literal, type) ?? changeQuotes(literal, type);
}
