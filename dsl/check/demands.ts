import type { TypeName } from '../program/logic.ts';
import type { Expr } from '../syntax/ast.ts';
import { printExpression } from '../syntax/print-expression.ts';
import { parseExpression } from '../syntax/parse-expression.ts';
import { isNumeric, phraseOf, TYPES } from '../types/types.ts';
import { adapt } from './adapt.ts';
import { problemAt } from './context.ts';
import type { CheckContext } from './context.ts';
import { addUnit, besideOthers, changeQuotes, dropUnit } from './fixes.ts';
import { readsEvent } from './reads.ts';
import type { Typed } from './typed.ts';

/** The value as one of `type`; otherwise a problem that says `what` needs it. */
export function demandType(
  context: CheckContext,
  value: Typed,
  type: TypeName,
  what: string,
): Typed | undefined {
  const adapted = adapt(value, type);
  if (adapted !== undefined) return adapted;
  const message = `${what} is ${phraseOf(type)}, but ${isA(value)}.`;
  const expected = `${phraseOf(type)}, such as \`${TYPES[type].example}\``;
  const units = addUnit(value, type);
  const code = units.length === 0 ? 'type-mismatch' : 'type-unit-missing';
  const fix = dropUnit(value, type) ?? changeQuotes(value, type);
  const fixes = units.length === 0 ? { fix } : { fixes: units };
  context.report(problemAt(value.source.span, code, message, { expected, ...fixes }));
  return undefined;
}

/** The value as a condition that is surely true or false. */
export function demandCondition(context: CheckContext, value: Typed | undefined): Typed | undefined {
  const condition = value === undefined ? undefined : demandBoolean(context, value);
  return condition === undefined ? undefined : demandPresent(context, condition);
}

export function demandBoolean(context: CheckContext, value: Typed): Typed | undefined {
  const condition = adapt(value, 'boolean');
  if (condition !== undefined) return condition;
  const { span } = value.source;
  const test = testOf(value);
  const open = value.type === 'text' ? ' = "…"' : ' > …';
  const hint = `\`${besideOthers(value.source)}${test ?? open}\``;
  const message = `${isA(value)}; a condition is needed here, such as ${hint}.`;
  const fix =
    test === undefined
      ? undefined
      : { title: `Write ${hint}`, span: { start: span.end, end: span.end }, text: test };
  context.report(problemAt(span, 'type-condition', message, { expected: 'a condition', fix }));
  return undefined;
}

/** What most likely makes a condition of a value, written after it. */
function testOf({ type, source }: Typed): string | undefined {
  // What is looser than a comparison would need parentheses around it.
  if (source.kind === 'if') return undefined;
  if (type === 'time') return ' < now';
  const { fallback } = TYPES[type];
  return isNumeric(type) && fallback !== undefined ? ` > ${fallback}` : undefined;
}

/**
 * The value where it is surely there; otherwise a problem that says how to say what counts then.
 * Where one event or record is looked at, missing values flow on instead: the whole condition then has no result.
 */
export function demandPresent(context: CheckContext, value: Typed): Typed | undefined {
  return missingFlows(context, value) ? value : refuseMissing(context, value);
}

/** The value where it is never missing, wherever it comes from. */
export function refuseMissing(context: CheckContext, value: Typed): Typed | undefined {
  if (!value.missing) return value;
  const text = printExpression(value.source);
  const fallback = TYPES[value.type].fallback;
  const filled = withFallback(value.source, fallback ?? '…');
  context.report(
    problemAt(
      value.source.span,
      'missing-value',
      `\`${text}\` may be missing: write \`${filled}\`, or ask whether it \`is missing\`.`,
      {
        expected: 'a value that is always there',
        fix:
          fallback === undefined
            ? undefined
            : { title: `Write \`${filled}\``, span: value.source.span, text: `(${filled})` },
      },
    ),
  );
  return undefined;
}

function missingFlows(context: CheckContext, value: Typed): boolean {
  return context.event !== undefined || context.scope.allows.record || readsEvent(value);
}

/** "`usage.data` is a data volume". */
export function isA(value: Typed): string {
  return `\`${printExpression(value.source)}\` is ${phraseOf(value.type)}`;
}

function withFallback(value: Expr, fallback: string): string {
  const { ast } = parseExpression(fallback);
  if (ast !== undefined)
    return printExpression({ kind: 'otherwise', span: value.span, value, fallback: ast });
  return `${printExpression(value)} otherwise ${fallback}`;
}
