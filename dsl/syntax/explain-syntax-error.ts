import type { IRecognitionException, IToken, TokenType } from 'chevrotain';
import type { Span } from './ast.ts';
import type { Problem, ProblemFix } from './problem.ts';
import * as t from './tokens.ts';
import { spanOf, VALUE_STARTS } from './tokens.ts';
import { distance } from '../diagnostics/suggest.ts';

/** Where parsing stopped: `found` is undefined at the end of the text. */
interface Stop {
  readonly found: IToken | undefined;
  readonly before: IToken | undefined;
  readonly beforeThat: IToken | undefined;
  readonly after: IToken | undefined;
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

type Explanation = (stop: Stop) => Problem | undefined;

/** Turns the parser's exception into a message in the author's words; the first explanation that fits counts. */
export function explainSyntaxError(error: IRecognitionException, tokens: readonly IToken[]): Problem {
  const stop = stopOf(error, tokens);
  for (const explain of EXPLANATIONS) {
    const problem = explain(stop);
    if (problem !== undefined) return problem;
  }
  return unexpected(stop);
}

/** Wanted at a place where anything that has a value may stand. */
const VALUE = 'a value';

function stopOf(error: IRecognitionException, tokens: readonly IToken[]): Stop {
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

const EXPLANATIONS: readonly Explanation[] = [
  missingComparedAsValue,
  missingWithoutIs,
  isAsEqual,
  elseAsOtherwise,
  ifWithoutPart,
  closingTooMuch,
  neverClosed,
  commaOutsideCall,
  emptyCall,
  chainedComparison,
  betweenWithoutAnd,
  holdWithoutDays,
  misplacedWhere,
  endsTooEarly,
  operatorMissing,
  notInsideValue,
];

/** `x = missing` */
function missingComparedAsValue({ found, before, span }: Stop): Problem | undefined {
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
function missingWithoutIs({ found, before, span, wanted }: Stop): Problem | undefined {
  if (found?.tokenType !== t.Missing || wanted === VALUE || before?.tokenType === t.Is) return undefined;
  const isNegated = before?.tokenType === t.Not;
  const whole = { start: isNegated ? before.startOffset : span.start, end: span.end };
  const text = isNegated ? 'is not missing' : 'is missing';
  const message = `\`is\` is missing before \`${isNegated ? 'not missing' : 'missing'}\`.`;
  return syntax(whole, message, '`is`', write(text, whole));
}

/** `x is "y"` */
function isAsEqual({ found, before, beforeThat, wanted }: Stop): Problem | undefined {
  if (found === undefined || wanted !== t.Missing.LABEL) return undefined;
  const is = before?.tokenType === t.Is ? before : beforeThat;
  if (is === undefined || before === undefined) return undefined;
  if (isMisspelt('missing', found)) {
    const message = `\`${found.image}\` is no word of the language — did you mean \`missing\`?`;
    return syntax(spanOf(found), message, '`missing`', write('missing', spanOf(found)));
  }
  const span = { start: is.startOffset, end: spanOf(before).end };
  if (!VALUE_STARTS.has(found.tokenType)) {
    const whole = is === before ? 'is missing' : 'is not missing';
    const message = `After \`${whole.slice(0, -8)}\` \`missing\` is missing: nothing else can follow.`;
    return syntax(span, message, '`missing`', write(whole, span));
  }
  const text = is === before ? '=' : '!=';
  const message = `Only \`missing\` follows \`is\`: two values are compared with \`${text}\`.`;
  return syntax(span, message, '`missing`', write(text, span));
}

const isMisspelt = (keyword: string, { tokenType, image }: IToken) =>
  tokenType === t.Path && distance(image, keyword) <= 2;

/** `x else 0` */
function elseAsOtherwise({ found, open, span }: Stop): Problem | undefined {
  if (found?.tokenType !== t.Else || open?.tokenType === t.If) return undefined;
  const message = '`else` belongs to `if … then …`: what stands in for a missing value follows `otherwise`.';
  return syntax(span, message, '`otherwise`', write('otherwise', span));
}

function ifWithoutPart({ found, open, wanted, span, partStart, end }: Stop): Problem | undefined {
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
  return syntax(place, `${why}\`${part}\` is missing${foundInstead(found)}.`, `\`${part}\``);
}

function strayThen(span: Span, partStart: number): Problem {
  const at = { start: partStart, end: partStart };
  const fix = partStart < span.start ? { title: 'Add `if`', span: at, text: 'if ' } : undefined;
  return syntax({ start: partStart, end: span.end }, '`then` has no `if` before it.', '`if`', fix);
}

function closingTooMuch({ found, open, wanted, span, partStart }: Stop): Problem | undefined {
  if (found === undefined || wanted === VALUE) return undefined;
  const opener =
    found.tokenType === t.Close ? t.Open : found.tokenType === t.CloseList ? t.OpenList : undefined;
  if (opener === undefined || open?.tokenType === opener) return undefined;
  if (open === undefined || open.tokenType === t.If) {
    const message = `\`${found.image}\` closes nothing: there is no open \`${String(opener.PATTERN)}\` before it.`;
    // The opening bracket may be missing anywhere before it.
    const place = { start: partStart, end: span.end };
    return syntax(place, message, undefined, { title: `Remove \`${found.image}\``, span, text: '' });
  }
  const right = open.tokenType === t.Open ? ')' : ']';
  return syntax(
    span,
    `\`${open.image}\` is closed by \`${right}\`, not by \`${found.image}\`.`,
    `\`${right}\``,
    write(right, span),
  );
}

function neverClosed({ found, open, wanted, end }: Stop): Problem | undefined {
  if (found !== undefined || open === undefined || open.tokenType === t.If || wanted === VALUE)
    return undefined;
  const right = open.tokenType === t.Open ? ')' : ']';
  const fix = { title: `Add \`${right}\` at the end`, span: { start: end, end }, text: right };
  // The closing one may be missing anywhere after it.
  const place = { start: open.startOffset, end };
  return syntax(place, `This \`${open.image}\` is never closed.`, `\`${right}\``, fix);
}

/** `(usage, 7d)`, `countusage, 7d)` */
function commaOutsideCall({ found, open, wanted, span, partStart, inCall }: Stop): Problem | undefined {
  if (
    found?.tokenType !== t.Comma ||
    wanted === VALUE ||
    wanted === t.And.LABEL ||
    inCall ||
    open?.tokenType === t.OpenList
  )
    return undefined;
  const start = open?.tokenType === t.Open ? open.startOffset : partStart;
  return syntax(
    { start, end: span.end },
    'A comma separates the arguments of a call, as in `count(usage, 7d)`: no call is open here.',
    'a call',
  );
}

function emptyCall({ found, before, beforeThat, span }: Stop): Problem | undefined {
  if (before?.tokenType === t.OpenList && found?.tokenType === t.CloseList) {
    return syntax(span, 'The list is empty: it needs at least one value.', VALUE);
  }
  if (before?.tokenType !== t.Open || found?.tokenType !== t.Close) return undefined;
  const what =
    beforeThat?.tokenType === t.Path
      ? `\`${beforeThat.image}\` needs at least one argument`
      : 'nothing stands between the parentheses';
  return syntax(span, `Here ${what}.`, VALUE);
}

const COMPARISONS: ReadonlySet<TokenType> = new Set([
  t.Equal, t.NotEqual, t.Less, t.LessEqual, t.Greater, t.GreaterEqual, t.Between, t.In, t.Is,
]); // prettier-ignore

function chainedComparison({ found, span, wanted }: Stop): Problem | undefined {
  if (found === undefined || wanted === VALUE || !COMPARISONS.has(found.tokenType)) return undefined;
  const message = 'Two comparisons in a row: join them with `and`, or write `x between low and high`.';
  return syntax(span, message, '`and`');
}

function betweenWithoutAnd({ found, wanted, span }: Stop): Problem | undefined {
  if (wanted !== t.And.LABEL) return undefined;
  return syntax(
    span,
    `\`between\` takes two bounds, \`x between 1 and 5\`: \`and\` is missing${foundInstead(found)}.`,
    '`and`',
  );
}

function holdWithoutDays({ before, wanted, found, span }: Stop): Problem | undefined {
  if (wanted !== t.Quantity.LABEL || before === undefined) return undefined;
  const example = before.tokenType === t.Per ? '`forgive 1 per 7d`' : `\`… ${before.image} 14d\``;
  return syntax(
    span,
    `After \`${before.image}\` stands a number of days, as in ${example}${foundInstead(found)}.`,
    'a number of days',
  );
}

function misplacedWhere({
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

function endsTooEarly({ found, before, wanted, span }: Stop): Problem | undefined {
  if (found !== undefined) return undefined;
  if (before === undefined) return syntax(span, 'There is no expression here.', VALUE);
  const expected = wanted === VALUE || wanted === undefined ? VALUES : wanted;
  return syntax(
    span,
    `The expression ends after \`${before.image}\`, where ${expected} should follow.`,
    expected,
  );
}

const VALUES = 'a value (a number, a text, a name or a call)';

/** Two values in a row. */
function operatorMissing({ found, before, wanted, span }: Stop): Problem | undefined {
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
function notInsideValue({ found, wanted, span }: Stop): Problem | undefined {
  if (found?.tokenType !== t.Not || wanted !== VALUE) return undefined;
  return syntax(
    span,
    '`not` cannot stand here: put it in parentheses together with its condition, `(not …)`.',
    VALUES,
  );
}

function unexpected({ found, wanted, span }: Stop): Problem {
  const expected = wanted === VALUE ? VALUES : wanted;
  const image = found?.image ?? 'the end';
  const message =
    expected === undefined
      ? `\`${image}\` cannot stand here.`
      : `\`${image}\` cannot stand here: ${expected} was expected.`;
  return syntax(span, message, expected);
}

function foundInstead(found: IToken | undefined): string {
  return found === undefined ? '' : `, \`${found.image}\` was found`;
}

function write(text: string, span: Span): ProblemFix {
  return { title: `Write \`${text}\``, span, text };
}

function syntax(span: Span, message: string, expected?: string, fix?: ProblemFix): Problem {
  return {
    code: 'expression-syntax',
    span,
    message,
    ...(expected === undefined ? {} : { expected }),
    ...(fix === undefined ? {} : { fixes: [fix] }),
  };
}
