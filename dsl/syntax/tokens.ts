import { createToken, Lexer } from 'chevrotain';
import type { IToken, TokenType } from 'chevrotain';
import type { Span } from './ast.ts';

/** Words with a meaning of their own: nothing can be named so. */
export const RESERVED_WORDS = [
  'if', 'then', 'else', 'and', 'or', 'not', 'for', 'within', 'between', 'in', 'is', 'missing', 'otherwise', 'where',
  'true', 'false', 'now',
] as const; // prettier-ignore

/** Words that name a window of time where they stand alone as an argument. */
export const WINDOW_WORDS = [
  'day',
  'week',
  'month',
  'quarter',
  'period',
  'step',
  'lifetime',
  'each',
] as const;

const notReserved = `(?!(?:${[...RESERVED_WORDS, 'per'].join('|')})\\b)`;

const Whitespace = createToken({
  name: 'Whitespace',
  pattern: /\s+/,
  group: Lexer.SKIPPED,
  line_breaks: true,
});

export const Path = createToken({
  name: 'Path',
  label: 'a name',
  pattern: /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/,
});
export const Text = createToken({
  name: 'Text',
  label: 'a text in double quotes',
  pattern: /"(?:[^"\\]|\\[^])*"/,
  line_breaks: true,
});
export const Percent = createToken({
  name: 'Percent',
  label: 'a percentage',
  pattern: /\d+(?:\.\d+)?[ \t]*%/,
});
export const Quantity = createToken({
  name: 'Quantity',
  label: 'a number with a unit',
  pattern: new RegExp(`\\d+(?:\\.\\d+)?\\s*(?:bit/s\\b|${notReserved}[A-Za-z_]\\w*)`, 'i'),
  line_breaks: true,
});
export const NumberLiteral = createToken({ name: 'Number', label: 'a number', pattern: /\d+(?:\.\d+)?/ });

export const If = keyword('if');
export const Then = keyword('then');
export const Else = keyword('else');
export const And = keyword('and');
export const Or = keyword('or');
export const Not = keyword('not');
export const For = keyword('for');
export const Within = keyword('within');
export const Between = keyword('between');
export const In = keyword('in');
export const Is = keyword('is');
export const Missing = keyword('missing');
export const Otherwise = keyword('otherwise');
export const Where = keyword('where');
export const True = keyword('true');
export const False = keyword('false');
export const Now = keyword('now');

export const Equal = symbol('Equal', '=');
export const NotEqual = symbol('NotEqual', '!=');
export const LessEqual = symbol('LessEqual', '<=');
export const GreaterEqual = symbol('GreaterEqual', '>=');
export const Less = symbol('Less', '<');
export const Greater = symbol('Greater', '>');
export const Plus = symbol('Plus', '+');
export const Minus = symbol('Minus', '-');
export const Times = symbol('Times', '*');
export const Divide = symbol('Divide', '/');
export const Open = symbol('Open', '(');
export const Close = symbol('Close', ')');
export const OpenList = symbol('OpenList', '[');
export const CloseList = symbol('CloseList', ']');
export const Comma = symbol('Comma', ',');

/** Names in special places, told apart after the lexer: `last 8`, `forgive 1 per 7d`, `week` alone as an argument. */
export const Last = retagged('Last', '`last`');
export const Forgive = retagged('Forgive', '`forgive`');
export const Per = retagged('Per', '`per`');
export const WindowWord = retagged('WindowWord', 'a window');

/** Spellings of other languages; each is read as what it most likely means, with a problem that says so. */
export const OtherQuotes = trap('OtherQuotes', /'[^'\n]*'|[“”„][^“”„"\n]*[“”"]|[‘’][^‘’\n]*’/);
export const OpenText = createToken({ name: 'OpenText', pattern: /"(?:[^"\\]|\\[^])*/, line_breaks: true });
export const BareFraction = trap('BareFraction', /\.\d+/);
export const DottedThousands = createToken({
  name: 'DottedThousands',
  pattern: new RegExp(
    `\\d{1,3}(?:(?:\\.\\d{3}){2,}|(?:['’_]\\d{3})+)(?![\\w.'’])(?:\\s*(?:bit/s\\b|${notReserved}[A-Za-z_]\\w*))?`,
    'i',
  ),
  line_breaks: true,
});
export const ForeignOperator = trap(
  'ForeignOperator',
  /===?|!==|<>|~=|=>|=<|&&?|\|\|?|\?\?|!(?!=)|%|\*\*|\^|[≤≥≠×·÷−–—]/,
);

const keywords = [
  If, Then, Else, And, Or, Not, For, Within, Between, In, Is, Missing, Otherwise, Where, True, False, Now,
]; // prettier-ignore
const symbols = [
  NotEqual, LessEqual, GreaterEqual, Less, Greater, Equal, Plus, Minus, Times, Divide, Open, Close, OpenList,
  CloseList, Comma,
]; // prettier-ignore

/** In the order in which the lexer tries them. */
export const ALL_TOKENS: readonly TokenType[] = [
  Whitespace, DottedThousands, Percent, Quantity, NumberLiteral, Text, OpenText, OtherQuotes, ...keywords, Path,
  BareFraction, ForeignOperator, ...symbols, Last, Forgive, Per, WindowWord,
]; // prettier-ignore

export const KEYWORD_TOKENS: ReadonlyMap<string, TokenType> = new Map(
  keywords.map(token => [token.name, token]),
);

/** What a value, or a condition, can begin with. */
export const VALUE_STARTS: ReadonlySet<TokenType> = new Set([
  Path, NumberLiteral, Quantity, Percent, Text, True, False, Now, Open, Not,
]); // prettier-ignore

export const expressionLexer = new Lexer([...ALL_TOKENS], { positionTracking: 'onlyOffset' });

/** Where a token stands in the text. */
export function spanOf(token: IToken): Span {
  return {
    start: token.startOffset,
    end: (token.endOffset ?? token.startOffset + token.image.length - 1) + 1,
  };
}

/** The same characters read as a token of another type. */
export function retag(token: IToken, type: TokenType, image = token.image): IToken {
  return {
    ...token,
    image,
    endOffset: spanOf(token).end - 1,
    tokenType: type,
    tokenTypeIdx: type.tokenTypeIdx ?? 0,
  };
}

function keyword(word: (typeof RESERVED_WORDS)[number]): TokenType {
  return createToken({ name: word, label: `\`${word}\``, pattern: word, longer_alt: Path });
}

function symbol(name: string, text: string): TokenType {
  return createToken({ name, label: `\`${text}\``, pattern: text });
}

function retagged(name: string, label: string): TokenType {
  return createToken({ name, label, pattern: Lexer.NA });
}

function trap(name: string, pattern: RegExp): TokenType {
  return createToken({ name, pattern });
}
