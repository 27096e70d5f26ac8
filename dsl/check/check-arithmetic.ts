import type { TypeName } from '../program/logic.ts';
import type { Expr } from '../syntax/ast.ts';
import { isNumeric } from '../types/types.ts';
import { adapt, convert } from './adapt.ts';
import { problemAt } from './context.ts';
import type { CheckContext } from './context.ts';
import { isA } from './demands.ts';
import { asFactor, write } from './fixes.ts';
import { isZero, neverZero } from './never-zero.ts';
import { ARITHMETIC } from './operators.ts';
import type { ArithmeticRow } from './operators.ts';
import { reportMixed } from './report-mixed.ts';
import type { Typed } from './typed.ts';

type Of<Kind extends Expr['kind']> = Extract<Expr, { readonly kind: Kind }>;

export function checkNegate(context: CheckContext, expr: Of<'negate'>): Typed | undefined {
  const checked = context.check(expr.operand);
  if (checked === undefined) return undefined;
  const operand = checked.type === 'any' ? convert(checked, 'number') : checked;
  if (!isNumeric(operand.type)) {
    context.report(
      problemAt(expr.span, 'type-mismatch', `${isA(operand)}, which has no negative.`, {
        expected: 'a number',
      }),
    );
    return undefined;
  }
  return {
    kind: 'negate',
    source: expr,
    type: operand.type,
    missing: operand.missing,
    bare: operand.bare === true,
    operand,
  };
}

export function checkArithmetic(context: CheckContext, expr: Of<'arithmetic'>): Typed | undefined {
  const left = context.check(expr.left);
  const right = context.check(expr.right);
  if (left === undefined || right === undefined) return undefined;
  const fit = fitRow(expr.operator, left, right);
  if (fit === undefined) {
    const verb = { '+': 'added', '-': 'subtracted', '*': 'multiplied', '/': 'divided' }[expr.operator];
    reportMixed(context, expr, [left, right], verb);
    return undefined;
  }
  if (expr.operator === '/' && isZero(fit.right)) {
    const message = 'A division by zero never has a result.';
    const fix = { ...write(expr, asFactor(expr.left)), title: 'Leave the division out' };
    context.report(
      problemAt(expr.right.span, 'division-by-zero', message, { expected: 'another number', fix }),
    );
    return undefined;
  }
  const missing =
    left.missing ||
    right.missing ||
    fit.left.missing ||
    fit.right.missing ||
    (expr.operator === '/' && !neverZero(fit.right));
  const bare = left.bare === true && right.bare === true;
  return {
    kind: 'arithmetic',
    source: expr,
    operator: expr.operator,
    type: fit.result,
    missing,
    bare,
    left: fit.left,
    right: fit.right,
  };
}

interface Fit {
  readonly left: Typed;
  readonly right: Typed;
  readonly result: TypeName;
}

/** The operands as the first row takes them: as they are, else a plain number as money or points, else as read. */
function fitRow(operator: ArithmeticRow['operator'], left: Typed, right: Typed): Fit | undefined {
  const rows = ARITHMETIC.filter(row => row.operator === operator);
  for (const [a, b] of readings(left, right)) {
    for (const row of rows) {
      const result = matchRow(row, a.type, b.type);
      if (result !== undefined) return { left: a, right: b, result };
    }
  }
  return undefined;
}

function readings(left: Typed, right: Typed): readonly (readonly [Typed, Typed])[] {
  const pairs: (readonly [Typed, Typed])[] = [[left, right]];
  const types: readonly TypeName[] = ['number', left.type, right.type];
  const changeable = (value: Typed): boolean => value.type === 'any' || value.bare === true;
  for (const type of types) {
    if (type === 'any') continue;
    const a = changeable(left) ? adapt(left, type) : left;
    const b = changeable(right) ? adapt(right, type) : right;
    if (a !== undefined && b !== undefined) pairs.push([a, b]);
  }
  return pairs;
}

function matchRow(row: ArithmeticRow, left: TypeName, right: TypeName): TypeName | undefined {
  const bound = row.left === 'T' ? left : row.right === 'T' ? right : undefined;
  if (bound !== undefined && !isNumeric(bound)) return undefined;
  const matches = (pattern: ArithmeticRow['left'], type: TypeName): boolean =>
    pattern === 'T' ? type === bound : type === pattern;
  if (!matches(row.left, left) || !matches(row.right, right)) return undefined;
  return row.result === 'T' ? bound : row.result;
}
