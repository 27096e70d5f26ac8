import type { Arg, Expr } from '../syntax/ast.ts';
import { oneOf, suggest } from '../diagnostics/suggest.ts';
import { printExpression } from '../syntax/print-expression.ts';
import { isNumeric, phraseOf } from '../types/types.ts';
import type { AggregateRow } from './aggregates.ts';
import { didYouMean, problemAt } from './context.ts';
import type { CheckContext } from './context.ts';
import { demandCondition } from './demands.ts';
import { write } from './fixes.ts';
import type { Stream, StreamAttribute } from './scope.ts';
import type { Typed } from './typed.ts';
import { ownValue } from '../program/own-value.ts';

type ValueArg = Extract<Arg, { readonly kind: 'value' }>;
type CallExpr = Extract<Expr, { readonly kind: 'call' }>;
type PathExpr = Extract<Expr, { readonly kind: 'path' }>;

/** What an aggregate sees: a stream, what it reads from each event, and which events count. */
export interface Subject {
  readonly stream: Stream;
  readonly attribute?: string;
  readonly ofGap: boolean;
  /** Of what is read. */
  readonly attributeInfo?: StreamAttribute;
  readonly where: readonly Typed[];
  readonly fixed?: { readonly attribute: string; readonly name: string };
}

/** The first argument of an aggregate: `usage.data where off_peak`. */
export function checkSubject(context: CheckContext, call: CallExpr, row: AggregateRow): Subject | undefined {
  const [arg] = call.args;
  if (arg?.kind !== 'value' || arg.value.kind !== 'path') {
    reportNoStream(context, call, row);
    return undefined;
  }
  const found = findStream(context, call, arg.value);
  if (found === undefined) return undefined;
  const read = readAttribute(context, arg.value, found.stream, found.attribute, row);
  const chosen = checkWhere(context, arg, found.stream, row);
  return read === undefined || chosen === undefined
    ? undefined
    : { stream: found.stream, ...read, ...chosen };
}

function reportNoStream(context: CheckContext, call: CallExpr, row: AggregateRow): void {
  const [arg] = call.args;
  if (arg === undefined) return;
  const better = VALUE_FUNCTIONS[row.name];
  const hint = better === undefined ? '' : `; the ${better} of several values is \`${better}(a, b)\``;
  const message = `\`${row.name}\` takes a stream of events first${hint}.`;
  const fix = better === undefined ? undefined : write({ span: call.nameSpan }, better);
  context.report(problemAt(arg.span, 'aggregate-stream', message, { expected: row.signature, fix }));
}

/** What does with values what an aggregate does with events. */
const VALUE_FUNCTIONS: Readonly<Record<string, string>> = { max: 'largest', min: 'smallest' };

/** The longest event id or family, then an attribute. */
function findStream(
  context: CheckContext,
  call: CallExpr,
  path: PathExpr,
): { readonly stream: Stream; readonly attribute?: string } | undefined {
  const { catalogue, names } = context.scope;
  for (let length = path.names.length; length > 0; length -= 1) {
    const stream = catalogue.stream(path.names.slice(0, length).join('.'));
    if (stream === undefined) continue;
    const rest = path.names.slice(length).join('.');
    if (rest === '') return { stream };
    const meant =
      rest === 'gap' || Object.hasOwn(stream.attributes, rest)
        ? undefined
        : nearestEvent(context, path, length);
    if (meant === undefined) return { stream, attribute: rest };
    const message = `There is no event \`${path.names.join('.')}\` — did you mean \`${meant}\`?`;
    const fix = { title: `Write \`${meant}\``, span: path.span, text: meant };
    context.report(
      problemAt(path.span, 'name-unknown-event', message, { expected: 'an event of the catalogue', fix }),
    );
    return undefined;
  }
  const name = path.names.join('.');
  const { hint, fix } = didYouMean(name, eventsAndAttributes(catalogue.ids, path.names), path.span);
  const expected = 'an event, a family of events or a derived stream';
  if (hint === '' && names.includes(name)) {
    const better = ownValue(VALUE_FUNCTIONS, call.name);
    const message = `\`${name}\` is a value, not a stream of events.`;
    const fix = better === undefined ? undefined : write({ span: call.nameSpan }, better);
    context.report(problemAt(path.span, 'aggregate-stream', message, { expected, fix }));
    return undefined;
  }
  const message = `There is no event \`${name}\`${hint === '' ? '.' : hint}`;
  context.report(problemAt(path.span, 'name-unknown-event', message, { expected, fix }));
  return undefined;
}

