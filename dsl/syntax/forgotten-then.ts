import type { IToken, TokenType } from 'chevrotain';
import { literalUnit, similarUnit } from '../types/units.ts';
import type { ForeignWords } from './foreign-words.ts';
import { splitQuantity } from './literals.ts';
import { retag, spanOf } from './tokens.ts';
import * as t from './tokens.ts';

/** `if a > 5 b else c`: the name behind a figure was taken for its unit. */
export function readForgottenThen(tokens: readonly IToken[], index: number): ForeignWords | undefined {
  const token = tokens[index];
  if (token?.tokenType !== t.Quantity || !/\s/.test(token.image)) return undefined;
  const { value, unit } = splitQuantity(token.image);
  if (literalUnit(unit) !== undefined || similarUnit(unit) !== undefined) return undefined;
  const before = tokens.slice(0, index);
  if (count(before, t.If) <= count(before, t.Then) || tokens[index + 1]?.tokenType !== t.Else)
    return undefined;
  const { end } = spanOf(token);
  const start = end - unit.length;
  const at = { start, end: start };
  const name = { ...retag(token, t.Path, unit), startOffset: start };
  return {
    length: 1,
    tokens: [retag(token, t.NumberLiteral, String(value)), retag(token, t.Then, 'then'), name],
    problem: {
      code: 'expression-syntax',
      span: { start, end },
      message: `After the condition of an \`if\` \`then\` is missing, \`${unit}\` was found.`,
      expected: '`then`',
      fixes: [{ title: 'Add `then`', span: at, text: 'then ' }],
    },
  };
}

const count = (tokens: readonly IToken[], type: TokenType): number =>
  tokens.filter(({ tokenType }) => tokenType === type).length;
