import type { IToken } from 'chevrotain';
import { distance } from '../diagnostics/suggest.ts';
import type { Problem } from './problem.ts';
import { splitQuantity } from './literals.ts';
import { RESERVED_WORDS, spanOf, VALUE_STARTS } from './tokens.ts';
import * as t from './tokens.ts';

/** A change of one word or sign that may be what the author meant, and what is wrong if it is. */
export type Repair = Problem & {
  readonly fixes: readonly [NonNullable<Problem['fixes']>[number]];
  /** Two things in each other's place: almost any two can be exchanged, so only a whole sentence tells that they were. */
  readonly isExchange?: true;
};

/**
 * Slips of one word or sign around the token at which a text stops being a sentence, likeliest first: a keyword
 * misspelt, something typed twice, two things that changed places, a bracket left out.
 */
export function* syntaxRepairs(
  tokens: readonly IToken[],
  stop: number,
  text: string,
): Generator<Repair, void> {
  const near = [stop, stop - 1, stop + 1, stop - 2, stop + 2].filter(index => index in tokens);
  for (const index of near) yield* misspeltKeywords(tokens[index]);
  for (const index of near) yield* twice(tokens[index], tokens[index + 1], text.length);
  for (const index of near) {
    // `(usage` after a name is a call.
    const called = tokens[index]?.tokenType === t.Open && tokens[index - 1]?.tokenType === t.Path;
    if (!called) yield* exchanged(tokens[index], tokens[index + 1], text);
  }
  for (const index of near) yield* exchangedAfterNumber(tokens[index], tokens[index + 1]);
  for (const index of near) yield* withoutBracket(tokens[index], tokens[index + 1]);
}

const WORDS: readonly string[] = [...RESERVED_WORDS, 'last', 'forgive', 'per'];

function* misspeltKeywords(token: IToken | undefined): Generator<Repair, void> {
  const word = token === undefined ? undefined : wordOf(token);
  if (word === undefined) return;
  const { image, start } = word;
  const close = WORDS.map(keyword => ({ keyword, letters: distance(image, keyword) }))
    .filter(({ letters }) => letters > 0 && letters <= (image.length < 6 ? 1 : 2))
    .toSorted(
      (a, b) =>
        a.letters - b.letters ||
        Number(b.keyword[0] === image[0]) - Number(a.keyword[0] === image[0]) ||
        lengthGap(a.keyword, image) - lengthGap(b.keyword, image),
    );
  for (const { keyword } of close) {
    const span = { start, end: start + image.length };
    yield repair(
      span,
      keyword,
      `Write \`${keyword}\``,
      `\`${image}\` is no word of the language — did you mean \`${keyword}\`?`,
    );
  }
}

const lengthGap = (a: string, b: string) => Math.abs(a.length - b.length);

/** A name, or a word that was taken for the unit of the number before it: `60 fr 3d`. */
function wordOf(token: IToken): { readonly image: string; readonly start: number } | undefined {
  if (token.tokenType === t.Path) return { image: token.image, start: token.startOffset };
  if (token.tokenType !== t.Quantity || !/\s/.test(token.image)) return undefined;
  const { unit } = splitQuantity(token.image);
  return { image: unit, start: spanOf(token).end - unit.length };
}

function* twice(
  token: IToken | undefined,
  next: IToken | undefined,
  length: number,
): Generator<Repair, void> {
  if (token === undefined || next?.image !== token.image) return;
  const span = { start: token.startOffset, end: spanOf(next).end };
  const fix = { title: `Write one \`${token.image}\``, span, text: token.image };
  const isOpen = token.tokenType === t.Open;
  yield {
    code: 'expression-syntax',
    // The bracket that closes the second may be missing anywhere after it.
    span: isOpen ? { start: span.start, end: length } : span,
    message: isOpen
      ? 'Of these two `(` only one is closed: one is too much, or its `)` is missing.'
      : `\`${token.image}\` stands here twice.`,
    fixes: [fix],
  };
}

function* exchanged(
  token: IToken | undefined,
  next: IToken | undefined,
  text: string,
): Generator<Repair, void> {
  if (token === undefined || next === undefined || token.image === next.image) return;
  // A call is no mistake: `(count` would only be read in another way.
  if (token.tokenType === t.Path && next.tokenType === t.Open) return;
  // Nothing but a value begins what stands in parentheses.
  if (next.tokenType === t.Open && !VALUE_STARTS.has(token.tokenType)) return;
  const span = { start: token.startOffset, end: spanOf(next).end };
  const gap = text.slice(spanOf(token).end, next.startOffset);
  const needed = gap === '' && /\w$/.test(next.image) && /^\w/.test(token.image) ? ' ' : gap;
  const left = /\w$/.test(text.slice(0, span.start)) && /^\w/.test(next.image) ? ' ' : '';
  const right = /^\w/.test(text.slice(span.end)) && /\w$/.test(token.image) ? ' ' : '';
  const written = `${next.image}${needed}${token.image}`;
  const message = `\`${token.image}\` and \`${next.image}\` seem to have changed places.`;
  const exchange = repair(span, `${left}${written}${right}`, `Write \`${written}\``, message);
  yield { ...exchange, isExchange: true };
}

/** `3 days and(usage)`, where the name was taken for the unit of the number before it. */
function* exchangedAfterNumber(token: IToken | undefined, next: IToken | undefined): Generator<Repair, void> {
  const word = token?.tokenType === t.Quantity ? wordOf(token) : undefined;
  if (word === undefined || next === undefined || !/^[a-z]+$/.test(next.image)) return;
  const { image, start } = word;
  yield repair(
    { start, end: spanOf(next).end },
    `${next.image} ${image}`,
    `Write \`${next.image} ${image}\``,
    `\`${image}\` and \`${next.image}\` seem to have changed places.`,
  );
}

/** `count usage, 7d)` */
function* withoutBracket(token: IToken | undefined, next: IToken | undefined): Generator<Repair, void> {
  if (token?.tokenType !== t.Path || next === undefined || next.tokenType === t.Open) return;
  if (!VALUE_STARTS.has(next.tokenType)) return;
  const { start, end } = spanOf(token);
  const span = { start, end: spanOf(next).end };
  const fix = { title: 'Add `(`', span: { start: end, end: next.startOffset }, text: '(' };
  const message = `A \`(\` is missing after \`${token.image}\`.`;
  yield { code: 'expression-syntax', span, message, expected: '`(`', fixes: [fix] };
}

function repair(span: Problem['span'], text: string, title: string, message: string): Repair {
  return { code: 'expression-syntax', span, message, fixes: [{ title, span, text }] };
}
