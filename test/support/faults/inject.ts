import type { RuleFile } from '../../../dsl/documents/index.ts';
import { tokensOf } from './tokens.ts';
import type { Token } from './tokens.ts';

export const FAULT_KINDS = [
  'delete',
  'duplicate',
  'swap',
  'letter dropped',
  'letter doubled',
  'letters swapped',
  'letter replaced',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** A rule file with one mistake in one token. */
export interface Fault {
  readonly kind: FaultKind;
  readonly layer: Token['layer'];
  /** The file without the mistake. */
  readonly original: RuleFile;
  /** The file with it. */
  readonly text: string;
  /** Where it stands in `text`. */
  readonly place: { readonly start: number; readonly end: number };
}

export const isMisspelling = ({ kind }: Fault): boolean => kind.startsWith('letter');

/** Every fault of one token that a file can have; `random` chooses the letters. */
export function faultsOf(original: RuleFile, random: () => number): readonly Fault[] {
  return tokensOf(original).flatMap(tokens =>
    tokens.flatMap((token, index) => {
      const next = tokens[index + 1];
      const change = changeIn(original, token);
      const image = original.text.slice(token.start, token.end);
      return [
        change('delete', token.start, token.end, ''),
        change('duplicate', token.start, token.end, twice(image)),
        ...(next === undefined ? [] : swapped(original, token, partnerOf(tokens, index))),
        ...(token.word ? misspelt(image, random) : []).map(({ kind, text }) =>
          change(kind, token.start, token.end, text),
        ),
      ].filter(({ text }) => text !== original.text);
    }),
  );
}

function changeIn(original: RuleFile, { layer }: Token) {
  return (kind: FaultKind, start: number, end: number, written: string): Fault => ({
    kind,
    layer,
    original,
    text: original.text.slice(0, start) + written + original.text.slice(end),
    place: { start, end: start + written.length },
  });
}

/** Two words in a row have a blank between them, as one who types a word twice would leave. */
const twice = (image: string) => (/^\s|^\W$/.test(image) ? image + image : `${image} ${image}`);

/** The next token that is more than a blank. */
function partnerOf(tokens: readonly Token[], index: number): Token | undefined {
  return tokens
    .slice(index + 1)
    .find(({ layer, word, end, start }) => layer === 'expression' || word || end > start);
}

function swapped(original: RuleFile, token: Token, next: Token | undefined): readonly Fault[] {
  if (next === undefined) return [];
  const { text } = original;
  const between = text.slice(token.end, next.start);
  const written = text.slice(next.start, next.end) + between + text.slice(token.start, token.end);
  return [changeIn(original, token)('swap', token.start, next.end, written)];
}

function misspelt(
  image: string,
  random: () => number,
): readonly { readonly kind: FaultKind; readonly text: string }[] {
  const letters = [...image.matchAll(/[A-Za-z]/g)].map(({ index }) => index);
  if (letters.length < 2) return [];
  const pick = (places: readonly number[]) => places[Math.floor(random() * places.length)];
  const at = (place: number | undefined, kind: FaultKind, write: (place: number) => string) =>
    place === undefined ? [] : [{ kind, text: write(place) }];
  const pairs = letters.filter(place => letters.includes(place + 1) && image[place] !== image[place + 1]);
  return [
    ...at(pick(letters), 'letter dropped', place => image.slice(0, place) + image.slice(place + 1)),
    ...at(pick(letters), 'letter doubled', place => image.slice(0, place + 1) + image.slice(place)),
    ...at(
      pick(pairs),
      'letters swapped',
      place => image.slice(0, place) + image.charAt(place + 1) + image.charAt(place) + image.slice(place + 2),
    ),
    ...at(
      pick(letters),
      'letter replaced',
      place => image.slice(0, place) + another(image.charAt(place), random) + image.slice(place + 1),
    ),
  ];
}

function another(letter: string, random: () => number): string {
  const others = [...'abcdefghijklmnopqrstuvwxyz'].filter(other => other !== letter.toLowerCase());
  return others[Math.floor(random() * others.length)] ?? 'x';
}
