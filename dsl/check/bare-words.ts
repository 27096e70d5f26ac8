import type { TypeName } from '../program/logic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { Expr } from '../syntax/ast.ts';
import { problemAt } from './context.ts';
import type { CheckContext } from './context.ts';
import { write } from './fixes.ts';
import { ownValue } from '../program/own-value.ts';

type PathExpr = Extract<Expr, { readonly kind: 'path' }>;

interface Known {
  readonly type: TypeName;
  readonly values?: readonly string[];
}

/** `payment_type = prepaid`: words beside a text that are meant as texts themselves; whether there are any. */
export function reportBareWords(context: CheckContext, operands: readonly Expr[]): boolean {
  if (context.scope.allows.record) return false;
  const paths = operands.filter((operand): operand is PathExpr => operand.kind === 'path');
  const text = paths.map(path => knownAs(context, path)).find(known => known?.type === 'text');
  if (text === undefined) return false;
  const reports = paths.map(path => reportBareWord(context, path, text));
  return reports.includes(true);
}

/** `where device = ios`, and there is no `device`: what it is compared with is likely one of its texts. */
export function isUnknownBeside(context: CheckContext, word: Expr, beside: Expr | undefined): boolean {
  if (word.kind !== 'path' || beside?.kind !== 'path' || word.names.length > 1) return false;
  if (knownAs(context, word) !== undefined || knownAs(context, beside) !== undefined) return false;
  const { scope, event } = context;
  if (scope.allows.record) return false;
  const names = event === undefined ? scope.names : Object.keys(event.attributes);
  return suggest(nameOf(word), [...names, ...scope.fixedNames]).length === 0;
}

function reportBareWord(context: CheckContext, path: PathExpr, { values }: Known): boolean {
  const word = nameOf(path);
  const known = knownAs(context, path);
  const isListed = values?.includes(word) === true;
  if (known !== undefined && (!isListed || known.type === 'text' || known.type === 'any')) return false;
  const meant = isListed ? word : textMeant(context, word, values);
  if (meant === undefined) return false;
  const quoted = JSON.stringify(meant);
  const { event } = context;
  const absent =
    event === undefined ? `There is no \`${word}\` here` : `\`${event.id}\` has no attribute \`${word}\``;
  const why = known === undefined ? absent : `\`${word}\` is no text here`;
  const message = `${why}: the text is written in quotes, \`${quoted}\`.`;
  const unknown = event === undefined ? 'name-unknown' : 'name-unknown-attribute';
  const code = known === undefined ? unknown : 'type-mismatch';
  context.report(problemAt(path.span, code, message, { expected: quoted, fix: write(path, quoted) }));
  return true;
}

/** A name that is almost there was meant as a name. */
function textMeant(
  { scope, event }: CheckContext,
  word: string,
  values: readonly string[] | undefined,
): string | undefined {
  const names = event === undefined ? scope.names : Object.keys(event.attributes);
  if (scope.names.includes(word) || suggest(word, [...names, ...scope.fixedNames]).length > 0)
    return undefined;
  // Of texts that nobody lists any word may be one.
  if (values === undefined) return word.includes('.') ? undefined : word;
  return suggest(word, values, { limit: 1 })[0];
}

const nameOf = ({ names }: PathExpr): string => names.join('.');

/** What a name stands for at this place. */
function knownAs({ scope, event }: CheckContext, path: PathExpr): Known | undefined {
  const name = nameOf(path);
  if (event === undefined) {
    const info = scope.resolve(name);
    return info === 'circular' ? { type: 'any' } : info;
  }
  const attribute = ownValue(event.attributes, name);
  if (attribute !== undefined) return attribute;
  return scope.fixedNames.includes(name) ? { type: 'any' } : undefined;
}
