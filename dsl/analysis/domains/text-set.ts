/** Listed texts, or all texts but those listed. */
export interface TextSet {
  readonly kind: 'only' | 'allBut';
  readonly texts: ReadonlySet<string>;
}

export const ALL_TEXTS: TextSet = { kind: 'allBut', texts: new Set() };
export const NO_TEXTS: TextSet = { kind: 'only', texts: new Set() };

export function onlyTexts(texts: Iterable<string>): TextSet {
  return { kind: 'only', texts: new Set(texts) };
}

export function hasText(set: TextSet, text: string): boolean {
  return set.texts.has(text) === (set.kind === 'only');
}

/** No text belongs to it; of all texts but some there are always more. */
export function isNoText(set: TextSet): boolean {
  return set.kind === 'only' && set.texts.size === 0;
}

export function otherTexts({ kind, texts }: TextSet): TextSet {
  return { kind: kind === 'only' ? 'allBut' : 'only', texts };
}

export function commonTexts(a: TextSet, b: TextSet): TextSet {
  if (a.kind === 'only') return onlyTexts([...a.texts].filter(text => hasText(b, text)));
  if (b.kind === 'only') return commonTexts(b, a);
  return { kind: 'allBut', texts: new Set([...a.texts, ...b.texts]) };
}

export function joinTexts(a: TextSet, b: TextSet): TextSet {
  return otherTexts(commonTexts(otherTexts(a), otherTexts(b)));
}

export function sameTexts(a: TextSet, b: TextSet): boolean {
  return a.kind === b.kind && a.texts.size === b.texts.size && [...a.texts].every(text => b.texts.has(text));
}

/** The one text of it, or undefined. */
export function onlyText({ kind, texts }: TextSet): string | undefined {
  if (kind === 'allBut' || texts.size !== 1) return undefined;
  const [text] = texts;
  return text;
}

/** A text of the set; undefined where it has none. */
export function pickText(set: TextSet): string | undefined {
  if (set.kind === 'only') return [...set.texts][0];
  return ['other', ...numbered('other', set.texts.size + 1)].find(text => !set.texts.has(text));
}

function numbered(word: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${word} ${index + 2}`);
}
