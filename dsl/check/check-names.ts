import { oneOf } from '../diagnostics/suggest.ts';
import type { Expr } from '../syntax/ast.ts';
import { figureOf } from '../syntax/number-words.ts';
import { WINDOW_WORDS } from '../syntax/tokens.ts';
import { didYouMean, problemAt } from './context.ts';
import type { CheckContext } from './context.ts';
import { write } from './fixes.ts';
import type { NameInfo, Stream } from './scope.ts';
import type { Typed } from './typed.ts';
import { ownValue } from '../program/own-value.ts';

type PathExpr = Extract<Expr, { readonly kind: 'path' }>;

/** A name → what it reads. */
export function checkPath(context: CheckContext, expr: PathExpr): Typed | undefined {
  const name = expr.names.join('.');
  if (context.event !== undefined) return checkAttribute(context, context.event, expr, name);
  const info = context.scope.resolve(name) ?? recordField(context, name);
  if (info === 'circular') {
    const way = context.scope.circleOf?.(name);
    const message = `\`${name}\` depends on itself: its own value is needed to work it out${way === undefined ? '' : `, ${way}`}.`;
    context.report(problemAt(expr.span, 'name-circular', message));
    return undefined;
  }
  if (info === undefined) {
    reportUnknown(context, expr, name);
    return undefined;
  }
  return readOf(expr, info);
}

export function checkNow(context: CheckContext, expr: Expr): Typed | undefined {
  if (context.event !== undefined || context.scope.allows.record) {
    const where = context.event === undefined ? 'A mapping' : '`where`';
    context.report(
      problemAt(expr.span, 'name-not-here', `${where} sees one event only, and \`now\` is no part of it.`, {
        expected: 'an attribute of the event, such as `time`',
      }),
    );
    return undefined;
  }
  return { kind: 'read', source: expr, type: 'time', missing: false, logic: { var: 'now' } };
}

function readOf(source: Expr, info: NameInfo): Typed {
  const listed = info.values === undefined ? {} : { values: info.values };
  return { kind: 'read', source, type: info.type, missing: info.missing, logic: info.logic, ...listed };
}

/** Every name is a field of the record that a mapping reads. */
function recordField({ scope }: CheckContext, name: string): NameInfo | undefined {
  return scope.allows.record ? { type: 'any', missing: true, logic: { var: `record.${name}` } } : undefined;
}

function checkAttribute(
  context: CheckContext,
  stream: Stream,
  expr: PathExpr,
  name: string,
): Typed | undefined {
  const attribute = ownValue(stream.attributes, name);
  if (attribute !== undefined) {
    const listed = attribute.values === undefined ? {} : { values: attribute.values };
    return {
      kind: 'attribute',
      source: expr,
      name,
      type: attribute.type,
      missing: attribute.missing,
      ...listed,
    };
  }
  const known = Object.keys(stream.attributes);
  const expected = `one of ${oneOf(known)}`;
  if (context.scope.fixedNames.includes(name)) {
    const message = `\`${name}\` is fixed by the mission: here it can only stand as \`attribute = ${name}\`, joined with \`and\`.`;
    context.report(problemAt(expr.span, 'name-not-here', message, { expected }));
  } else if (context.scope.names.includes(name)) {
    const message = `\`${name}\` is no part of the event: \`where\` sees nothing but the attributes of \`${stream.id}\`.`;
    context.report(problemAt(expr.span, 'name-not-here', message, { expected }));
  } else {
    const { hint, fix } = didYouMean(name, [...known, ...context.scope.fixedNames], expr.span);
    const message = `\`${stream.id}\` has no attribute \`${name}\`${hint === '' ? '.' : hint}`;
    context.report(problemAt(expr.span, 'name-unknown-attribute', message, { expected, fix }));
  }
  return undefined;
}

/** What other languages call a value that is not there. */
export const NOTHING: readonly string[] = ['null', 'none', 'nil', 'undefined'];

function reportUnknown(context: CheckContext, expr: PathExpr, name: string): void {
  const { scope } = context;
  if (scope.catalogue.stream(name) !== undefined) {
    reportStream(context, expr, name);
    return;
  }
  if (reportHalfName(context, expr, name)) return;
  const explained = explainUnknown(name);
  if (explained !== undefined) {
    context.report(problemAt(expr.span, 'name-not-here', explained));
    return;
  }
  if (reportOtherKind(context, expr, name)) return;
  const figure = figureOf([name]);
  if (figure !== undefined) {
    const message = `A number is written in figures: \`${name}\` is \`${figure}\`.`;
    const fix = write(expr, String(figure));
    context.report(problemAt(expr.span, 'name-unknown', message, { expected: `\`${figure}\``, fix }));
    return;
  }
  const words = explainWord(name);
  if (words !== undefined) {
    context.report(problemAt(expr.span, 'name-unknown', words));
    return;
  }
  const { hint, fix } = didYouMean(name, [...scope.names, ...eventNames(context), ...WORDS], expr.span);
  const message =
    hint === '' ? `There is nothing called \`${name}\` here.` : `There is no \`${name}\`${hint}`;
  context.report(problemAt(expr.span, 'name-unknown', message, { fix }));
}

