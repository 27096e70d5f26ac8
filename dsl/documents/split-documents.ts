/** The stretch of a file that one document takes up. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Splits a file at its `---` lines. YAML lets no text run over such a line, so a document that cannot be read takes
 * none of its neighbours along.
 */
export function splitDocuments(text: string): readonly Stretch[] {
  return splitAtSeparators(text).filter(({ start, end }) => hasContent(text.slice(start, end)));
}

/** The stretches between `---` lines, those that hold no document included: nothing of the text is left out. */
export function splitAtSeparators(text: string): readonly Stretch[] {
  const starts = [0, ...[...text.matchAll(/^---(?=[ \t\r\n]|$)/gm)].map(({ index }) => index)];
  return [...new Set(starts)].map((start, index, all) => ({ start, end: all[index + 1] ?? text.length }));
}

/** More than comments, directives and markers. */
export const hasContent = (text: string) =>
  /^(?!\s*(?:#|$)|%|---\s*(?:#|$)|\.\.\.\s*$)/m.test(text.replaceAll('\uFEFF', ''));
