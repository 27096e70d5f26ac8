import type { ILexingError, IToken, TokenType } from 'chevrotain';
import { suggest } from '../diagnostics/suggest.ts';
import { literalUnit, similarUnit, UNITS } from '../types/units.ts';
import { daysOfCalendarUnit } from './calendar-units.ts';
import { isCurrency } from './currencies.ts';
import { readPhrases } from './foreign-phrases.ts';
import { readForeign } from './foreign-spellings.ts';
import { decodeText, splitQuantity } from './literals.ts';
import type { Span } from './ast.ts';
import type { Problem, ProblemFix } from './problem.ts';
import { retag, spanOf } from './tokens.ts';
import * as t from './tokens.ts';
import { ownValue } from '../program/own-value.ts';

export interface TokenList {
  readonly tokens: readonly IToken[];
  readonly problems: readonly Problem[];
  /** False where a problem leaves it open what was meant, so that parsing on would only repeat it. */
  readonly parsable: boolean;
}

/** Text → tokens, with words in special places told apart and foreign spellings read as what they mean. */
export function readTokens(text: string): TokenList {
  const lexed = t.expressionLexer.tokenize(text);
  const problems: Problem[] = lexed.errors.map(error => unknownCharacters(error, text));
  const report = (problem: Problem): unknown => problems.push(problem);
  // A comma seems to be missing where a sign stands that has no meaning.
  const reportPhrase = (problem: Problem): unknown =>
    lexed.errors.length > 0 && problem.code === 'expression-syntax' ? undefined : report(problem);
  const tokens = readPhrases(readForeign(tellWordsApart(lexed.tokens), report), text, reportPhrase);
  let parsable = lexed.errors.length === 0;
  for (const [index, token] of tokens.entries()) {
    const problem = problemOf(token, tokens[index - 1]);
    if (problem === undefined) continue;
    problems.push(problem);
    if (token.tokenType === t.OpenText) parsable = false;
  }
  problems.sort((a, b) => a.span.start - b.span.start);
  return { tokens, problems, parsable };
}

const WINDOW_WORDS: ReadonlySet<string> = new Set(t.WINDOW_WORDS);

/** `week` alone as an argument is a window, `last` before a number a count; elsewhere both are names. */
function tellWordsApart(tokens: readonly IToken[]): IToken[] {
  const calls: boolean[] = [];
  return tokens.map((token, index) => {
    const before = tokens[index - 1];
    const after = tokens[index + 1];
    if (token.tokenType === t.Open) calls.push(before?.tokenType === t.Path);
    else if (token.tokenType === t.OpenList) calls.push(false);
    else if (token.tokenType === t.Close || token.tokenType === t.CloseList) calls.pop();
    if (token.tokenType !== t.Path) return token;
    if (after?.tokenType === t.NumberLiteral && token.image === 'last') return retag(token, t.Last);
    if (after?.tokenType === t.NumberLiteral && token.image === 'forgive') return retag(token, t.Forgive);
    if (token.image === 'per' && tokens[index - 2]?.image === 'forgive') return retag(token, t.Per);
    const alone =
      (before?.tokenType === t.Open || before?.tokenType === t.Comma) &&
      (after?.tokenType === t.Close || after?.tokenType === t.Comma);
    return alone && calls.at(-1) === true && WINDOW_WORDS.has(token.image)
      ? retag(token, t.WindowWord)
      : token;
  });
}

function problemOf(token: IToken, before: IToken | undefined): Problem | undefined {
  if (token.tokenType === t.Quantity) return unknownUnit(token, before) ?? notWholeDays(token, before);
  if (token.tokenType === t.OpenText) {
    return {
      code: 'expression-open-text',
      span: { start: token.startOffset, end: token.startOffset + 1 },
      message: 'This text is never closed: a `"` is missing at its end.',
      expected: '`"`',
      fixes: [closeText(token)],
    };
  }
  if (token.tokenType === t.Text && decodeText(token.image) === undefined) {
    return {
      code: 'expression-text-escape',
      span: spanOf(token),
      message:
        'A `\\` in a text starts a special character: write `\\\\` for the sign itself and `\\"` for a quote.',
      fixes: [doubled(token)],
    };
  }
  return undefined;
}

