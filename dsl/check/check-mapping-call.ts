import type { Expr } from '../syntax/ast.ts';
import { convert } from './adapt.ts';
import { checkFunction, plainArgument } from './check-function.ts';
import { problemAt } from './context.ts';
import type { CheckContext } from './context.ts';
import type { FunctionRow } from './functions.ts';
import { write } from './fixes.ts';
import type { Typed } from './typed.ts';

type CallExpr = Extract<Expr, { readonly kind: 'call' }>;

/** Functions that only mappings have: `hour(call_time)`, `time(booked, "dd.MM.yyyy HH:mm")`, `field("A Number")`. */
export function checkMappingCall(context: CheckContext, expr: CallExpr, row: FunctionRow): Typed | undefined {
  if (!context.scope.allows.record) {
    const message = `\`${row.name}\` reads the raw record of a source: it belongs to \`event_mapping\` alone.`;
    context.report(problemAt(expr.nameSpan, 'name-not-here', message));
    return undefined;
  }
  if (row.name === 'field') return checkField(context, expr, row);
  if (row.name === 'time') return checkTime(context, expr, row);
  return checkFunction(context, expr, row);
}

function checkField(context: CheckContext, expr: CallExpr, row: FunctionRow): Typed | undefined {
  const name = literalText(expr, 0);
  if (name === undefined || name === '' || expr.args.length !== 1) {
    const message = '`field` takes the name of a field of the record, in quotes.';
    const [arg] = expr.args;
    const bare = arg?.kind === 'value' && arg.value.kind === 'path' ? arg.value.names.join('.') : undefined;
    const fix = arg === undefined || bare === undefined ? undefined : write(arg, JSON.stringify(bare));
    context.report(problemAt(expr.span, 'argument-wrong', message, { expected: row.example, fix }));
    return undefined;
  }
  return { kind: 'read', source: expr, type: 'any', missing: true, logic: row.logic([name]) };
}

function checkTime(context: CheckContext, expr: CallExpr, row: FunctionRow): Typed | undefined {
  const [first, second] = expr.args;
  if (first !== undefined && expr.args.length === 1) {
    const arg = plainArgument(context, first, row.name);
    const value = arg === undefined ? undefined : context.check(arg);
    if (value === undefined) return undefined;
    return value.type === 'time' ? value : { ...convert(value, 'time'), source: expr, missing: true };
  }
  const format = literalText(expr, 1);
  if (second !== undefined && (format === undefined || !isTimeFormat(format))) {
    const message =
      'The format is "unix_ms", "unix_s" or a pattern made of yyyy, MM, dd, HH, mm, ss, SSS and XXX (the offset).';
    context.report(
      problemAt(second.span, 'argument-wrong', message, { expected: 'such as "dd.MM.yyyy HH:mm"' }),
    );
    return undefined;
  }
  const checked = checkFunction(context, expr, row);
  return checked === undefined ? undefined : { ...checked, missing: true };
}

/** Year, month and day at least; letters that are no field of a date stand in single quotes. */
function isTimeFormat(format: string): boolean {
  if (format === 'unix_ms' || format === 'unix_s') return true;
  const fields: readonly string[] = format.replace(/'[^']*'/g, '').match(/([A-Za-z])\1*/g) ?? [];
  const known = fields.every(field => TIME_FIELDS.has(field));
  return (
    known &&
    new Set(fields).size === fields.length &&
    ['yyyy', 'MM', 'dd'].every(field => fields.includes(field))
  );
}

const TIME_FIELDS: ReadonlySet<string> = new Set(['yyyy', 'MM', 'dd', 'HH', 'mm', 'ss', 'SSS', 'XXX', 'T']);

function literalText(expr: CallExpr, index: number): string | undefined {
  const arg = expr.args[index];
  return arg?.kind === 'value' && arg.where === undefined && arg.value.kind === 'text'
    ? arg.value.value
    : undefined;
}
