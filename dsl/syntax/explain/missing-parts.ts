import type { IToken, TokenType } from 'chevrotain';
import type { Problem, ProblemFix } from '../problem.ts';
import * as t from '../tokens.ts';
import { spanOf, VALUE_STARTS } from '../tokens.ts';
import { foundInstead, syntax, VALUES } from './problem.ts';
import { VALUE } from './stop.ts';
import type { Stop } from './stop.ts';

const COMPARISONS: ReadonlySet<TokenType> = new Set([
  t.Equal, t.NotEqual, t.Less, t.LessEqual, t.Greater, t.GreaterEqual, t.Between, t.In, t.Is,
]); // prettier-ignore

export function chainedComparison({ found, span, wanted, earlier }: Stop): Problem | undefined {
  if (found === undefined || wanted === VALUE || !COMPARISONS.has(found.tokenType)) return undefined;
  const message = 'Two comparisons in a row: join them with `and`, or write `x between low and high`.';
  return syntax(span, message, '`and`', inBoth(earlier, found));
}

/** `12 <= x <= 20` → `12 <= x and x <= 20` */
function inBoth(earlier: readonly IToken[], found: IToken): ProblemFix | undefined {
  const first = earlier.findLastIndex(({ tokenType }) => BY_SIZE.has(tokenType));
  const middle = earlier.slice(first + 1);
  if (first < 0 || middle.length === 0 || !BY_SIZE.has(found.tokenType)) return undefined;
  if (middle.some(({ tokenType }) => JOINS.has(tokenType))) return undefined;
  const words = middle.map((token, index) => {
    const before = middle[index - 1];
    return before === undefined || spanOf(before).end === token.startOffset ? token.image : ` ${token.image}`;
  });
  const at = { start: found.startOffset, end: found.startOffset };
  const text = `and ${words.join('')}`;
  return { title: `Add \`${text}\``, span: at, text: `${text} ` };
}

const BY_SIZE: ReadonlySet<TokenType> = new Set([t.Less, t.LessEqual, t.Greater, t.GreaterEqual]);

const JOINS: ReadonlySet<TokenType> = new Set([t.And, t.Or, t.Not, t.If, t.Then, t.Else, t.For, t.Within]);

export function betweenWithoutAnd({ found, wanted, span }: Stop): Problem | undefined {
  if (wanted !== t.And.LABEL) return undefined;
  return syntax(
    span,
    `\`between\` takes two bounds, \`x between 1 and 5\`: \`and\` is missing${foundInstead(found)}.`,
    '`and`',
    found?.tokenType === t.Comma ? { title: 'Write `and`', span, text: ' and' } : undefined,
  );
}

export function holdWithoutDays({ before, wanted, found, span }: Stop): Problem | undefined {
  if (wanted !== t.Quantity.LABEL || before === undefined) return undefined;
  const example = before.tokenType === t.Per ? '`forgive 1 per 7d`' : `\`… ${before.image} 14d\``;
  return syntax(
    span,
    `After \`${before.image}\` stands a number of days, as in ${example}${foundInstead(found)}.`,
    'a number of days',
  );
}

export function endsTooEarly({ found, before, wanted, span }: Stop): Problem | undefined {
  if (found !== undefined) return undefined;
  if (before === undefined) return syntax(span, 'There is no expression here.', VALUE);
  const expected = wanted === VALUE || wanted === undefined ? VALUES : wanted;
  return syntax(
    span,
    `The expression ends after \`${before.image}\`, where ${expected} should follow.`,
    expected,
  );
}

const ARITHMETIC: ReadonlySet<TokenType> = new Set([t.Plus, t.Minus, t.Times, t.Divide]);

/** `x otherwise 0 + 1` */
export function arithmeticAfterOtherwise({ found, before, earlier, span }: Stop): Problem | undefined {
  const [value, otherwise] = earlier.slice(-3);
  if (found === undefined || before === undefined || !ARITHMETIC.has(found.tokenType)) return undefined;
  if (otherwise?.tokenType !== t.Otherwise || value === undefined) return undefined;
  const message = `What stands in for a missing value is put in parentheses where more is done with it: \`(… otherwise ${before.image}) ${found.image} …\`.`;
  const isLast = ARITHMETIC.has(earlier.at(-4)?.tokenType ?? t.Comma);
  if (value.tokenType !== t.Path || isLast) return syntax(span, message, 'parentheses');
  const place = { start: value.startOffset, end: spanOf(before).end };
  const text = `(${value.image} otherwise ${before.image})`;
  return syntax(span, message, 'parentheses', { title: `Write \`${text}\``, span: place, text });
}

/** Two values in a row. */
export function operatorMissing({ found, before, wanted, span }: Stop): Problem | undefined {
  if (found === undefined || before === undefined || wanted === VALUE || !VALUE_STARTS.has(found.tokenType))
    return undefined;
  const hint =
    before.tokenType === t.Path && before.image === 'last'
      ? ' (`last 8` takes the last 8 events, `30d` the last 30 days)'
      : '';
  const message = `\`${found.image}\` follows \`${before.image}\` with nothing between them: an operator, \`and\`, \`or\` or a comma is missing${hint}.`;
  return syntax(span, message, 'an operator');
}

/** `not not x`, `x = not y` */
export function notInsideValue({ found, wanted, span }: Stop): Problem | undefined {
  if (found?.tokenType !== t.Not || wanted !== VALUE) return undefined;
  return syntax(
    span,
    '`not` cannot stand here: put it in parentheses together with its condition, `(not …)`.',
    VALUES,
  );
}