/** The ids, and the ids with what follows the first names of the path: `usage.dat.up` may be `usage.data.up`. */
function eventsAndAttributes(ids: readonly string[], names: readonly string[]): readonly string[] {
  const ends = names.slice(1).map((_, index) => names.slice(index + 1).join('.'));
  return [...ids, ...ends.flatMap(end => ids.map(id => `${id}.${end}`))];
}

/** `usage.dat` begins with the family `usage`, but is more likely a misspelt event of it than an attribute. */
function nearestEvent(
  { scope }: CheckContext,
  { names }: PathExpr,
  familyLength: number,
): string | undefined {
  for (let length = names.length; length > familyLength; length -= 1) {
    const [meant] = suggest(names.slice(0, length).join('.'), scope.catalogue.ids, {
      limit: 1,
      fit: id => (id.startsWith(`${names.slice(0, familyLength).join('.')}.`) ? 1 : 0),
    });
    if (meant !== undefined) return [meant, ...names.slice(length)].join('.');
  }
  return undefined;
}

function readAttribute(
  context: CheckContext,
  path: PathExpr,
  stream: Stream,
  named: string | undefined,
  row: AggregateRow,
): Pick<Subject, 'attribute' | 'attributeInfo' | 'ofGap'> | undefined {
  if (row.subject === 'event') {
    if (named === undefined) return { ofGap: false };
    const fix = { title: `Write \`${stream.id}\``, span: path.span, text: stream.id };
    const message = `\`${row.name}\` takes events, not one of their attributes: \`${named}\` is too much.`;
    context.report(problemAt(path.span, 'aggregate-attribute', message, { expected: row.signature, fix }));
    return undefined;
  }
  if (row.subject === 'gap' && named === 'gap' && !Object.hasOwn(stream.attributes, 'gap'))
    return { ofGap: true };
  const attribute = named ?? (row.subject === 'key' ? undefined : 'value');
  if (attribute === undefined || !Object.hasOwn(stream.attributes, attribute)) {
    reportAttribute(context, path, stream, named, row);
    return undefined;
  }
  const attributeInfo = stream.attributes[attribute];
  if (attributeInfo === undefined || !fits(context, path, attributeInfo, row)) return undefined;
  return { ofGap: false, attribute, attributeInfo };
}

function reportAttribute(
  context: CheckContext,
  path: PathExpr,
  stream: Stream,
  named: string | undefined,
  row: AggregateRow,
): void {
  const known = Object.keys(stream.attributes);
  const expected = `one of ${oneOf(known)}`;
  if (named === undefined) {
    const why =
      row.subject === 'key' ? 'which attribute is meant' : `\`${stream.id}\` has no value: name an attribute`;
    const example = `${stream.id}.${known.find(name => !PLAIN.has(name)) ?? 'time'}`;
    const message =
      row.subject === 'key'
        ? `\`${row.name}\` needs to know ${why}, as in \`${example}\`.`
        : `${why}, as in \`${example}\`, or use \`count\`.`;
    const [only, other] = known.filter(name => !PLAIN.has(name));
    const isSure = row.subject === 'key' && other === undefined;
    const fix = only === undefined || !isSure ? undefined : write(path, `${stream.id}.${only}`);
    context.report(problemAt(path.span, 'aggregate-attribute', message, { expected, fix }));
    return;
  }
  const [meant] = suggest(named, row.subject === 'gap' ? [...known, 'gap'] : known, { limit: 1 });
  if (meant === undefined) {
    const message = `\`${stream.id}\` has no attribute \`${named}\`.`;
    context.report(problemAt(path.span, 'name-unknown-attribute', message, { expected }));
    return;
  }
  const text = `${stream.id}.${meant}`;
  const message = `There is no \`${printExpression(path)}\` — did you mean \`${text}\`?`;
  const fix = { title: `Write \`${text}\``, span: path.span, text };
  context.report(problemAt(path.span, 'name-unknown-attribute', message, { expected, fix }));
}

