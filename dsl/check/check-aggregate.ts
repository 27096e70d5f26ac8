import { suggest } from '../diagnostics/suggest.ts';
import type { Arg, Expr } from '../syntax/ast.ts';
import type { AggregateRow } from './aggregates.ts';
import { checkSubject } from './check-stream.ts';
import type { Subject } from './check-stream.ts';
import { checkWindow, windowsOf } from './check-window.ts';
import { problemAt } from './context.ts';
import type { CheckContext } from './context.ts';
import { addArgument, removeFrom, write } from './fixes.ts';
import type { TypedAggregate } from './typed.ts';

type CallExpr = Extract<Expr, { readonly kind: 'call' }>;
type Timing = Pick<TypedAggregate, 'window' | 'streak' | 'last'>;

const MAX_MEDIAN = 32;

/** An aggregate over a stream: `sum(usage.data where off_peak, 7d)`. */
export function checkAggregate(
  context: CheckContext,
  expr: CallExpr,
  row: AggregateRow,
): TypedAggregate | undefined {
  if (!aggregatesAllowed(context, expr)) return undefined;
  const [first, ...rest] = expr.args;
  const subject = checkSubject(context, expr, row);
  // What is no stream at all was not meant as an aggregate: its other arguments would only be misread.
  if (subject === undefined && !mayBeStream(context, first)) return undefined;
  const timing = checkTiming(context, expr, rest, row, subject);
  if (subject === undefined || timing === undefined) return undefined;
  if (!distinctForGood(context, expr, row, subject, timing)) return undefined;
  const values = row.result === 'subject' ? subject.attributeInfo?.values : undefined;
  return {
    kind: 'aggregate',
    source: expr,
    function: row.name,
    type: typeOf(row, subject),
    missing: row.missing,
    ...(values === undefined ? {} : { values }),
    stream: subject.stream,
    ...(subject.attribute === undefined ? {} : { attribute: subject.attribute }),
    where: subject.where,
    ...(subject.fixed === undefined ? {} : { fixed: subject.fixed }),
    ofGap: subject.ofGap,
    ...timing,
  };
}

function mayBeStream({ scope }: CheckContext, arg: Arg | undefined): boolean {
  return (
    arg?.kind === 'value' && arg.value.kind === 'path' && !scope.names.includes(arg.value.names.join('.'))
  );
}

export function aggregatesAllowed(context: CheckContext, expr: CallExpr): boolean {
  if (context.event === undefined && context.scope.allows.aggregates) return true;
  const why =
    context.event === undefined
      ? 'Nothing can be counted over time here'
      : '`where` sees one event only, so nothing can be counted over time in it';
  context.report(problemAt(expr.span, 'aggregate-not-here', `${why}: \`${expr.name}\` cannot stand here.`));
  return false;
}

function typeOf(row: AggregateRow, subject: Subject): TypedAggregate['type'] {
  if (row.result !== 'subject') return row.result;
  if (subject.ofGap) return 'duration';
  const type = subject.attributeInfo?.type ?? 'number';
  // A sum or a median of values of no known type counts those that are numbers.
  return type === 'any' && row.subject !== 'attribute' ? 'number' : type;
}

function checkTiming(
  context: CheckContext,
  expr: CallExpr,
  rest: readonly Arg[],
  row: AggregateRow,
  subject: Subject | undefined,
): Timing | undefined {
  if (row.name === 'median') return checkMedian(context, expr, rest, row);
  if (row.name === 'streak' || row.name === 'best_streak')
    return checkStreak(context, expr, rest, row, subject);
  const [first, ...others] = rest;
  if (row.window === 'none' && first !== undefined) return tooMuch(context, expr, first, row);
  const [extra] = others;
  if (extra !== undefined) return tooMuch(context, expr, extra, row);
  if (first !== undefined) {
    if (isNeedless(context, expr, first, row)) return undefined;
    const window = checkWindow(context, first, row);
    return window === undefined ? undefined : { window };
  }
  if (row.window !== 'required') return {};
  const message = `\`${row.name}\` needs to know over which time: \`30d\`, \`week\` or \`lifetime\`, for example.`;
  const fix = addArgument(expr, row.windows.includes('days') ? '30d' : 'week');
  context.report(problemAt(expr.span, 'window-missing', message, { expected: windowsOf(row, context), fix }));
  return undefined;
}

/** `lifetime` where no window at all means it. */
function isNeedless(context: CheckContext, expr: CallExpr, arg: Arg, row: AggregateRow): boolean {
  if (row.window !== 'optional' || arg.kind !== 'window' || arg.word !== 'lifetime') return false;
  const message = `\`${row.name}\` without a window sees all time: leave \`lifetime\` out.`;
  const fix = removeFrom(expr, arg, 'Leave `lifetime` out');
  context.report(
    problemAt(arg.span, 'aggregate-window', message, { expected: windowsOf(row, context), fix }),
  );
  return true;
}

function tooMuch(context: CheckContext, expr: CallExpr, arg: Arg, row: AggregateRow): undefined {
  const message = `\`${row.name}\` takes no further argument here.`;
  const fix = removeFrom(expr, arg, 'Remove what is too much');
  context.report(problemAt(arg.span, 'argument-count', message, { expected: row.signature, fix }));
}

