import type { IToken, TokenType } from 'chevrotain';
import { literalUnit } from '../types/units.ts';
import { splitQuantity } from './literals.ts';
import type { Problem } from './problem.ts';
import { retag, spanOf, VALUE_STARTS } from './tokens.ts';
import * as t from './tokens.ts';

interface Meaning {
  readonly token: TokenType;
  readonly write: string;
}

const row = (token: TokenType, write: string): Meaning => ({ token, write });
const greater = row(t.Greater, '>');
const less = row(t.Less, '<');
const atLeast = row(t.GreaterEqual, '>=');
const atMost = row(t.LessEqual, '<=');

/** Words that stand between two values where we write a sign or another word, one row each. */
const BETWEEN_VALUES: Readonly<Record<string, Meaning>> = {
  'more than': greater,
  'greater than': greater,
  'higher than': greater,
  'larger than': greater,
  'bigger than': greater,
  'less than': less,
  'fewer than': less,
  'lower than': less,
  'smaller than': less,
  'at least': atLeast,
  'no less than': atLeast,
  'greater than or equal to': atLeast,
  'more than or equal to': atLeast,
  'at most': atMost,
  'no more than': atMost,
  'less than or equal to': atMost,
  'equal to': row(t.Equal, '='),
  equals: row(t.Equal, '='),
  exceeds: greater,
  above: greater,
  over: greater,
  below: less,
  under: less,
  und: row(t.And, 'and'),
  oder: row(t.Or, 'or'),
};

/** Words before a value. */
const BEFORE_VALUE: Readonly<Record<string, Meaning>> = { nicht: row(t.Not, 'not') };

/** Words between a condition and how long it must hold. */
const HOLDS: ReadonlySet<string> = new Set(['over', 'during', 'throughout']);

const INSIDE_TEXT: ReadonlySet<string> = new Set(['contains', 'like', 'ilike', 'matches', 'startswith']);

const MOST_WORDS = 6;

export interface ForeignWords {
  readonly length: number;
  readonly tokens: readonly IToken[];
  readonly problem: Problem;
}

/** Reads words of everyday speech and of other languages, `more than`, `oder`, as the signs and words that they mean. */
export function readForeignWords(tokens: readonly IToken[], index: number): ForeignWords | undefined {
  const first = wordAt(tokens[index]);
  if (first === undefined) return undefined;
  const isAfterValue = first.number !== undefined || ENDS.has(tokens[index - 1]?.tokenType ?? t.Comma);
  for (let length = MOST_WORDS; length > 0; length -= 1) {
    const others = tokens.slice(index + 1, index + length);
    const next = tokens[index + length];
    const words = [first.word, ...others.map(({ image }) => image)].join(' ').toLowerCase();
    const found = meaningOf({ words, isAfterValue, next, before: tokens.slice(0, index), first });
    if (found !== undefined) return phrase(first, others, found, words);
  }
  return undefined;
}

interface Word {
  readonly token: IToken;
  readonly word: string;
  readonly start: number;
  /** The number that the word was taken for the unit of: `60 over`. */
  readonly number?: IToken;
}

function wordAt(token: IToken | undefined): Word | undefined {
  if (token === undefined) return undefined;
  const { image, startOffset, tokenType } = token;
  if (tokenType === t.Path || tokenType === t.Is) return { token, word: image, start: startOffset };
  if (tokenType !== t.Quantity || !/\s/.test(image)) return undefined;
  const { value, unit } = splitQuantity(image);
  if (literalUnit(unit) !== undefined) return undefined;
  const number = retag(token, t.NumberLiteral, String(value));
  return { token, word: unit, start: spanOf(token).end - unit.length, number };
}

interface Asked {
  readonly words: string;
  readonly isAfterValue: boolean;
  readonly next: IToken | undefined;
  readonly before: readonly IToken[];
  readonly first: Word;
}

type Found = Meaning | 'inside-text';

function meaningOf({ words, isAfterValue, next, before, first }: Asked): Found | undefined {
  if (next === undefined || !VALUE_STARTS.has(next.tokenType)) return undefined;
  if (!isAfterValue) return own(BEFORE_VALUE, words);
  const isSpan = next.tokenType === t.Quantity;
  const isCondition = first.number !== undefined || before.some(({ tokenType }) => COMPARES.has(tokenType));
  if (HOLDS.has(words) && isSpan && isCondition) return row(t.For, 'for');
  if (words === 'to') return isOpenBetween(before) ? row(t.And, 'and') : undefined;
  if (INSIDE_TEXT.has(words)) return 'inside-text';
  const sign = words.startsWith('is ') ? words.slice('is '.length) : words;
  return own(BETWEEN_VALUES, sign);
}

const own = (table: Readonly<Record<string, Meaning>>, key: string): Meaning | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** What a value can end with. */
const ENDS: ReadonlySet<TokenType> = new Set([
  t.Path, t.NumberLiteral, t.Quantity, t.Percent, t.Text, t.True, t.False, t.Now, t.Close, t.CloseList,
]); // prettier-ignore

const COMPARES: ReadonlySet<TokenType> = new Set([
  t.Equal, t.NotEqual, t.Less, t.LessEqual, t.Greater, t.GreaterEqual, t.Between, t.In, t.Is,
]); // prettier-ignore

function isOpenBetween(before: readonly IToken[]): boolean {
  const last = before.findLast(({ tokenType }) => tokenType === t.Between || tokenType === t.And);
  return last?.tokenType === t.Between;
}

function phrase(first: Word, others: readonly IToken[], found: Found, words: string): ForeignWords {
  const last = others.at(-1);
  const span = { start: first.start, end: spanOf(last ?? first.token).end };
  const code = 'expression-foreign';
  const { number } = first;
  const kept = number === undefined ? [] : [number];
  const length = others.length + 1;
  if (found === 'inside-text') {
    const message = `Nothing looks inside a text: it is compared as a whole, with \`=\` or with a list, \`tier in ["gold", "silver"]\`.`;
    return {
      length,
      tokens: [...kept, retag(first.token, t.Equal, '=')],
      problem: { code, span, message, expected: '`=` or `in`' },
    };
  }
  const { token, write } = found;
  const message = `\`${words}\` is written \`${write}\` here.`;
  const fix = { title: `Write \`${write}\``, span, text: write };
  const problem = { code, span, message, expected: `\`${write}\``, fixes: [fix] } as const;
  return { length, tokens: [...kept, retag(first.token, token, write)], problem };
}
