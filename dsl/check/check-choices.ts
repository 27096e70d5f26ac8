import type { Expr } from '../syntax/ast.ts';
import { printExpression } from '../syntax/print-expression.ts';
import { listedTogether, unify } from './adapt.ts';
import { problemAt } from './context.ts';
import type { CheckContext } from './context.ts';
import { demandCondition } from './demands.ts';
import { besideOthers, write } from './fixes.ts';
import { reportMixed } from './report-mixed.ts';
import type { Typed } from './typed.ts';

type Of<Kind extends Expr['kind']> = Extract<Expr, { readonly kind: Kind }>;

export function checkMissingTest(context: CheckContext, expr: Of<'isMissing'>): Typed | undefined {
  const value = context.check(expr.value);
  if (value === undefined) return undefined;
  if (!value.missing) {
    const message = `\`${printExpression(expr.value)}\` is never missing, so this is always ${String(expr.negated)}.`;
    const fix = write(expr, String(expr.negated));
    context.report(problemAt(expr.span, 'never-missing', message, { fix }));
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
    const fix = { title: 'Remove `otherwise`', span: expr.span, text: besideOthers(expr.value) };
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
  const checked = expr.operands.map((operand, index) => {
    const value = context.check(operand);
    if (value !== undefined && reportHalfComparison(context, expr, index, value)) return undefined;
    return demandCondition(context, value);
  });
  const operands = checked.filter(operand => operand !== undefined);
  if (operands.length < checked.length) return undefined;
  const missing = operands.some(operand => operand.missing);
  return { kind: 'logical', source: expr, operator: expr.operator, type: 'boolean', missing, operands };
}

/** `x >= 12 or 13`: a figure or a text beside a comparison is compared with the same. */
function reportHalfComparison(
  context: CheckContext,
  { operator, operands }: Of<'logical'>,
  index: number,
  { kind, type }: Typed,
): boolean {
  const [operand, before] = [operands[index], operands[index - 1]];
  if (operand === undefined || before?.kind !== 'compare') return false;
  if (kind !== 'constant' || type === 'boolean') return false;
  const text = printExpression({ ...before, right: operand });
  const message = `On each side of \`${operator}\` stands a whole condition: \`${text}\`.`;
  const fix = write(operand, text);
  context.report(problemAt(operand.span, 'type-condition', message, { expected: 'a condition', fix }));
  return true;
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
