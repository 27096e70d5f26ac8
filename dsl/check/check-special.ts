import type { Arg, Expr } from '../syntax/ast.ts';
import { printExpression } from '../syntax/print-expression.ts';
import type { ProblemFix } from '../syntax/problem.ts';
import { isNumeric, phraseOf } from '../types/types.ts';
import { SPECIAL_AGGREGATES } from './aggregates.ts';
import type { SpecialRow } from './aggregates.ts';
import { aggregatesAllowed } from './check-aggregate.ts';
import { MAX_WINDOW_DAYS, wholeDays } from './check-window.ts';
import { didYouMean, problemAt } from './context.ts';
import type { CheckContext } from './context.ts';
import { demandCondition, isA } from './demands.ts';
import { write } from './fixes.ts';
import { pathOf, reads } from './reads.ts';
import { walkTyped } from './typed.ts';
import type { Typed, TypedAggregate } from './typed.ts';

type CallExpr = Extract<Expr, { readonly kind: 'call' }>;

/** Aggregates over other aggregates and over the whole base. */
export function checkSpecial(context: CheckContext, expr: CallExpr, row: SpecialRow): Typed | undefined {
  if (!aggregatesAllowed(context, expr)) return undefined;
  switch (row.name) {
    case 'usual':
      return checkUsual(context, expr, row);
    case 'median_of_periods':
      return checkMedianOfPeriods(context, expr, row);
    case 'percentile':
      return checkPercentile(context, expr, row);
  }
}

function checkUsual(context: CheckContext, expr: CallExpr, row: SpecialRow): Typed | undefined {
  const [ofArg, daysArg] = expr.args;
  const days =
    daysArg?.kind === 'value' && daysArg.where === undefined ? wholeDays(daysArg.value) : undefined;
  if (ofArg?.kind !== 'value' || ofArg.where !== undefined || days === undefined || expr.args.length !== 2) {
    return wrongForm(context, expr, row);
  }
  const of = context.check(ofArg.value);
  if (of === undefined) return undefined;
  if (!isRate(of)) {
    const message =
      '`usual` takes a `count`, `sum` or `days` over a sliding window of 2 days or more, whose rate per day can be taken.';
    context.report(problemAt(ofArg.span, 'aggregate-window', message, { expected: row.example }));
    return undefined;
  }
  const reach = days + (of.window?.kind === 'sliding' ? of.window.count : 0);
  if (days < 14 || reach > MAX_WINDOW_DAYS) {
    const message = `\`usual\` looks at 14 days or more before the window, and not further back than ${MAX_WINDOW_DAYS} days in all.`;
    const longest = MAX_WINDOW_DAYS - (reach - days);
    const fix = daysArg && longest >= 14 ? write(daysArg, `${days < 14 ? 14 : longest}d`) : undefined;
    context.report(
      problemAt(daysArg?.span ?? expr.span, 'argument-range', message, { expected: 'such as 90d', fix }),
    );
    return undefined;
  }
  return { kind: 'usual', source: expr, type: of.type, missing: true, of, days };
}

function isRate(value: Typed): value is TypedAggregate {
  if (value.kind !== 'aggregate' || value.fixed !== undefined) return false;
  const summable = value.function === 'count' || value.function === 'sum' || value.function === 'days';
  return summable && value.window?.kind === 'sliding' && value.window.unit === 'day';
}

const UNIT_DAYS = { day: 1, week: 7, month: 31, quarter: 92 } as const;