function checkMedian(
  context: CheckContext,
  expr: CallExpr,
  rest: readonly Arg[],
  row: AggregateRow,
): Timing | undefined {
  const [count, extra] = rest;
  if (extra !== undefined) return tooMuch(context, expr, extra, row);
  if (
    count?.kind === 'last' &&
    Number.isInteger(count.count) &&
    count.count >= 2 &&
    count.count <= MAX_MEDIAN
  ) {
    return { last: count.count };
  }
  const message = `\`median\` looks at the last 2 to ${MAX_MEDIAN} events: write \`last 8\`, for example.`;
  const details = { expected: row.signature };
  if (count === undefined) {
    const fix = addArgument(expr, 'last 8');
    context.report(problemAt(expr.span, 'window-missing', message, { ...details, fix }));
  } else if (count.kind === 'last') {
    const nearest = Math.min(MAX_MEDIAN, Math.max(2, Math.round(count.count)));
    const fix = write(count, `last ${nearest}`);
    context.report(problemAt(count.span, 'argument-range', message, { ...details, fix }));
  } else {
    context.report(
      problemAt(count.span, 'aggregate-window', message, { ...details, fix: write(count, 'last 8') }),
    );
  }
  return undefined;
}

function checkStreak(
  context: CheckContext,
  expr: CallExpr,
  rest: readonly Arg[],
  row: AggregateRow,
  subject: Subject | undefined,
): Timing | undefined {
  const [unit, ...others] = rest;
  if (unit?.kind === 'window' && unit.word === 'each') return checkEach(context, expr, others, row, subject);
  if (unit?.kind !== 'window' || (unit.word !== 'day' && unit.word !== 'week' && unit.word !== 'month')) {
    const message = `\`${row.name}\` counts days, weeks or months in a row: say which of \`day\`, \`week\`, \`month\`.`;
    const word = unit?.kind === 'value' && unit.value.kind === 'path' ? unit.value.names.join('.') : '';
    const [meant = 'day'] = suggest(word, ['day', 'week', 'month', 'each']);
    const fix = unit === undefined ? addArgument(expr, 'day') : write(unit, meant);
    const code = unit === undefined ? 'window-missing' : 'aggregate-window';
    context.report(problemAt(unit?.span ?? expr.span, code, message, { expected: row.signature, fix }));
    return undefined;
  }
  const forgiving = others.at(-1);
  const forgive = forgiving?.kind === 'forgive' ? forgiving : undefined;
  const [windowArg, extra] = forgive === undefined ? others : others.slice(0, -1);
  if (extra !== undefined) return tooMuch(context, expr, extra, row);
  const window = windowArg === undefined ? undefined : checkWindow(context, windowArg, row);
  if (windowArg !== undefined && window === undefined) return undefined;
  if (forgive !== undefined && !canForgive(context, forgive, unit.word)) return undefined;
  return {
    streak: {
      unit: unit.word,
      ...(forgive === undefined ? {} : { forgive: { count: forgive.count, days: forgive.days } }),
    },
    ...(window === undefined ? {} : { window }),
  };
}

function canForgive(
  context: CheckContext,
  forgive: Extract<Arg, { readonly kind: 'forgive' }>,
  unit: string,
): boolean {
  if (unit === 'day' && Number.isInteger(forgive.count) && forgive.count >= 1 && forgive.count < forgive.days)
    return true;
  const message =
    unit === 'day'
      ? '`forgive` lets fewer days than its span go without an event: `forgive 1 per 7d`.'
      : `\`forgive\` is for streaks of days, not of ${unit}s.`;
  const expected = 'such as `forgive 1 per 7d`';
  const fix = unit === 'day' ? write(forgive, `forgive 1 per ${Math.max(2, forgive.days)}d`) : undefined;
  const code = unit === 'day' ? 'argument-range' : 'argument-wrong';
  context.report(problemAt(forgive.span, code, message, { expected, fix }));
  return false;
}

/** Events in a row that meet the condition of `where`. */
function checkEach(
  context: CheckContext,
  expr: CallExpr,
  others: readonly Arg[],
  row: AggregateRow,
  subject: Subject | undefined,
): Timing | undefined {
  const [extra] = others;
  if (extra !== undefined) return tooMuch(context, expr, extra, row);
  if (row.name === 'best_streak') {
    context.report(
      problemAt(
        expr.span,
        'aggregate-window',
        '`each` is for `streak` alone: no best run of events is kept.',
      ),
    );
    return undefined;
  }
  if (subject !== undefined && subject.where.length === 0) {
    const message = '`each` counts events in a row that meet a condition: say which, `where …`.';
    context.report(problemAt(expr.span, 'aggregate-where', message, { expected: row.signature }));
    return undefined;
  }
  return { streak: { unit: 'each' } };
}

/** For good only listed texts are counted by value: a customer's state would grow without end otherwise. */
function distinctForGood(
  context: CheckContext,
  expr: CallExpr,
  row: AggregateRow,
  subject: Subject,
  timing: Timing,
): boolean {
  const listed = subject.attributeInfo?.values !== undefined || subject.attributeInfo?.type === 'boolean';
  if (row.name !== 'distinct' || timing.window?.kind !== 'lifetime' || listed) return true;
  const attribute = `${subject.stream.id}.${subject.attribute ?? ''}`;
  const message = `\`${attribute}\` can be any text, and different texts are not counted for good: take a window, or list its texts in the event.`;
  const window = expr.args.at(-1);
  const fix = window === undefined ? undefined : write(window, '30d');
  context.report(problemAt(expr.span, 'aggregate-window', message, { expected: 'such as 30d', fix }));
  return false;
}
