import type { IToken, TokenType } from 'chevrotain';
import { distance } from '../../diagnostics/suggest.ts';
import type { Span } from '../ast.ts';
import type { Problem } from '../problem.ts';
import * as t from '../tokens.ts';
import { spanOf, VALUE_STARTS } from '../tokens.ts';
import { foundInstead, syntax, write } from './problem.ts';
import { VALUE } from './stop.ts';
import type { Stop } from './stop.ts';

/** `x = missing` */
export function missingComparedAsValue({ found, before, span }: Stop): Problem | undefined {
  if (found?.tokenType !== t.Missing || before === undefined) return undefined;
  if (before.tokenType !== t.Equal && before.tokenType !== t.NotEqual) return undefined;
  const text = before.tokenType === t.Equal ? 'is missing' : 'is not missing';
  const whole = { start: before.startOffset, end: span.end };
  return syntax(
    whole,
    `\`missing\` is no value to compare with: write \`${text}\`.`,
    `\`${text}\``,
    write(text, whole),
  );
}

/** `x not missing` */
export function missingWithoutIs({ found, before, span, wanted }: Stop): Problem | undefined {
  if (found?.tokenType !== t.Missing || wanted === VALUE || before?.tokenType === t.Is) return undefined;
  const isNegated = before?.tokenType === t.Not;
  const whole = { start: isNegated ? before.startOffset : span.start, end: span.end };
  const text = isNegated ? 'is not missing' : 'is missing';
  const message = `\`is\` is missing before \`${isNegated ? 'not missing' : 'missing'}\`.`;
  return syntax(whole, message, '`is`', write(text, whole));
}

/** `x is "y"` */
export function isAsEqual({ found, before, beforeThat, wanted }: Stop): Problem | undefined {
  if (found === undefined || wanted !== t.Missing.LABEL) return undefined;
  const is = before?.tokenType === t.Is ? before : beforeThat;
  if (is === undefined || before === undefined) return undefined;
  if (isMisspelt('missing', found)) {
    const message = `\`${found.image}\` is no word of the language — did you mean \`missing\`?`;
    return syntax(spanOf(found), message, '`missing`', write('missing', spanOf(found)));
  }
  const span = { start: is.startOffset, end: spanOf(before).end };
  if (COMPARING.has(found.tokenType) && is === before) {
    const message = `\`${found.image}\` compares by itself: \`is\` is too much before it.`;
    const fix = { title: 'Remove `is`', span: { start: span.start, end: found.startOffset }, text: '' };
    return syntax(span, message, `\`${found.image}\``, fix);
  }
  if (!VALUE_STARTS.has(found.tokenType)) {
    const whole = is === before ? 'is missing' : 'is not missing';
    const message = `After \`${whole.slice(0, -8)}\` \`missing\` is missing: nothing else can follow.`;
    return syntax(span, message, '`missing`', write(whole, span));
  }
  const text = is === before ? '=' : '!=';
  const message = `Only \`missing\` follows \`is\`: two values are compared with \`${text}\`.`;
  return syntax(span, message, '`missing`', write(text, span));
}

const COMPARING: ReadonlySet<TokenType> = new Set([
  t.Equal, t.NotEqual, t.Less, t.LessEqual, t.Greater, t.GreaterEqual, t.Between, t.In,
]); // prettier-ignore

const isMisspelt = (keyword: string, { tokenType, image }: IToken) =>
  tokenType === t.Path && distance(image, keyword) <= 2;

/** `x else 0` */
export function elseAsOtherwise({ found, open, span }: Stop): Problem | undefined {
  if (found?.tokenType !== t.Else || open?.tokenType === t.If) return undefined;
  const message = '`else` belongs to `if … then …`: what stands in for a missing value follows `otherwise`.';
  return syntax(span, message, '`otherwise`', write('otherwise', span));
}

export function ifWithoutPart({ found, open, wanted, span, partStart, end }: Stop): Problem | undefined {
  if (open?.tokenType !== t.If) {
    const stray = found?.tokenType === t.Then || found?.tokenType === t.If;
    if (!stray || wanted === t.Then.LABEL) return undefined;
    if (found.tokenType === t.Then) return strayThen(span, partStart);
    return syntax(
      span,
      'An `if` in the middle of a value stands in parentheses: `(if … then … else …)`.',
      '`(`',
    );
  }
  if (wanted !== t.Then.LABEL && wanted !== t.Else.LABEL) return undefined;
  const part = wanted === t.Then.LABEL ? 'then' : 'else';
  const why =
    part === 'else' ? 'Every `if` says what counts where it is false: ' : 'After the condition of an `if` ';
  // Where no value follows it may be missing anywhere since the last word of the `if`.
  const isHere = found !== undefined && VALUE_STARTS.has(found.tokenType);
  const since = { start: partStart, end: span.end };
  const place = found === undefined ? { start: open.startOffset, end } : isHere ? span : since;
  const at = { start: span.start, end: span.start };
  const fix = isHere ? { title: `Add \`${part}\``, span: at, text: `${part} ` } : undefined;
  return syntax(place, `${why}\`${part}\` is missing${foundInstead(found)}.`, `\`${part}\``, fix);
}

function strayThen(span: Span, partStart: number): Problem {
  const at = { start: partStart, end: partStart };
  const fix = partStart < span.start ? { title: 'Add `if`', span: at, text: 'if ' } : undefined;
  return syntax({ start: partStart, end: span.end }, '`then` has no `if` before it.', '`if`', fix);
}

export function misplacedWhere({
  found,
  wanted,
  span,
  open,
  inCall,
  partStart,
  unopened,
}: Stop): Problem | undefined {
  if (found?.tokenType !== t.Where || wanted === VALUE) return undefined;
  const message =
    '`where` chooses among the events of an aggregate, as in `count(usage.data where off_peak, 7d)`; it cannot stand here.';
  // The aggregate's name may be missing before the bracket, or the bracket after the name.
  const start = open?.tokenType === t.Open && !inCall ? open.startOffset : unopened ? partStart : span.start;
  return syntax({ start, end: span.end }, message);
}
