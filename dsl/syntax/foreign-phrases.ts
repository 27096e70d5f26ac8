import type { IToken, TokenType } from 'chevrotain';
import { literalUnit, similarUnit } from '../types/units.ts';
import type { Span } from './ast.ts';
import { daysOfCalendarUnit } from './calendar-units.ts';
import { readCommas } from './figure-commas.ts';
import { readIfAsWhere, readIfCall, readLateWhere } from './foreign-calls.ts';
import { readMoney, readNumberWords } from './foreign-figures.ts';
import { readForgottenThen } from './forgotten-then.ts';
import { readForeignWords } from './foreign-words.ts';
import { splitQuantity } from './literals.ts';
import type { Problem } from './problem.ts';
import { retag, spanOf, VALUE_STARTS } from './tokens.ts';
import * as t from './tokens.ts';

/** Several tokens read as what they most likely mean. */
interface Phrase {
  /** How many tokens it takes. */
  readonly length: number;
  readonly tokens: readonly IToken[];
  readonly problem: Problem;
}

interface Place {
  readonly text: string;
  readonly tokens: readonly IToken[];
  readonly index: number;
  /** What the innermost open bracket encloses. */
  readonly inside: 'arguments' | 'list' | 'value' | undefined;
}

type Reader = (place: Place) => Phrase | undefined;

/** Reads what people write out of habit, figures with commas among it, as what it means, and reports each. */
export function readPhrases(
  tokens: readonly IToken[],
  text: string,
  report: (problem: Problem) => void,
): readonly IToken[] {
  const result: IToken[] = [];
  const open: NonNullable<Place['inside']>[] = [];
  for (let index = 0; index < tokens.length;) {
    const place: Place = { text, tokens, index, inside: open.at(-1) };
    const phrase = phraseAt(place);
    const token = tokens[index];
    if (phrase === undefined && token !== undefined) result.push(token);
    if (phrase !== undefined) {
      result.push(...phrase.tokens);
      report(phrase.problem);
    } else if (token?.tokenType === t.Open) {
      open.push(tokens[index - 1]?.tokenType === t.Path ? 'arguments' : 'value');
    } else if (token?.tokenType === t.OpenList) open.push('list');
    else if (token?.tokenType === t.Close || token?.tokenType === t.CloseList) open.pop();
    index += phrase?.length ?? 1;
  }
  return result;
}

function phraseAt(place: Place): Phrase | undefined {
  for (const read of READERS) {
    const phrase = read(place);
    if (phrase !== undefined) return phrase;
  }
  return undefined;
}

const READERS: readonly Reader[] = [
  figureWithCommas,
  figureWithBlanks,
  ({ text, tokens, index }) => readIfCall(text, tokens, index),
  ({ tokens, index, inside }) => (inside === 'arguments' ? readIfAsWhere(tokens, index) : undefined),
  ({ text, tokens, index, inside }) =>
    inside === 'arguments' ? readLateWhere(text, tokens, index) : undefined,
  ({ tokens, index }) => readMoney(tokens, index),
  ({ tokens, index }) => readNumberWords(tokens, index),
  windowInWords,
  unless,
  ({ tokens, index }) => readForeignWords(tokens, index),
  ({ tokens, index }) => readForgottenThen(tokens, index),
  signWithBlank,
  callInSquareBrackets,
  listInParentheses,
  listOfOne,
  date,
];

const FIGURES: ReadonlySet<TokenType> = new Set([t.NumberLiteral, t.Quantity, t.Percent]);