const PLAIN: ReadonlySet<string> = new Set(['time', 'type', 'source', 'value']);

function fits(context: CheckContext, path: PathExpr, { type }: StreamAttribute, row: AggregateRow): boolean {
  const quantity = row.subject === 'quantity' || row.subject === 'gap';
  const wrong = quantity
    ? !isNumeric(type) && type !== 'any'
    : row.subject === 'key' && type !== 'text' && type !== 'any' && type !== 'boolean';
  if (!wrong) return true;
  const wanted = quantity ? 'a number or a quantity' : 'a text';
  const message = `\`${row.name}\` needs ${wanted}, but \`${printExpression(path)}\` is ${phraseOf(type)}.`;
  context.report(problemAt(path.span, 'type-mismatch', message, { expected: wanted }));
  return false;
}

/** Conditions joined by `and`, apart from the one that compares an attribute with a value that the mission fixed. */
function checkWhere(
  context: CheckContext,
  arg: ValueArg,
  stream: Stream,
  row: AggregateRow,
): Pick<Subject, 'where' | 'fixed'> | undefined {
  if (arg.where === undefined) {
    if (!row.whereRequired) return { where: [] };
    const text = printExpression(arg.value);
    const message = `\`${row.name}\` needs a condition that tells open from closed: \`${text} where …\`.`;
    const fix = write(arg, `${text} where ${stateOf(stream)}`);
    const details = { expected: row.signature, ...(stateOf(stream) === undefined ? {} : { fix }) };
    context.report(problemAt(arg.span, 'aggregate-where', message, details));
    return undefined;
  }
  const parts =
    arg.where.kind === 'logical' && arg.where.operator === 'and' ? arg.where.operands : [arg.where];
  const fixed = parts.map(part => fixedMatch(context, part, stream));
  const matches = fixed.filter(match => match !== undefined);
  const inside = context.insideWhere(stream);
  if (parts.some(part => reportTurnedRound(context, part, stream))) return undefined;
  const checked = parts
    .filter((_, index) => fixed[index] === undefined)
    .map(part => demandCondition(inside, inside.check(part)));
  const where = checked.filter(part => part !== undefined);
  if (where.length < checked.length) return undefined;
  const [match] = matches;
  if (match === undefined) return { where };
  if (row.name === 'count' && matches.length === 1) return { where, fixed: match };
  const message = `A value that the mission fixed can choose events for \`count\` only, and only one can: \`${match.name}\` cannot stand here.`;
  context.report(problemAt(arg.where.span, 'aggregate-where', message));
  return undefined;
}

/** `offer = sku`: the attribute stands first. */
function reportTurnedRound(context: CheckContext, part: Expr, stream: Stream): boolean {
  if (part.kind !== 'compare') return false;
  const turned = { ...part, left: part.right, right: part.left };
  const match = fixedMatch(context, turned, stream);
  if (match === undefined) return false;
  const text = printExpression(turned);
  const message = `\`${match.name}\` is fixed by the mission: here it stands behind the attribute, as in \`${text}\`.`;
  context.report(problemAt(part.left.span, 'name-not-here', message, { fix: write(part, text) }));
  return true;
}

/** The one attribute that is true or false, which then most likely tells open from closed. */
function stateOf({ attributes }: Stream): string | undefined {
  const [state, other] = Object.entries(attributes).filter(([, { type }]) => type === 'boolean');
  return other === undefined ? state?.[0] : undefined;
}

/** `attribute = name` with a fixed name. */
function fixedMatch({ scope }: CheckContext, part: Expr, stream: Stream): Subject['fixed'] | undefined {
  if (
    part.kind !== 'compare' ||
    part.operator !== '=' ||
    part.left.kind !== 'path' ||
    part.right.kind !== 'path'
  )
    return undefined;
  const attribute = part.left.names.join('.');
  const name = part.right.names.join('.');
  if (!Object.hasOwn(stream.attributes, attribute) || Object.hasOwn(stream.attributes, name))
    return undefined;
  return scope.fixedNames.includes(name) ? { attribute, name } : undefined;
}
