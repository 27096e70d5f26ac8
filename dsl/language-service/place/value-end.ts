import type { IToken, TokenType } from 'chevrotain';
import * as t from '../../syntax/tokens.ts';

/** Whether a value stands complete behind a token, so that only an operator can follow. */
export function isValueEnd({ tokenType }: IToken): boolean {
  return ENDS.has(tokenType);
}

const ENDS: ReadonlySet<TokenType> = new Set([
  t.Path, t.NumberLiteral, t.Quantity, t.Percent, t.Text, t.True, t.False, t.Now, t.Close, t.CloseList, t.Missing,
  t.WindowWord,
]); // prettier-ignore