/** `1.000,50`, `1,000`, `5,5 MB`; among arguments and in lists a comma separates. */
function figureWithCommas({ text, tokens, index, inside }: Place): Phrase | undefined {
  if (inside === 'arguments' || inside === 'list') return undefined;
  const first = tokens[index];
  if (first?.tokenType !== t.NumberLiteral) return undefined;
  let last = first;
  let length = 1;
  for (;;) {
    const [comma, next] = tokens.slice(index + length, index + length + 2);
    if (comma?.tokenType !== t.Comma || next === undefined || !FIGURES.has(next.tokenType)) break;
    if (!adjoin(last, comma) || !adjoin(comma, next)) break;
    last = next;
    length += 2;
  }
  if (last === first) return undefined;
  // `between 1,5` lacks its `and`.
  const isBound = tokens[index - 1]?.tokenType === t.Between;
  if (isBound && tokens[index + length]?.tokenType !== t.And) return undefined;
  const span = across(first, last);
  const figure = readCommas(text.slice(span.start, span.end));
  if (figure === undefined) return undefined;
  const { plain, message } = figure;
  return {
    length,
    tokens: [{ ...retag(last, last.tokenType, plain), startOffset: span.start, endOffset: span.end - 1 }],
    problem: replace(span, message, plain),
  };
}

/** `1 000 000` */
function figureWithBlanks({ text, tokens, index }: Place): Phrase | undefined {
  const first = tokens[index];
  if (first?.tokenType !== t.NumberLiteral || !/^\d{1,3}$/.test(first.image)) return undefined;
  const rest = tokens.slice(index + 1);
  const end = rest.findIndex(
    ({ tokenType, image }) => tokenType !== t.NumberLiteral || !/^\d{3}$/.test(image),
  );
  const groups = end < 0 ? rest : rest.slice(0, end);
  const after = rest[groups.length];
  // With a unit the last group is a quantity.
  if (after?.tokenType === t.Quantity && /^\d{3}(?!\d)/.test(after.image)) groups.push(after);
  const last = groups.at(-1);
  if (last === undefined || before(tokens, index) === t.Last) return undefined;
  const span = across(first, last);
  const plain = [first, ...groups].map(({ image }) => image).join('');
  const message = `Nothing stands between the thousands of a figure: \`${text.slice(span.start, span.end)}\` is written \`${plain}\`.`;
  return {
    length: groups.length + 1,
    tokens: [{ ...retag(last, last.tokenType, plain), startOffset: span.start, endOffset: span.end - 1 }],
    problem: replace(span, message, plain),
  };
}

const before = (tokens: readonly IToken[], index: number) => tokens[index - 1]?.tokenType;

const FILLERS: ReadonlySet<string> = new Set(['last', 'the', 'past', 'in', 'over', 'during']);

/** `count(usage, last 30d)`, `count(usage in 30d)`, `count(usage 30d)` */
function windowInWords({ tokens, index, inside }: Place): Phrase | undefined {
  const before = tokens[index - 1];
  if (inside !== 'arguments' || before === undefined || !BEFORE_WINDOW.has(before.tokenType))
    return undefined;
  let fillers = 0;
  while (fillers < 3 && FILLERS.has(tokens[index + fillers]?.image ?? '')) fillers += 1;
  const [first, quantity, after] = [tokens[index], tokens[index + fillers], tokens[index + fillers + 1]];
  if (first === undefined || quantity === undefined) return undefined;
  const isWord = fillers > 0 && (t.WINDOW_WORDS as readonly string[]).includes(quantity.image);
  if (quantity.tokenType !== t.Quantity && !isWord) return undefined;
  const isSeparated = before.tokenType === t.Comma;
  if (isSeparated && fillers === 0) return undefined;
  // `usage 30d ,)`: the comma is there, at the wrong place.
  const isClosed = after?.tokenType === t.Comma && tokens[index + fillers + 2]?.tokenType === t.Close;
  const window = isWord ? quantity.image : spanText(quantity.image);
  if (window === undefined || isClosed) return undefined;
  const span = across(first, quantity);
  const words = across(first, tokens[index + fillers - 1] ?? first);
  const said = fillers === 0 ? undefined : tokens.slice(index, index + fillers).map(({ image }) => image).join(' '); // prettier-ignore
  const message =
    said === undefined
      ? `A comma is missing before the window \`${window}\`.`
      : `A window needs no \`${said}\`: \`${window}\` after a comma is the time up to now.`;
  const place = { start: isSeparated ? words.start : spanOf(before).end, end: span.end };
  const written = isSeparated ? window : `, ${window}`;
  const comma = isSeparated ? [] : [retag(first, t.Comma, ',')];
  return {
    length: fillers + 1,
    tokens: [...comma, retag(quantity, isWord ? t.WindowWord : t.Quantity, window)],
    problem: {
      ...foreign(span, message, { title: `Write \`${written.trim()}\``, span: place, text: written }),
      ...(said === undefined && { code: 'expression-syntax', expected: 'a comma' }),
    },
  };
}