function reportStream({ scope, report }: CheckContext, expr: PathExpr, name: string): void {
  const counted = `count(${name}, 30d)`;
  const message = `\`${name}\` is a stream of events: say what of it counts, as in \`${counted}\` or \`since(${name})\`.`;
  const fix = scope.allows.aggregates ? write(expr, counted) : undefined;
  report(problemAt(expr.span, 'name-is-stream', message, { expected: 'a value', fix }));
}

/** A table of several results without one of them, or a kind before the name that needs none. */
function reportHalfName({ scope, report }: CheckContext, expr: PathExpr, name: string): boolean {
  const [kind = '', ...rest] = expr.names;
  const own = rest.join('.');
  if (KINDS.has(kind) && scope.names.includes(own)) {
    const message = `A name stands without its kind: \`${own}\`.`;
    report(problemAt(expr.span, 'name-unknown', message, { expected: `\`${own}\``, fix: write(expr, own) }));
    return true;
  }
  const results = scope.names.filter(known => known.startsWith(`${name}.`));
  if (results.length === 0) return false;
  const message = `\`${name}\` gives several results: say which, ${oneOf(results)}.`;
  const fixes = results.map(result => write(expr, result));
  report({ ...problemAt(expr.span, 'name-unknown', message, { expected: oneOf(results) }), fixes });
  return true;
}

const KINDS: ReadonlySet<string> = new Set(['score', 'metric', 'segment', 'parameter', 'table']);

function explainUnknown(name: string): string | undefined {
  if ((WINDOW_WORDS as readonly string[]).includes(name)) {
    return `\`${name}\` is a window of time: it stands in an aggregate, as in \`count(usage, ${name})\`.`;
  }
  return NOTHING.includes(name)
    ? 'A value that is not there is called missing: ask `x is missing`.'
    : undefined;
}

/** Rules that have no value of their own: what became of them is told by events. */
const OTHER_KINDS: readonly { readonly kind: string; readonly event: string }[] = [
  { kind: 'mission', event: 'mission.completed' },
  { kind: 'badge', event: 'badge.awarded' },
  { kind: 'campaign', event: 'campaign.triggered' },
];

function reportOtherKind({ scope, report }: CheckContext, expr: PathExpr, name: string): boolean {
  if (!scope.allows.aggregates) return false;
  const [first, ...rest] = expr.names;
  for (const { kind, event } of OTHER_KINDS) {
    const id = first === kind && rest.length > 0 ? rest.join('.') : name;
    if (scope.catalogue.stream(event)?.attributes[kind]?.values?.includes(id) !== true) continue;
    const text = `count(${event} where ${kind} = "${id}", lifetime) > 0`;
    const message = `\`${id}\` is a ${kind}, which has no value of its own: ask what happened, as in \`${text}\`.`;
    report(problemAt(expr.span, 'name-unknown', message, { expected: 'a value', fix: write(expr, text) }));
    return true;
  }
  return false;
}

function explainWord(name: string): string | undefined {
  if (MISSION_NAMES.includes(name))
    return `\`${name}\` is a name that missions have of their own: nothing else sees it.`;
  return PRESENT.includes(name.toLowerCase())
    ? `The present moment is \`now\`: how long ago something was is a difference, as in \`now - first_seen > 30d\`; there is no \`${name}\`.`
    : undefined;
}

const MISSION_NAMES: readonly string[] = ['level', 'target', 'progress', 'segment'];

const PRESENT: readonly string[] = ['today', 'yesterday', 'sysdate', 'current_date', 'current_timestamp'];

/** Words of the language that stand where a name may. */
const WORDS: readonly string[] = ['now', 'true', 'false'];

/** Streams with their attributes, for those who forget the aggregate around them and misspell them too. */
function eventNames({ scope }: CheckContext): readonly string[] {
  if (!scope.allows.aggregates) return [];
  return scope.catalogue.ids.flatMap(id => [
    id,
    ...Object.keys(scope.catalogue.stream(id)?.attributes ?? {}).map(attribute => `${id}.${attribute}`),
  ]);
}