function checkMedianOfPeriods(context: CheckContext, expr: CallExpr, row: SpecialRow): Typed | undefined {
  const [valueArg, countArg] = expr.args;
  const count =
    countArg?.kind === 'value' && countArg.value.kind === 'number' ? countArg.value.value : undefined;
  if (
    valueArg?.kind !== 'value' ||
    valueArg.where !== undefined ||
    count === undefined ||
    expr.args.length !== 2
  ) {
    return wrongForm(context, expr, row);
  }
  const value = context.check(valueArg.value);
  if (value === undefined) return undefined;
  const unit = calendarUnit(context, value, row);
  if (unit === undefined) return undefined;
  const most = Math.floor(MAX_WINDOW_DAYS / UNIT_DAYS[unit]);
  if (!Number.isInteger(count) || count < 3 || count > most) {
    const message = `\`median_of_periods\` takes 3 to ${most} ${unit}s.`;
    const fix = countArg && write(countArg, String(Math.min(most, Math.max(3, Math.round(count)))));
    context.report(
      problemAt(countArg?.span ?? expr.span, 'argument-range', message, { expected: `3 to ${most}`, fix }),
    );
    return undefined;
  }
  if (!isNumeric(value.type)) {
    context.report(
      problemAt(
        valueArg.span,
        'type-mismatch',
        `\`median_of_periods\` needs ${phraseOf('number')} or a quantity, but ${isA(value)}.`,
      ),
    );
    return undefined;
  }
  return { kind: 'medianOfPeriods', source: expr, type: value.type, missing: true, value, count };
}

/** The one calendar unit of all aggregates inside; nothing else may be read, since it is judged for times gone by. */
function calendarUnit(
  context: CheckContext,
  value: Typed,
  row: SpecialRow,
): keyof typeof UNIT_DAYS | undefined {
  let unit: keyof typeof UNIT_DAYS | undefined;
  for (const node of walkTyped(value)) {
    const foreign =
      node.kind === 'read' ||
      node.kind === 'usual' ||
      node.kind === 'percentile' ||
      node.kind === 'medianOfPeriods' ||
      node.kind === 'hold';
    const other =
      node.kind === 'aggregate' &&
      (node.window?.kind !== 'calendar' || (unit !== undefined && node.window.unit !== unit));
    if (foreign || other) {
      const message =
        '`median_of_periods` is worked out for periods gone by: inside stand only aggregates of one calendar window, such as `week`.';
      context.report(problemAt(node.source.span, 'aggregate-window', message, { expected: row.example }));
      return undefined;
    }
    if (node.kind === 'aggregate' && node.window?.kind === 'calendar') unit = node.window.unit;
  }
  if (unit === undefined) wrongForm(context, value.source, row);
  return unit;
}

function checkPercentile(context: CheckContext, expr: CallExpr, row: SpecialRow): Typed | undefined {
  const [metricArg, shareArg, segmentArg] = expr.args;
  const percent =
    shareArg?.kind === 'value' && shareArg.value.kind === 'percent' ? shareArg.value.value : undefined;
  const bySegment = segmentArg !== undefined;
  if (
    metricArg?.kind !== 'value' ||
    metricArg.where !== undefined ||
    percent === undefined ||
    expr.args.length > 3 ||
    (bySegment && !isSegment(segmentArg))
  ) {
    return wrongForm(context, expr, row, shareArg && asShare(shareArg));
  }
  if (percent <= 0 || percent >= 100) {
    const message = 'A percentile lies between 0% and 100%, both excluded.';
    const fix = shareArg && write(shareArg, percent <= 0 ? '1%' : '99%');
    context.report(
      problemAt(shareArg?.span ?? expr.span, 'argument-range', message, { expected: 'such as 95%', fix }),
    );
    return undefined;
  }
  if (bySegment && context.scope.resolve('segment') === undefined) {
    const message = '`segment` is the customer’s segment in a mission: it is not known here.';
    context.report(problemAt(segmentArg.span, 'name-not-here', message));
    return undefined;
  }
  const metric = metricOf(context, metricArg.value);
  if (metric === undefined) return undefined;
  return {
    kind: 'percentile',
    source: expr,
    type: metric.type,
    missing: true,
    metric: metric.id,
    percent,
    bySegment,
  };
}