const BEFORE_WINDOW: ReadonlySet<TokenType> = new Set([t.Comma, t.Path, t.Close]);

/** A span of time in a unit that a window can have: `30 days` → `30d`. */
function spanText(image: string): string | undefined {
  const { value, unit } = splitQuantity(image);
  const days = daysOfCalendarUnit(unit);
  if (days !== undefined) return `${Math.round(value * days)}d`;
  const known = literalUnit(unit) ?? similarUnit(unit);
  return known?.type === 'duration' ? `${value}${known.name}` : undefined;
}

/** `a unless b`; after a number the word was taken for its unit. */
function unless({ tokens, index }: Place): Phrase | undefined {
  const [before, token, next] = [tokens[index - 1], tokens[index], tokens[index + 1]];
  if (token === undefined || next === undefined || !VALUE_STARTS.has(next.tokenType)) return undefined;
  const isUnit = token.tokenType === t.Quantity && /\sunless$/.test(token.image);
  const isWord = token.tokenType === t.Path && token.image === 'unless' && before !== undefined;
  if (!isUnit && !isWord) return undefined;
  const { end } = spanOf(token);
  const span = { start: end - 'unless'.length, end };
  const message = '`unless` is no word of the language: an exception is written `and not`.';
  const number = isUnit ? [retag(token, t.NumberLiteral, String(splitQuantity(token.image).value))] : [];
  const words = [retag(token, t.And, 'and'), retag(token, t.Not, 'not')];
  // With an `or` around it is open to how much of it the exception belongs.
  const isClear = tokens.every(({ tokenType }) => tokenType !== t.Or && tokenType !== t.If);
  const fix = isClear ? { title: 'Write `and not`', span, text: 'and not' } : undefined;
  return { length: 1, tokens: [...number, ...words], problem: foreign(span, message, fix, '`and not`') };
}

const ITEMS: ReadonlySet<TokenType> = new Set([
  t.Text, t.NumberLiteral, t.Quantity, t.Percent, t.Path, t.Comma, t.True, t.False,
]); // prettier-ignore

/** `x > = 12` */
function signWithBlank({ tokens, index }: Place): Phrase | undefined {
  const [first, second] = tokens.slice(index, index + 2);
  const sign = second?.tokenType === t.Equal ? SIGNS.get(first?.image ?? '') : undefined;
  if (first === undefined || second === undefined || sign === undefined) return undefined;
  const span = across(first, second);
  const problem = replace(span, `No blank stands inside \`${sign.image}\`.`, sign.image);
  return { length: 2, tokens: [retag(first, sign.type, sign.image)], problem };
}

const SIGNS: ReadonlyMap<string, { readonly type: TokenType; readonly image: string }> = new Map([
  ['>', { type: t.GreaterEqual, image: '>=' }],
  ['<', { type: t.LessEqual, image: '<=' }],
]);

