import type { IRecognitionException, IToken, TokenType } from 'chevrotain';
import type { Span } from '../ast.ts';
import * as t from '../tokens.ts';
import { spanOf } from '../tokens.ts';

/** Where parsing stopped: `found` is undefined at the end of the text. */
export interface Stop {
  readonly found: IToken | undefined;
  readonly before: IToken | undefined;
  readonly beforeThat: IToken | undefined;
  readonly after: IToken | undefined;
  /** All that was read before. */
  readonly earlier: readonly IToken[];
  /** What the grammar wanted here, where that is one thing. */
  readonly wanted: string | undefined;
  readonly span: Span;
  /** The innermost bracket or `if` that is still open. */
  readonly open: IToken | undefined;
  readonly end: number;
  /** Where the part that was being read begins: after the last comma, opening bracket or word of an `if`. */
  readonly partStart: number;
  /** Whether the open bracket is that of a call. */
  readonly inCall: boolean;
  /** Whether more brackets close than open. */
  readonly unopened: boolean;
}

/** Wanted at a place where anything that has a value may stand. */
export const VALUE = 'a value';

export function stopOf(error: IRecognitionException, tokens: readonly IToken[]): Stop {
  const index = tokens.findIndex(token => token.startOffset === error.token.startOffset);
  const position = index === -1 ? tokens.length : index;
  const last = tokens.at(-1);
  const end = last === undefined ? 0 : spanOf(last).end;
  const found = tokens[position];
  return {
    found,
    before: tokens[position - 1],
    beforeThat: tokens[position - 2],
    after: tokens[position + 1],
    earlier: tokens.slice(0, position),
    wanted: wantedBy(error),
    span: spanOfStop(found ?? last),
    open: openAt(tokens.slice(0, position)),
    end,
    partStart: partStart(tokens.slice(0, position)),
    inCall: isCall(tokens, openAt(tokens.slice(0, position))),
    unopened: count(tokens, CLOSING) > count(tokens, OPENING),
  };
}

const count = (tokens: readonly IToken[], types: ReadonlySet<TokenType>) =>
  tokens.filter(({ tokenType }) => types.has(tokenType)).length;

function isCall(tokens: readonly IToken[], open: IToken | undefined): boolean {
  const index = open === undefined ? -1 : tokens.indexOf(open);
  return open?.tokenType === t.Open && tokens[index - 1]?.tokenType === t.Path;
}

function partStart(tokens: readonly IToken[]): number {
  let depth = 0;
  let start = tokens.at(-1)?.startOffset ?? 0;
  for (const token of tokens.toReversed()) {
    if (CLOSING.has(token.tokenType)) depth += 1;
    else if (depth > 0 && OPENING.has(token.tokenType)) depth -= 1;
    else if (depth === 0 && (OPENING.has(token.tokenType) || BETWEEN.has(token.tokenType))) break;
    start = token.startOffset;
  }
  return start;
}

const OPENING: ReadonlySet<TokenType> = new Set([t.Open, t.OpenList]);
const CLOSING: ReadonlySet<TokenType> = new Set([t.Close, t.CloseList]);
const BETWEEN: ReadonlySet<TokenType> = new Set([t.Comma, t.If, t.Then, t.Else]);

function spanOfStop(token: IToken | undefined): Span {
  return token === undefined ? { start: 0, end: 0 } : spanOf(token);
}

/** The error's message is the label of the expected token: see `parserMessages`. */
function wantedBy(error: IRecognitionException): string | undefined {
  if (error.name === 'NoViableAltException' || error.name === 'EarlyExitException') return VALUE;
  return error.name === 'MismatchedTokenException' ? error.message : undefined;
}

function openAt(tokens: readonly IToken[]): IToken | undefined {
  const open: IToken[] = [];
  for (const token of tokens) {
    if (token.tokenType === t.Open || token.tokenType === t.OpenList || token.tokenType === t.If)
      open.push(token);
    else if (token.tokenType === t.Close || token.tokenType === t.CloseList || token.tokenType === t.Else)
      open.pop();
  }
  return open.at(-1);
}
