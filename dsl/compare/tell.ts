import type { DocumentKind, LoadedDocument } from '../documents/index.ts';
import { parseExpression } from '../syntax/index.ts';
import { unitOf } from '../types/units.ts';
import type { Leaf } from './leaves.ts';
import { alternatives, readable, tellCondition } from './tell-condition.ts';
import { wordingOf } from './wording.ts';

/** One sentence for a field that came, went or became another. One of the two is there. */
export function tell(document: LoadedDocument, before: Leaf | undefined, after: Leaf | undefined): string {
  const { path } = after ?? before ?? { path: [] };
  const { form, what, suffix = '' } = wordingOf(document.kind, path);
  const name = nameOf(document);
  const [old, now] = [before && readable(before.text), after && readable(after.text)];
  const end = suffix === '' ? '' : ` ${suffix}`;
  switch (form) {
    case 'words':
      return `${name} ${tellWords(what, before?.words ?? [], after?.words ?? [], document.kind)}.`;
    case 'formula':
      if (old === undefined) return `${name} now ${what} ${now}.`;
      if (now === undefined) return `${name} no longer ${what} ${old}.`;
      return `${name} ${tellFormula(what, before?.text ?? '', after?.text ?? '')}.`;
    case 'condition': {
      const subject = what === '' ? name : `${name} ${what}`;
      if (before === undefined) return `${subject} is new; it needs ${now}${end}.`;
      if (after === undefined) return `${subject} is gone; it needed ${old}${end}.`;
      return `${subject} ${tellCondition(before.text, after.text)}${end}.`;
    }
    case 'figure': {
      const subject = `${ownerOf(document, what)}${audienceOf(document)}`;
      if (old === undefined) return `${subject} is now ${now}; there was none before.`;
      if (now === undefined) return `${subject} is gone; it was ${old}.`;
      return `${subject} ${directionOf(before?.text ?? '', after?.text ?? '')} from ${old} to ${now}.`;
    }
  }
}

/** The name that people know a rule by. */
export function nameOf({ kind, name }: LoadedDocument): string {
  return kind === 'policy' ? 'The policy' : SELF_EXPLAINING.has(kind) ? name : `The ${kind} ${name}`;
}

/** "Data Explorer's target", "The weight of pain of the score Risk of leaving". */
function ownerOf(document: LoadedDocument, what: string): string {
  const name = nameOf(document);
  return SELF_EXPLAINING.has(document.kind) || document.kind === 'policy'
    ? `${name}'s ${what}`
    : `The ${what} of ${name.replace(/^The/, 'the')}`;
}

function tellFormula(what: string, before: string, after: string): string {
  const parts = alternatives(before, after);
  if (parts === undefined) return `now ${what} ${readable(after)} instead of ${readable(before)}`;
  const { come, gone } = parts;
  return [
    ...(come === '' ? [] : [`now also ${what} ${come}`]),
    ...(gone === '' ? [] : [`no longer ${what} ${gone}`]),
    ...(come + gone === '' ? [`${what} the same in another order`] : []),
  ].join(', and ');
}

const SELF_EXPLAINING: ReadonlySet<DocumentKind> = new Set(['mission', 'badge', 'tier']);

/** For whom: a mission names its segments. */
export function audienceOf(document: LoadedDocument): string {
  const segments = document.kind === 'mission' ? (document.value.segments ?? []) : [];
  return segments.length === 0 ? '' : ` for ${listed(segments)} customers`;
}

function tellWords(
  what: string,
  before: readonly string[],
  after: readonly string[],
  kind: DocumentKind,
): string {
  const gone = before.filter(word => !after.includes(word));
  const come = after.filter(word => !before.includes(word));
  const of = kind === 'mission' && what === 'is for' ? ' customers' : '';
  // "is for" → "is now also for"
  const [verb = '', ...rest] = what.split(' ');
  const said = (adverb: string, list: readonly string[]) =>
    verb === 'is' || verb === 'can'
      ? `${verb} ${adverb} ${rest.join(' ')} ${listed(list)}${of}`
      : `${adverb} ${what} ${listed(list)}${of}`;
  const parts = [
    ...(come.length === 0 ? [] : [said(before.length === 0 && of !== '' ? 'now only' : 'now also', come)]),
    ...(gone.length === 0
      ? []
      : [after.length === 0 && of !== '' ? 'is now for everybody' : said('no longer', gone)]),
  ];
  return parts.length === 0 ? `lists ${listed(after)} in another order` : parts.join(', and ');
}

export function listed(words: readonly string[]): string {
  const all = words.map(word => word.replaceAll('_', ' '));
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}

function directionOf(before: string, after: string): string {
  const [old, now] = [amountOf(before), amountOf(after)];
  if (old === undefined || now === undefined || old.type !== now.type || old.amount === now.amount)
    return 'changes';
  return now.amount > old.amount ? 'rises' : 'falls';
}

/** What a plain figure or quantity amounts to, to see which of two is more. */
function amountOf(text: string): { readonly type: string; readonly amount: number } | undefined {
  const { ast } = parseExpression(text);
  if (ast?.kind === 'number') return { type: 'number', amount: ast.value };
  if (ast?.kind === 'percent') return { type: 'percent', amount: ast.value };
  if (ast?.kind !== 'quantity') return undefined;
  const unit = unitOf(ast.unit);
  return unit === undefined ? undefined : { type: unit.type, amount: ast.value * unit.factor };
}
