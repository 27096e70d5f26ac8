import type { Expr } from '../syntax/ast.ts';
import { printExpression } from '../syntax/print-expression.ts';
import { isOrdered } from '../types/types.ts';
import { asText, convert, unify } from './adapt.ts';
import { isUnknownBeside, reportBareWords } from './bare-words.ts';
import { checkPercent } from './check-percent.ts';
import { reportComparedSegment } from './compared-segment.ts';
import { didYouMean, problemAt } from './context.ts';
import type { CheckContext } from './context.ts';
import { NOTHING } from './check-names.ts';
import { demandPresent, isA } from './demands.ts';
import { write } from './fixes.ts';
import { reportMixed } from './report-mixed.ts';
import type { Typed } from './typed.ts';

type Of<Kind extends Expr['kind']> = Extract<Expr, { readonly kind: Kind }>;

export function checkCompare(context: CheckContext, expr: Of<'compare'>): Typed | undefined {
  const bySize = expr.operator !== '=' && expr.operator !== '!=';
  if (!bySize && comparesWithNothing(context, expr)) return undefined;
  if (reportComparedSegment(context, expr)) return undefined;
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

/** `plan = null`: what is not there is asked for, not compared with. */
function comparesWithNothing(context: CheckContext, expr: Of<'compare'>): boolean {
  const { left, right } = expr;
  const name = right.kind === 'path' ? right.names.join('.') : '';
  if (!NOTHING.includes(name) || context.scope.names.includes(name)) return false;
  const negated = expr.operator === '!=';
  const text = printExpression({ kind: 'isMissing', span: expr.span, negated, value: left });
  const message = `A value that is not there is called missing: ask \`${text}\`.`;
  context.report(problemAt(right.span, 'expression-foreign', message, { fix: write(expr, text) }));
  return true;
}

export function checkBetween(context: CheckContext, expr: Of<'between'>): Typed | undefined {
  const operands = checkComparable(context, expr, [expr.value, expr.low, expr.high], true);
  if (operands === undefined) return undefined;
  const [value, low, high] = operands;
  if (value === undefined || low === undefined || high === undefined) return undefined;
  if (low.kind === 'constant' && high.kind === 'constant' && low.value > high.value) {
    const message = `\`between\` takes the lower bound first: nothing is between ${printExpression(low.source)} and ${printExpression(high.source)}.`;
    const fix = write(expr, printExpression({ ...expr, low: expr.high, high: expr.low }));
    context.report(problemAt(expr.span, 'never-true', message, { fix }));
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
  if (reportBareWords(context, parts)) return undefined;
  const checked = parts.map((part, index) =>
    !bySize && index > 0 && isUnknownBeside(context, part, parts[0]) ? undefined : context.check(part),
  );
  const present = checked.filter(value => value !== undefined);
  if (present.length < checked.length) return undefined;
  const operands = comparable(context, present, bySize);
  if (operands === undefined) {
    reportMixed(context, expr, present, 'compared');
    return undefined;
  }
  const unordered = bySize ? operands.find(({ type }) => !isOrdered(type) && type !== 'any') : undefined;
  if (unordered !== undefined) {
    const levels = levelsAsked(expr, operands);
    const instead = levels === undefined ? '' : `, or name the levels meant: \`${levels}\``;
    const message = `${isA(unordered)}, which is not greater or less than another; compare it with \`=\` or \`!=\`${instead}.`;
    const expected = 'a number, a quantity or a time';
    const equal = expr.kind === 'compare' ? printExpression({ ...expr, operator: '=' }) : undefined;
    const text = isTier(operands) ? levels : equal;
    const fix = text === undefined ? undefined : write(expr, text);
    context.report(problemAt(unordered.source.span, 'type-unordered', message, { expected, fix }));
    return undefined;
  }
  if (!bySize) checkListed(context, operands);
  checkPercent(context, operands);
  const sure = operands.map(operand => demandPresent(context, operand));
  return sure.every(operand => operand !== undefined) ? operands : undefined;
}

const isTier = ([first]: readonly Typed[]): boolean =>
  first?.source.kind === 'path' && first.source.names.join('.') === 'tier' && first.values !== undefined;

/** `tier >= "silver"`: levels stand in their order, the lowest first. */
function levelsAsked(expr: Expr, operands: readonly Typed[]): string | undefined {
  const [tier, level] = operands;
  if (expr.kind !== 'compare' || !isTier(operands) || tier?.values === undefined) return undefined;
  const at = level?.kind === 'constant' ? tier.values.findIndex(value => value === level.value) : -1;
  const range = LEVELS_FROM[expr.operator]?.(at);
  const levels = (at < 0 || range === undefined ? [] : tier.values.slice(...range)).map(value =>
    JSON.stringify(value),
  );
  if (levels.length === 0) return undefined;
  return levels.length === 1 ? `tier = ${levels.join()}` : `tier in [${levels.join(', ')}]`;
}

const LEVELS_FROM: Readonly<Record<string, (at: number) => readonly [from: number, to?: number]>> = {
  '>': at => [at + 1],
  '>=': at => [at],
  '<': at => [0, at],
  '<=': at => [0, at + 1],
};

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
