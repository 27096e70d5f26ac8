import type { TypeName } from '../program/logic.ts';
import type { Expr } from '../syntax/ast.ts';
import { printExpression } from '../syntax/print-expression.ts';
import { isNumeric, isOrdered } from '../types/types.ts';
import { adapt, asText, convert, listedTogether, unify } from './adapt.ts';
import { didYouMean, problemAt } from './context.ts';
import type { CheckContext } from './context.ts';
import { demandCondition, demandPresent, isA } from './demands.ts';
import { isZero, neverZero } from './never-zero.ts';
import { ARITHMETIC } from './operators.ts';
import type { ArithmeticRow } from './operators.ts';
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
    context.report(problemAt(expr.right.span, 'division-by-zero', 'A division by zero never has a result.'));
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

export function checkCompare(context: CheckContext, expr: Of<'compare'>): Typed | undefined {
  const bySize = expr.operator !== '=' && expr.operator !== '!=';
  const operands = checkComparable(context, expr, [expr.left, expr.right], bySize);
  if (operands === undefined) return undefined;
  const [left, right] = operands;
  if (left === undefined || right === undefined) return undefined;
  return {
    kind: 'compare',
    source: expr,
    operator: expr.operator,
    type: 'boolean',
    missing: left.missing || right.missing,
    left,
    right,
  };
}

export function checkBetween(context: CheckContext, expr: Of<'between'>): Typed | undefined {
  const operands = checkComparable(context, expr, [expr.value, expr.low, expr.high], true);
  if (operands === undefined) return undefined;
  const [value, low, high] = operands;
  if (value === undefined || low === undefined || high === undefined) return undefined;
  if (low.kind === 'constant' && high.kind === 'constant' && low.value > high.value) {
    const message = `\`between\` takes the lower bound first: nothing is between ${printExpression(low.source)} and ${printExpression(high.source)}.`;
    context.report(problemAt(expr.span, 'never-true', message));
  }
  const missing = operands.some(operand => operand.missing);
  return { kind: 'between', source: expr, type: 'boolean', missing, value, low, high };
}

export function checkIn(context: CheckContext, expr: Of<'in'>): Typed | undefined {
  const operands = checkComparable(context, expr, [expr.value, ...expr.items], false);
  if (operands === undefined) return undefined;
  const [value, ...items] = operands;
  if (value === undefined) return undefined;
  const missing = operands.some(operand => operand.missing);
  return { kind: 'in', source: expr, type: 'boolean', missing, negated: expr.negated, value, items };
}

/** Checks operands that are compared with the first, and brings them to one type. */
function checkComparable(
  context: CheckContext,
  expr: Expr,
  parts: readonly Expr[],
  bySize: boolean,
): readonly Typed[] | undefined {
  const checked = parts.map(part => context.check(part));
  const present = checked.filter(value => value !== undefined);
  if (present.length < checked.length) return undefined;
  const operands = comparable(context, present, bySize);
  if (operands === undefined) {
    reportMixed(context, expr, present, 'compared');
    return undefined;
  }
  const unordered = bySize ? operands.find(({ type }) => !isOrdered(type) && type !== 'any') : undefined;
  if (unordered !== undefined) {
    const message = `${isA(unordered)}, which is not greater or less than another; compare it with \`=\` or \`!=\`.`;
    context.report(
      problemAt(unordered.source.span, 'type-mismatch', message, {
        expected: 'a number, a quantity or a time',
      }),
    );
    return undefined;
  }
  if (!bySize) checkListed(context, operands);
  const sure = operands.map(operand => demandPresent(context, operand));
  return sure.every(operand => operand !== undefined) ? operands : undefined;
}

/** Fields of records are compared as texts for equality, and by size as two numbers or else two times. */
function comparable(
  context: CheckContext,
  values: readonly Typed[],
  bySize: boolean,
): readonly Typed[] | undefined {
  const known = values.find(({ type }) => type !== 'any');
  const unknown = values.some(({ type }) => type === 'any');
  if (!unknown) return unify(values)?.values;
  if (bySize) {
    if (known !== undefined) return unify(values)?.values;
    return context.scope.allows.record ? values : values.map(value => convert(value, 'number'));
  }
  const quantity = known !== undefined && known.type !== 'number' && isOrdered(known.type);
  if (known === undefined || (context.scope.allows.record && !quantity)) return values.map(asText);
  return unify(values)?.values;
}

