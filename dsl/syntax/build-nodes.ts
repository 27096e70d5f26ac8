import type { IToken } from 'chevrotain';
import type { ArithmeticOperator, Expr, Span } from './ast.ts';
import { decodeText, splitQuantity } from './literals.ts';
import { spanOf } from './tokens.ts';

/** The nodes of what stands in one token. */
export function numberNode(token: IToken): Expr {
  return { kind: 'number', span: spanOf(token), value: Number(token.image) };
}

export function quantityNode(token: IToken): Expr {
  return { kind: 'quantity', span: spanOf(token), ...splitQuantity(token.image) };
}

export function percentNode(token: IToken): Expr {
  return { kind: 'percent', span: spanOf(token), value: Number.parseFloat(token.image) };
}

export function textNode(token: IToken): Expr {
  return { kind: 'text', span: spanOf(token), value: decodeText(token.image) ?? '' };
}

export function booleanNode(token: IToken, value: boolean): Expr {
  return { kind: 'boolean', span: spanOf(token), value };
}

/** `a and b and c` is one node; an operand alone is itself. */
export function logicalNode(operator: 'and' | 'or', operands: readonly Expr[], span: Span): Expr {
  const [only] = operands;
  if (operands.length === 1 && only !== undefined) return only;
  return { kind: 'logical', span, operator, operands };
}

export function arithmeticNode(operator: IToken, left: Expr, right: Expr, span: Span): Expr {
  return { kind: 'arithmetic', span, operator: operator.image as ArithmeticOperator, left, right };
}
