import type { IToken, TokenType } from 'chevrotain';
import { languageTables } from '../../check/language-tables.ts';
import type { AggregateRow } from '../../check/aggregates.ts';
import type { Scope, Stream } from '../../check/scope.ts';
import type { Span } from '../../syntax/ast.ts';
import { readTokens } from '../../syntax/read-tokens.ts';
import * as t from '../../syntax/tokens.ts';
import { spanOf } from '../../syntax/tokens.ts';

export type MentionKind =
  | 'function'
  | 'aggregate'
  | 'stream'
  | 'attribute'
  | 'name'
  | 'keyword'
  | 'operator'
  | 'number'
  | 'text'
  | 'window';

/** A word or sign of an expression, told by where it stands, so that texts that cannot be parsed can be read too. */
export interface Mention {
  readonly kind: MentionKind;
  readonly span: Span;
  readonly text: string;
  /** Of an attribute: the stream that has it, as far as it is known. Of a stream: itself. */
  readonly stream?: Stream | undefined;
}

/** A bracket that is still open. */
export interface Bracket {
  readonly kind: 'call' | 'group' | 'list';
  /** Of a call: what is called. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly aggregate?: AggregateRow | undefined;
  /** Where the running argument begins. */
  start: number;
  argument: number;
  /** Of an aggregate: the stream of its first argument. */
  stream?: Stream | undefined;
  /** The cursor stands behind `where`. */
  where: boolean;
}

export interface Scan {
  readonly mentions: readonly Mention[];
  /** Outermost first. */
  readonly open: readonly Bracket[];
  readonly tokens: readonly IToken[];
}

/** Reads an expression, whole or not, from left to right. */
export function scanExpression(text: string, scope: Scope): Scan {
  const { tokens } = readTokens(text);
  const mentions: Mention[] = [];
  const open: Bracket[] = [];
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    step(token, tokens[index - 1], next, open);
    mentions.push(...mentionsOf(token, next, open, scope));
  });
  return { mentions, open, tokens };
}

/** The stream whose single event is seen at the end of what was read. */
export function eventAt(open: readonly Bracket[]): Stream | undefined {
  return open.findLast(({ where }) => where)?.stream;
}

const AGGREGATES = new Map<string, AggregateRow>(languageTables.aggregates.map(row => [row.name, row]));

function step(token: IToken, previous: IToken | undefined, next: IToken | undefined, open: Bracket[]): void {
  const span = spanOf(token);
  const top = open.at(-1);
  switch (token.tokenType) {
    case t.Path:
      if (next?.tokenType === t.Open) {
        const aggregate = AGGREGATES.get(token.image);
        open.push({ ...bracket('call', span), name: token.image, nameSpan: span, aggregate });
      }
      return;
    case t.Open:
      // That of a call was opened by its name.
      if (top !== undefined && previous?.tokenType === t.Path) top.start = span.end;
      else open.push(bracket('group', span));
      return;
    case t.OpenList:
      open.push(bracket('list', span));
      return;
    case t.Close:
    case t.CloseList:
      open.pop();
      return;
    case t.Comma:
      if (top !== undefined) {
        top.argument += 1;
        top.start = span.end;
        top.where = false;
      }
      return;
    case t.Where:
      if (top !== undefined) top.where = true;
      return;
  }
}

function bracket(kind: Bracket['kind'], { end }: Span): Bracket {
  return { kind, name: '', nameSpan: { start: end, end }, start: end, argument: 0, where: false };
}

function mentionsOf(
  token: IToken,
  next: IToken | undefined,
  open: readonly Bracket[],
  scope: Scope,
): readonly Mention[] {
  const span = spanOf(token);
  const plain = (kind: MentionKind): readonly Mention[] => [{ kind, span, text: token.image }];
  const { tokenType } = token;
  if (tokenType === t.Path) {
    if (next?.tokenType === t.Open) return plain(CALLED.has(token.image) ? 'aggregate' : 'function');
    return pathMentions(token, span, open, scope);
  }
  const kind = KINDS.get(tokenType) ?? (KEYWORDS.has(tokenType) ? 'keyword' : undefined);
  return kind === undefined ? [] : plain(kind);
}

const CALLED: ReadonlySet<string> = new Set([
  ...AGGREGATES.keys(),
  ...languageTables.specialAggregates.map(({ name }) => name),
]);

const KINDS: ReadonlyMap<TokenType, MentionKind> = new Map<TokenType, MentionKind>([
  [t.NumberLiteral, 'number'],
  [t.Quantity, 'number'],
  [t.Percent, 'number'],
  [t.Text, 'text'],
  [t.OpenText, 'text'],
  [t.WindowWord, 'window'],
  [t.Last, 'window'],
  [t.Forgive, 'window'],
  [t.Per, 'window'],
  ...[t.Equal, t.NotEqual, t.Less, t.LessEqual, t.Greater, t.GreaterEqual].map(both),
  ...[t.Plus, t.Minus, t.Times, t.Divide].map(both),
]);

function both(type: TokenType): [TokenType, MentionKind] {
  return [type, 'operator'];
}

const KEYWORDS: ReadonlySet<TokenType> = new Set(t.KEYWORD_TOKENS.values());

function pathMentions(token: IToken, span: Span, open: readonly Bracket[], scope: Scope): readonly Mention[] {
  const text = token.image;
  const event = eventAt(open);
  if (event !== undefined) {
    const kind =
      Object.hasOwn(event.attributes, text) || !scope.fixedNames.includes(text) ? 'attribute' : 'name';
    return [{ kind, span, text, stream: kind === 'attribute' ? event : undefined }];
  }
  const call = open.at(-1);
  if (call?.aggregate === undefined || call.argument > 0) return [{ kind: 'name', span, text }];
  const found = splitStream(text, scope);
  if (found === undefined) return [{ kind: 'stream', span, text }];
  call.stream = found.stream;
  const end = span.start + found.stream.id.length;
  const stream: Mention = {
    kind: 'stream',
    span: { start: span.start, end },
    text: found.stream.id,
    stream: found.stream,
  };
  if (found.attribute === undefined) return [stream];
  return [
    stream,
    {
      kind: 'attribute',
      span: { start: end + 1, end: span.end },
      text: found.attribute,
      stream: found.stream,
    },
  ];
}

/** The longest event id or family, then an attribute. */
export function splitStream(
  path: string,
  { catalogue }: Scope,
): { readonly stream: Stream; readonly attribute?: string } | undefined {
  const names = path.split('.');
  for (let length = names.length; length > 0; length -= 1) {
    const stream = catalogue.stream(names.slice(0, length).join('.'));
    if (stream === undefined) continue;
    const attribute = names.slice(length).join('.');
    return attribute === '' ? { stream } : { stream, attribute };
  }
  return undefined;
}