/** `percentile(data_30d, 95)`: 95 of a hundred. */
function asShare(arg: Arg): ProblemFix | undefined {
  if (arg.kind !== 'value' || arg.value.kind !== 'number') return undefined;
  const { value } = arg.value;
  return value > 0 && value < 100 ? write(arg, `${value <= 1 ? value * 100 : value}%`) : undefined;
}

function isSegment(arg: Arg): boolean {
  return arg.kind === 'value' && arg.value.kind === 'path' && arg.value.names.join('.') === 'segment';
}

function metricOf(
  context: CheckContext,
  expr: Expr,
): { readonly id: string; readonly type: Typed['type'] } | undefined {
  const name = expr.kind === 'path' ? expr.names.join('.') : undefined;
  const info = name === undefined ? undefined : context.scope.resolve(name);
  if (name !== undefined && info !== undefined && info !== 'circular') {
    const path = pathOf(info.logic);
    if (path?.startsWith('named.') === true && isNumeric(info.type))
      return { id: path.slice('named.'.length), type: info.type };
  }
  const { hint, fix } =
    name === undefined || info !== undefined
      ? { hint: '' }
      : didYouMean(name, context.scope.names, expr.span);
  const message = `\`percentile\` takes the name of a metric that is a number or a quantity${hint}`;
  context.report(
    problemAt(expr.span, 'argument-wrong', hint === '' ? `${message}.` : message, {
      expected: 'a `kind: metric`',
      fix,
    }),
  );
  return undefined;
}

/** `C for 14d`, `C within 90d`. */
export function checkHold(
  context: CheckContext,
  expr: Extract<Expr, { readonly kind: 'hold' }>,
): Typed | undefined {
  if (context.event !== undefined || !context.scope.allows.holds) {
    const message = `\`${expr.operator}\` judges a condition at the end of every day, which is not possible here.`;
    const fix = { ...write(expr, printExpression(expr.condition)), title: `Leave \`${expr.operator}\` out` };
    context.report(problemAt(expr.span, 'hold-not-here', message, { fix }));
    return undefined;
  }
  const condition = demandCondition(context, context.check(expr.condition));
  if (condition === undefined) return undefined;
  if (expr.days > MAX_WINDOW_DAYS) {
    const message = `A hold reaches back ${MAX_WINDOW_DAYS} days at most.`;
    const fix = write(expr, printExpression({ ...expr, days: MAX_WINDOW_DAYS }));
    context.report(problemAt(expr.span, 'hold-too-long', message, { expected: 'such as 90d', fix }));
    return undefined;
  }
  const problem = holdProblem(condition);
  if (problem !== undefined) {
    context.report(problemAt(expr.span, 'hold-not-here', problem));
    return undefined;
  }
  return {
    kind: 'hold',
    source: expr,
    type: 'boolean',
    missing: false,
    operator: expr.operator,
    days: expr.days,
    condition,
  };
}

function holdProblem(condition: Typed): string | undefined {
  for (const node of walkTyped(condition)) {
    if (node.kind === 'hold') return 'A hold cannot stand inside another: join them with `and`.';
    const running =
      node.kind === 'aggregate' &&
      (node.window?.kind === 'period' || node.window?.kind === 'step' || node.fixed !== undefined);
    if (running)
      return 'A hold is judged whether a mission runs or not, so nothing in it can belong to a mission.';
  }
  return reads(condition, 'mission')
    ? 'A hold is judged whether a mission runs or not, so nothing in it can belong to a mission.'
    : undefined;
}

function wrongForm(context: CheckContext, expr: Expr, row: SpecialRow, fix?: ProblemFix): undefined {
  const message = `\`${row.name}\` is written \`${row.signature}\`, as in \`${row.example}\`.`;
  context.report(problemAt(expr.span, 'argument-wrong', message, { expected: row.signature, fix }));
}

export const SPECIAL_BY_NAME: ReadonlyMap<string, SpecialRow> = new Map(
  SPECIAL_AGGREGATES.map(row => [row.name, row]),
);