/** `days[usage, 30d]` */
function callInSquareBrackets({ text, tokens, index }: Place): Phrase | undefined {
  const [name, open] = [tokens[index - 1], tokens[index]];
  if (open?.tokenType !== t.OpenList || name?.tokenType !== t.Path || !adjoin(name, open)) return undefined;
  const end = closing(tokens, index);
  const close = tokens[end];
  if (close === undefined || end === index + 1) return undefined;
  const span = across(open, close);
  const written = `(${text.slice(span.start + 1, span.end - 1)})`;
  const message = `What a function takes stands in round brackets: \`${name.image}${written}\`.`;
  return {
    length: end - index + 1,
    tokens: [retag(open, t.Open, '('), ...tokens.slice(index + 1, end), retag(close, t.Close, ')')],
    problem: replace(span, message, written),
  };
}

/** Where the list that opens at `index` is closed; -1: nowhere. */
function closing(tokens: readonly IToken[], index: number): number {
  let depth = 0;
  return tokens.findIndex(({ tokenType }, at) => {
    if (at < index) return false;
    if (tokenType === t.OpenList) depth += 1;
    if (tokenType === t.CloseList) depth -= 1;
    return depth === 0;
  });
}

/** `tier in ("gold", "silver")` */
function listInParentheses({ text, tokens, index }: Place): Phrase | undefined {
  const open = tokens[index];
  if (open?.tokenType !== t.Open || tokens[index - 1]?.tokenType !== t.In) return undefined;
  const end = tokens.findIndex(({ tokenType }, at) => at > index && !ITEMS.has(tokenType));
  const close = tokens[end];
  if (close?.tokenType !== t.Close || end === index + 1) return undefined;
  const span = across(open, close);
  const written = `[${text.slice(span.start + 1, span.end - 1)}]`;
  return {
    length: end - index + 1,
    tokens: [retag(open, t.OpenList, '['), ...tokens.slice(index + 1, end), retag(close, t.CloseList, ']')],
    problem: replace(span, `A list of values stands in square brackets: \`${written}\`.`, written),
  };
}

/** `tier in "gold"` */
function listOfOne({ tokens, index }: Place): Phrase | undefined {
  const item = tokens[index];
  if (item?.tokenType !== t.Text || tokens[index - 1]?.tokenType !== t.In) return undefined;
  const next = tokens[index + 1]?.tokenType;
  if (next === t.Comma || next === t.CloseList) return undefined;
  const written = `[${item.image}]`;
  return {
    length: 1,
    tokens: [retag(item, t.OpenList, '['), item, retag(item, t.CloseList, ']')],
    problem: replace(spanOf(item), `After \`in\` stands a list in square brackets: \`${written}\`.`, written),
  };
}

/** `2024-01-01` */
function date({ text, tokens, index }: Place): Phrase | undefined {
  const [year, , , , day] = tokens.slice(index, index + 5);
  if (year?.tokenType !== t.NumberLiteral || day?.tokenType !== t.NumberLiteral) return undefined;
  const span = across(year, day);
  const written = text.slice(span.start, span.end);
  if (!/^(19|20)\d\d-\d\d?-\d\d?$/.test(written)) return undefined;
  const message = `A date such as \`${written}\` cannot stand in an expression: ask how long ago something was, as in \`months_since(first_seen) < 6\`, or let a \`kind: parameter\` change its value \`from\` that day.`;
  return { length: 5, tokens: [retag(year, t.Now, 'now')], problem: foreign(span, message) };
}

const adjoin = (token: IToken, next: IToken): boolean => spanOf(token).end === next.startOffset;

const across = (first: IToken, last: IToken): Span => ({ start: first.startOffset, end: spanOf(last).end });

function replace(span: Span, message: string, text: string): Problem {
  return foreign(span, message, { title: `Write \`${text}\``, span, text }, `\`${text}\``);
}

function foreign(
  span: Span,
  message: string,
  fix?: NonNullable<Problem['fixes']>[number],
  expected?: string,
): Problem {
  return {
    code: 'expression-foreign',
    span,
    message,
    ...(expected === undefined ? {} : { expected }),
    ...(fix === undefined ? {} : { fixes: [fix] }),
  };
}
