import type { Window } from '../program/features.ts';
import type { Arg, Expr } from '../syntax/ast.ts';
import { oneOf } from '../diagnostics/suggest.ts';
import { parseExpression } from '../syntax/parse-expression.ts';
import type { ProblemFix } from '../syntax/problem.ts';
import { WINDOW_WORDS } from '../syntax/tokens.ts';
import { literalUnit } from '../types/units.ts';
import type { AggregateRow, WindowKind } from './aggregates.ts';
import { didYouMean, problemAt } from './context.ts';
import type { CheckContext } from './context.ts';
import { write } from './fixes.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Events further back change lifetime figures only, so that what is kept stays small. */
export const MAX_WINDOW_DAYS = 400;

/** An argument as a window of time: `30d`, `week`, `period`, `lifetime`. */
export function checkWindow(context: CheckContext, arg: Arg, row: AggregateRow): Window | undefined {
  const window = readWindow(context, arg, row);
  if (window === undefined) return undefined;
  const kind = kindOf(window);
  if (row.windows.includes(kind)) return window;
  const why =
    kind === 'lifetime'
      ? `\`${row.name}\` without a window sees all time: leave \`lifetime\` out.`
      : `\`${row.name}\` cannot look at ${KIND_PHRASES[kind]}.`;
  const nearest = kind === 'hours' && row.windows.includes('days') ? '2d' : undefined;
  const fix = nearest === undefined ? undefined : write(arg, nearest);
  context.report(problemAt(arg.span, 'aggregate-window', why, { expected: windowsOf(row, context), fix }));
  return undefined;
}

/** "`30d`, `week` or `lifetime`": what the aggregate takes at this place. */
export function windowsOf({ windows }: AggregateRow, { scope }: CheckContext): string {
  const here = windows.filter(kind => kind !== 'mission' || scope.allows.periodWindow);
  return oneOf(here.map(kind => KIND_EXAMPLES[kind]));
}

/** A literal number of whole days: `90d`. */
export function wholeDays(expr: Expr): number | undefined {
  const ms = durationMs(expr);
  return ms !== undefined && ms > 0 && ms % DAY_MS === 0 ? ms / DAY_MS : undefined;
}

const KIND_EXAMPLES: Readonly<Record<WindowKind, string>> = {
  hours: '24h',
  days: '30d',
  calendar: 'week',
  mission: 'period',
  lifetime: 'lifetime',
};

const KIND_PHRASES: Readonly<Record<WindowKind, string>> = {
  hours: 'less than 2 days',
  days: 'a sliding window',
  calendar: 'a calendar window',
  mission: 'the period of a mission',
  lifetime: 'all time',
};

function kindOf(window: Window): WindowKind {
  if (window.kind === 'sliding') return window.unit === 'hour' ? 'hours' : 'days';
  return window.kind === 'calendar' || window.kind === 'lifetime' ? window.kind : 'mission';
}

function readWindow(context: CheckContext, arg: Arg, row: AggregateRow): Window | undefined {
  if (arg.kind === 'window') return readWord(context, arg, row);
  if (arg.kind === 'value' && arg.where === undefined) {
    const ms = durationMs(arg.value);
    if (ms !== undefined) return readSpan(context, arg, ms, row);
  }
  const word = arg.kind === 'value' && arg.value.kind === 'path' ? arg.value.names.join('.') : '';
  const meant = didYouMean(word, WINDOW_WORDS, arg.span);
  const instead =
    meant.hint === '' ? ': a literal span such as `30d`, or a word such as `week`.' : meant.hint;
  const message = `\`${row.name}\` takes a window of time here${instead}`;
  const { value } = arg.kind === 'value' && arg.value.kind === 'number' ? arg.value : { value: 0 };
  const days = value > 0 && row.windows.includes('days') ? write(arg, `${value}d`) : undefined;
  const fix = days ?? quotedWindow(arg) ?? meant.fix;
  context.report(
    problemAt(arg.span, 'aggregate-window', message, { expected: windowsOf(row, context), fix }),
  );
  return undefined;
}

/** `days(usage, "30d")` */
function quotedWindow(arg: Arg): ProblemFix | undefined {
  if (arg.kind !== 'value' || arg.value.kind !== 'text') return undefined;
  const { value } = arg.value;
  const { ast } = parseExpression(value);
  const isWindow =
    (WINDOW_WORDS as readonly string[]).includes(value) ||
    (ast !== undefined && durationMs(ast) !== undefined);
  return isWindow ? write(arg, value) : undefined;
}

function readWord(
  context: CheckContext,
  arg: Extract<Arg, { readonly kind: 'window' }>,
  row: AggregateRow,
): Window | undefined {
  const { allows } = context.scope;
  switch (arg.word) {
    case 'day':
    case 'week':
    case 'month':
    case 'quarter':
      return { kind: 'calendar', unit: arg.word };
    case 'lifetime':
      return { kind: 'lifetime' };
    case 'period':
    case 'step':
      if (arg.word === 'period' ? allows.periodWindow : allows.stepWindow) return { kind: arg.word };
      reportNoMission(context, arg, row);
      return undefined;
    case 'each':
      context.report(
        problemAt(
          arg.span,
          'aggregate-window',
          '`each` counts events in a row and belongs to `streak` alone.',
          {
            expected: windowsOf(row, context),
          },
        ),
      );
      return undefined;
  }
}

function reportNoMission(
  context: CheckContext,
  arg: Extract<Arg, { readonly kind: 'window' }>,
  row: AggregateRow,
): void {
  const message = `\`${arg.word}\` is known inside a mission only, once it runs.`;
  const fix = row.windows.includes('days') ? write(arg, '30d') : undefined;
  context.report(problemAt(arg.span, 'window-not-here', message, { expected: windowsOf(row, context), fix }));
}

/** From 2 days on in local days, under that in hours. */
function readSpan(context: CheckContext, arg: Arg, ms: number, row: AggregateRow): Window | undefined {
  const [unit, size] = ms < 2 * DAY_MS ? (['hour', HOUR_MS] as const) : (['day', DAY_MS] as const);
  const count = ms / size;
  if (ms > MAX_WINDOW_DAYS * DAY_MS) {
    const message = `A sliding window reaches back ${MAX_WINDOW_DAYS} days at most; \`lifetime\` sees all time.`;
    const fix = write(arg, row.windows.includes('lifetime') ? 'lifetime' : `${MAX_WINDOW_DAYS}d`);
    context.report(problemAt(arg.span, 'window-too-long', message, { expected: 'such as 30d', fix }));
    return undefined;
  }
  if (Number.isInteger(count) && count >= 1) return { kind: 'sliding', unit, count };
  const message = 'A window is counted in whole days, under 2 days in whole hours.';
  const least = row.windows.includes('hours') ? '1d' : '2d';
  const fix = write(arg, ms === 0 ? least : `${Math.ceil(count)}${unit === 'hour' ? 'h' : 'd'}`);
  context.report(problemAt(arg.span, 'window-not-whole', message, { expected: 'such as 30d or 24h', fix }));
  return undefined;
}

function durationMs(expr: Expr): number | undefined {
  if (expr.kind !== 'quantity') return undefined;
  const unit = literalUnit(expr.unit);
  return unit?.type === 'duration' ? expr.value * unit.factor : undefined;
}
