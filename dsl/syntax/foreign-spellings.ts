import type { IToken, TokenType } from 'chevrotain';
import type { Span } from './ast.ts';
import { isIfCall } from './foreign-calls.ts';
import type { Problem } from './problem.ts';
import { retag, spanOf } from './tokens.ts';
import * as t from './tokens.ts';
import { ownValue } from '../program/own-value.ts';

interface Meaning {
  readonly token: TokenType;
  readonly write: string;
  /** Said instead of "here it is written …". */
  readonly why?: string;
}

/** How other languages (and keyboards) spell our operators, one row each. */
const OPERATORS: Readonly<Record<string, Meaning>> = {
  '==': { token: t.Equal, write: '=' },
  '===': { token: t.Equal, write: '=' },
  '!==': { token: t.NotEqual, write: '!=' },
  '<>': { token: t.NotEqual, write: '!=' },
  '~=': { token: t.NotEqual, write: '!=' },
  '≠': { token: t.NotEqual, write: '!=' },
  '=>': { token: t.GreaterEqual, write: '>=' },
  '≥': { token: t.GreaterEqual, write: '>=' },
  '=<': { token: t.LessEqual, write: '<=' },
  '≤': { token: t.LessEqual, write: '<=' },
  '&&': { token: t.And, write: 'and' },
  '&': { token: t.And, write: 'and' },
  '||': { token: t.Or, write: 'or' },
  '|': { token: t.Or, write: 'or' },
  '!': { token: t.Not, write: 'not ' },
  '??': { token: t.Otherwise, write: 'otherwise' },
  '×': { token: t.Times, write: '*' },
  '·': { token: t.Times, write: '*' },
  '÷': { token: t.Divide, write: '/' },
  '−': { token: t.Minus, write: '-' },
  '–': { token: t.Minus, write: '-' },
  '—': { token: t.Minus, write: '-' },
};

const NO_EQUIVALENT: Readonly<Record<string, string>> = {
  '%': 'There is no `%` operator: a share is written `20%`, a part of a sum `20% * x`.',
  '**': 'There is no power operator: multiply, or use `exp(x)`.',
  '^': 'There is no power operator: multiply, or use `exp(x)`.',
};

const NOTHING = new Set(['null', 'none', 'nil', 'undefined', 'empty', 'absent', 'unknown']);

/** Reads foreign spellings as what they most likely mean and reports each, so that the rest can be parsed. */
export function readForeign(
  tokens: readonly IToken[],
  report: (problem: Problem) => void,
): readonly IToken[] {
  let changed: IToken[] | undefined;
  for (const [index, token] of tokens.entries()) {
    const reading = readWord(token, tokens, index) ?? readSymbol(token, tokens[index + 1]);
    if (reading === undefined) continue;
    changed ??= [...tokens];
    changed[index] = reading.token;
    report(reading.problem);
  }
  return changed ?? tokens;
}

interface Reading {
  readonly token: IToken;
  readonly problem: Problem;
}

function readSymbol(token: IToken, next: IToken | undefined): Reading | undefined {
  switch (token.tokenType) {
    case t.ForeignOperator:
      return readOperator(token);
    case t.OtherQuotes:
      return readQuotes(token);
    case t.BareFraction: {
      const problem = replace(
        token,
        `Write \`0${token.image}\`: a number starts with a digit.`,
        `0${token.image}`,
      );
      return { token: retag(token, t.NumberLiteral, `0${token.image}`), problem };
    }
    case t.DottedThousands: {
      const plain = token.image.replaceAll(/[.'’_]/g, '');
      const message = `Nothing stands between the thousands of a figure: \`${token.image}\` is written \`${plain}\`.`;
      const type = /\D/.test(plain) ? t.Quantity : t.NumberLiteral;
      return { token: retag(token, type, plain), problem: replace(token, message, plain) };
    }
    case t.Percent: {
      if (next === undefined || !OPERAND_STARTS.has(next.tokenType)) return undefined;
      const span = { start: spanOf(token).end - 1, end: spanOf(token).end };
      return { token: retag(token, t.Times, '*'), problem: noEquivalent(span, '%') };
    }
    default:
      return undefined;
  }
}

const OPERAND_STARTS: ReadonlySet<TokenType> = new Set([
  t.Path,
  t.NumberLiteral,
  t.Quantity,
  t.Percent,
  t.Open,
]);

function readOperator(token: IToken): Reading {
  const meaning = ownValue(OPERATORS, token.image);
  if (meaning === undefined)
    return { token: retag(token, t.Times, '*'), problem: noEquivalent(spanOf(token), token.image) };
  const write = meaning.write.trim();
  const message = `\`${token.image}\` is written \`${write}\` here.`;
  return {
    token: retag(token, meaning.token, write),
    problem: replace(token, message, meaning.write),
  };
}

function readQuotes(token: IToken): Reading {
  const text = JSON.stringify(token.image.slice(1, -1));
  const problem = replace(token, 'A text stands in double quotes, `"…"`.', text);
  return { token: retag(token, t.Text, text), problem };
}

/** `AND`, `is null`. */
function readWord(token: IToken, tokens: readonly IToken[], index: number): Reading | undefined {
  if (token.tokenType !== t.Path || isIfCall(tokens, index)) return undefined;
  const lower = token.image.toLowerCase();
  const keyword = lower === token.image ? undefined : t.KEYWORD_TOKENS.get(lower);
  if (keyword !== undefined) {
    const message = `\`${token.image}\` is written in small letters, \`${lower}\`.`;
    return { token: retag(token, keyword, lower), problem: replace(token, message, lower) };
  }
  if (!NOTHING.has(lower) || !isAfterIs(tokens, index)) return undefined;
  const message = 'A value that is not there is called missing: write `is missing`.';
  const problem = replace(token, message, 'missing');
  return { token: retag(token, t.Missing, 'missing'), problem };
}

function isAfterIs(tokens: readonly IToken[], index: number): boolean {
  const before = tokens[index - 1]?.tokenType;
  return before === t.Is || (before === t.Not && tokens[index - 2]?.tokenType === t.Is);
}

function replace(token: IToken, message: string, text: string): Problem {
  const span = spanOf(token);
  const code = 'expression-foreign';
  return {
    code,
    span,
    message,
    expected: `\`${text.trim()}\``,
    fixes: [{ title: `Write \`${text.trim()}\``, span, text }],
  };
}

function noEquivalent(span: Span, image: string): Problem {
  return {
    code: 'expression-foreign',
    span,
    message: ownValue(NO_EQUIVALENT, image) ?? `\`${image}\` has no meaning here.`,
  };
}