/** A text compared with values that are listed must be one of them. */
function checkListed(context: CheckContext, operands: readonly Typed[]): void {
  const listed = operands.find(operand => operand.kind !== 'constant' && operand.values !== undefined);
  if (listed?.values === undefined) return;
  for (const operand of operands) {
    if (
      operand.kind !== 'constant' ||
      typeof operand.value !== 'string' ||
      listed.values.includes(operand.value)
    )
      continue;
    const { span } = operand.source;
    const { hint, fix } = didYouMean(operand.value, listed.values, span);
    const name = printExpression(listed.source);
    const message = `\`${name}\` is never ${JSON.stringify(operand.value)}${hint === '' ? '.' : hint.replaceAll('`', '"')}`;
    const expected = `one of ${listed.values.map(value => JSON.stringify(value)).join(', ')}`;
    const quoted = fix === undefined ? undefined : { ...fix, text: JSON.stringify(fix.text) };
    context.report(problemAt(span, 'value-not-listed', message, { expected, fix: quoted }));
  }
}

export function checkMissingTest(context: CheckContext, expr: Of<'isMissing'>): Typed | undefined {
  const value = context.check(expr.value);
  if (value === undefined) return undefined;
  if (!value.missing) {
    const message = `\`${printExpression(expr.value)}\` is never missing, so this is always ${String(expr.negated)}.`;
    context.report(problemAt(expr.span, 'never-missing', message));
  }
  return { kind: 'isMissing', source: expr, type: 'boolean', missing: false, negated: expr.negated, value };
}

export function checkOtherwise(context: CheckContext, expr: Of<'otherwise'>): Typed | undefined {
  const checked = context.check(expr.value);
  const instead = context.check(expr.fallback);
  if (checked === undefined || instead === undefined) return undefined;
  const common = unify([checked, instead]);
  const [value, fallback] = common?.values ?? [];
  if (common === undefined || value === undefined || fallback === undefined) {
    reportMixed(context, expr, [checked, instead], 'taken for each other');
    return undefined;
  }
  if (!value.missing) {
    const message = `\`${printExpression(expr.value)}\` is never missing, so \`otherwise\` never counts.`;
    const fix = { title: 'Remove `otherwise`', span: expr.span, text: `(${printExpression(expr.value)})` };
    context.report(problemAt(expr.span, 'never-missing', message, { fix }));
  }
  const values = listedTogether([value, fallback]);
  return {
    kind: 'otherwise',
    source: expr,
    type: common.type,
    missing: value.missing && fallback.missing,
    bare: value.bare === true && fallback.bare === true,
    ...(values === undefined ? {} : { values }),
    value,
    fallback,
  };
}

export function checkNot(context: CheckContext, expr: Of<'not'>): Typed | undefined {
  const operand = demandCondition(context, context.check(expr.operand));
  if (operand === undefined) return undefined;
  return { kind: 'not', source: expr, type: 'boolean', missing: operand.missing, operand };
}

export function checkLogical(context: CheckContext, expr: Of<'logical'>): Typed | undefined {
  const checked = expr.operands.map(operand => demandCondition(context, context.check(operand)));
  const operands = checked.filter(operand => operand !== undefined);
  if (operands.length < checked.length) return undefined;
  const missing = operands.some(operand => operand.missing);
  return { kind: 'logical', source: expr, operator: expr.operator, type: 'boolean', missing, operands };
}

export function checkIf(context: CheckContext, expr: Of<'if'>): Typed | undefined {
  const condition = demandCondition(context, context.check(expr.condition));
  const yes = context.check(expr.then);
  const no = context.check(expr.else);
  if (condition === undefined || yes === undefined || no === undefined) return undefined;
  const common = unify([yes, no]);
  const [then, otherwise] = common?.values ?? [];
  if (common === undefined || then === undefined || otherwise === undefined) {
    reportMixed(context, expr, [yes, no], 'results of one `if`');
    return undefined;
  }
  const values = listedTogether([then, otherwise]);
  return {
    kind: 'if',
    source: expr,
    type: common.type,
    missing: condition.missing || then.missing || otherwise.missing,
    bare: then.bare === true && otherwise.bare === true,
    ...(values === undefined ? {} : { values }),
    condition,
    then,
    else: otherwise,
  };
}

/** Names the first two operands that do not go together. */
function reportMixed(context: CheckContext, expr: Expr, operands: readonly Typed[], verb: string): void {
  const [first] = operands;
  const other =
    operands.find(operand => first !== undefined && unify([first, operand]) === undefined) ?? operands.at(-1);
  if (first === undefined || other === undefined) return;
  const code = isNumeric(first.type) && isNumeric(other.type) ? 'type-units' : 'type-mismatch';
  context.report(problemAt(expr.span, code, `${isA(first)}, ${isA(other)}: they cannot be ${verb}.`));
}