/** At the end of what is written; trailing blanks are hardly meant. */
function closeText({ image, startOffset }: IToken): ProblemFix {
  const end = startOffset + image.trimEnd().length;
  return { title: 'Close it with `"`', span: { start: end, end }, text: '"' };
}

/** Every backslash that starts nothing known as the sign itself. */
function doubled(token: IToken): ProblemFix {
  const text = token.image.replace(/\\(u[\da-fA-F]{4}|["\\/bfnrt])|\\/g, (sign, known?: string) =>
    known === undefined ? '\\\\' : sign,
  );
  return { title: `Write \`${text}\``, span: spanOf(token), text };
}

function unknownUnit(token: IToken, before: IToken | undefined): Problem | undefined {
  const { unit } = splitQuantity(token.image);
  if (literalUnit(unit) !== undefined) return undefined;
  if (unit === 'm' && COUNTS_TIME.has(before?.tokenType ?? t.Plus)) return monthOrMinute(token);
  const days = daysOfCalendarUnit(unit);
  if (days !== undefined) return calendarUnit(token, days);
  if (isCurrency(unit)) return money(token, unit);
  if (/^k$/i.test(unit)) return thousands(token, unit);
  const span = { start: token.startOffset + token.image.length - unit.length, end: spanOf(token).end };
  const meant = similarUnit(unit) ?? closeUnit(unit);
  const expected = `one of ${UNITS.filter(known => known.literal)
    .map(known => known.name)
    .join(', ')}`;
  if (meant !== undefined) {
    return {
      code: 'expression-unknown-unit',
      span,
      message: `\`${unit}\` is no unit here — did you mean \`${meant.name}\`?`,
      expected,
      fixes: [{ title: `Write \`${meant.name}\``, span, text: meant.name }],
    };
  }
  const hint = unit === 'percent' ? ': a share is written with `%`' : '';
  return {
    code: 'expression-unknown-unit',
    span,
    message: `\`${unit}\` is no unit that a number can have${hint}.`,
    expected,
  };
}

function money(token: IToken, unit: string): Problem {
  const { end } = spanOf(token);
  const plain = token.image.slice(0, -unit.length).trimEnd();
  const place = { start: token.startOffset + plain.length, end };
  return {
    code: 'expression-unknown-unit',
    span: { start: end - unit.length, end },
    message: `\`${unit}\` is no unit that a number can have: amounts of money are written as plain numbers.`,
    expected: `\`${plain}\``,
    fixes: [{ title: `Write \`${plain}\``, span: place, text: '' }],
  };
}

/** `1k`; of data it is a unit. */
function thousands(token: IToken, unit: string): Problem {
  const { value } = splitQuantity(token.image);
  const span = spanOf(token);
  const text = String(Math.round(value * 1_000_000) / 1_000);
  const data = { start: span.end - unit.length, end: span.end };
  return {
    code: 'expression-unknown-unit',
    span,
    message: `\`${token.image}\` is written \`${text}\`; a thousand bytes of data are \`KB\`.`,
    expected: `\`${text}\``,
    fixes: [
      { title: `Write \`${text}\``, span, text },
      { title: 'Write `KB`', span: data, text: 'KB' },
    ],
  };
}

/** `days(usage, 1m)`, `for 1m`: windows of minutes are hardly meant. */
function monthOrMinute(token: IToken): Problem {
  const { value } = splitQuantity(token.image);
  const span = spanOf(token);
  const written = [`${Math.max(1, Math.round(value * 30))}d`, `${value}min`];
  const [days = '', minutes = ''] = written;
  return {
    code: 'expression-unknown-unit',
    span,
    message: `\`m\` is no unit here: a month is \`${days}\`, and minutes are \`${minutes}\`.`,
    expected: `\`${days}\``,
    fixes: written.map(text => ({ title: `Write \`${text}\``, span, text })),
  };
}

const COUNTS_TIME: ReadonlySet<TokenType> = new Set([t.Comma, t.For, t.Within, t.Per]);

/** `6 months`: no two of them need be of one length. */
function calendarUnit(token: IToken, days: number): Problem {
  const { value, unit } = splitQuantity(token.image);
  const text = `${Math.max(1, Math.round(value * days))}d`;
  const since = days > 14 ? '; how many months ago something was is `months_since(…)`' : '';
  return {
    code: 'expression-unknown-unit',
    span: spanOf(token),
    message: `\`${unit}\` is no unit that a number can have: a span of time is written in days, \`${text}\`${since}.`,
    expected: `\`${text}\``,
    fixes: [{ title: `Write \`${text}\``, span: spanOf(token), text }],
  };
}

function closeUnit(unit: string): (typeof UNITS)[number] | undefined {
  const known = UNITS.filter(({ literal }) => literal);
  const [name] = suggest(unit, known.map(({ name }) => name)); // prettier-ignore
  return known.find(other => other.name === name);
}

/** `for`, `within` and `per` count days. */
function notWholeDays(token: IToken, before: IToken | undefined): Problem | undefined {
  if (before === undefined || !COUNTS_DAYS.has(before.tokenType)) return undefined;
  const { value, unit } = splitQuantity(token.image);
  if (unit === 'd' && Number.isInteger(value) && value >= 1) return undefined;
  return {
    code: 'expression-days',
    span: spanOf(token),
    message: `\`${before.image}\` counts whole days, as in \`${before.image} 14d\`: \`${token.image}\` is no whole number of days.`,
    expected: 'a number of days such as `14d`',
    ...inDays(token, value, unit),
  };
}

/** A span of time as whole days, one at least. */
function inDays(token: IToken, value: number, unit: string): Pick<Problem, 'fixes'> {
  const known = literalUnit(unit);
  if (known?.type !== 'duration') return {};
  const text = `${Math.max(1, Math.round((value * known.factor) / DAY_MS))}d`;
  return { fixes: [{ title: `Write \`${text}\``, span: spanOf(token), text }] };
}

const DAY_MS = 86_400_000;

const COUNTS_DAYS: ReadonlySet<TokenType> = new Set([t.For, t.Within, t.Per]);

const HINTS: Readonly<Record<string, string>> = {
  '?': ': a choice is written `if … then … else …`',
  ':': ': a choice is written `if … then … else …`',
  '{': ': a list of values is written `[ … ]`',
  '}': ': a list of values is written `[ … ]`',
  ';': ': arguments are separated by commas',
  '.': ': a dot stands only inside a name or a number, without spaces',
  $: ': amounts of money are written as plain numbers',
  '€': ': amounts of money are written as plain numbers',
  '£': ': amounts of money are written as plain numbers',
  '#': ': names are made of letters, digits and `_`',
  '@': ': names are made of letters, digits and `_`',
};

function unknownCharacters(error: ILexingError, text: string): Problem {
  const span = { start: error.offset, end: error.offset + error.length };
  const [first = ''] = text.slice(span.start, span.end);
  const image = text.slice(span.start, span.end);
  if (INVISIBLE.test(image)) {
    return {
      code: 'expression-unknown-character',
      span,
      message: `An invisible character stands here (${[...image].map(codePoint).join(', ')}).`,
      fixes: [{ title: 'Remove it', span, text: '' }],
    };
  }
  const letter = /\p{L}/u.test(first) ? ': names are made of the letters a to z, digits and `_`' : undefined;
  return {
    code: 'expression-unknown-character',
    span,
    message: `\`${text.slice(span.start, span.end).trim()}\` has no meaning here${HINTS[first] ?? letter ?? ''}.`,
    ...insteadOf(text, span),
  };
}

/** Signs of direction, blanks without width and the like. */
const INVISIBLE = /^[\p{Cf}\p{Cc}\u115f\u2800\u3164]+$/u;

const codePoint = (sign: string): string =>
  `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** What most likely was meant by a character; none where leaving it out would only leave another mistake. */
function insteadOf(text: string, span: Span): Pick<Problem, 'fixes'> {
  const image = text.slice(span.start, span.end);
  const plain = image.normalize('NFD').replace(/\p{M}/gu, '');
  const meant = ownValue(MEANT, image.trim()) ?? (/^[A-Za-z]+$/.test(plain) ? plain : undefined);
  if (meant === undefined) return {};
  return { fixes: [{ title: meant === '' ? 'Remove it' : `Write \`${meant}\``, span, text: meant }] };
}

const MEANT: Readonly<Record<string, string>> = { ';': ',', $: '', '€': '', '£': '', '#': '', '@': '' };
