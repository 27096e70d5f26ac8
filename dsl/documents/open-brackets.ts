/** How many brackets of a line stay open. */
export interface OpenBrackets {
  /** Those that no text in quotes and no comment holds. */
  readonly open: number;
  /** The most that are open at once on the line, those of texts in quotes too: what looks quoted may not be. */
  readonly deepest: number;
}

/**
 * Counts `[` and `{` that open before they close between two offsets of one line.
 * @example openBrackets('a: [ "[" # [', 0, 12).open // 1
 */
export function openBrackets(text: string, start: number, end: number): OpenBrackets {
  let open = 0;
  let deepest = 0;
  let raw = 0;
  let quote: string | undefined;
  // A quote that the line does not close may be none, so that what stands behind it counts after all.
  let behindQuote = 0;
  for (let at = start; at < end; at += 1) {
    const character = text.charAt(at);
    const change = CHANGES[character] ?? 0;
    raw += change;
    deepest = Math.max(deepest, raw);
    if (quote !== undefined) {
      behindQuote += change;
      if (character === '\\' && quote === '"') at += 1;
      if (character !== quote) continue;
      quote = undefined;
      behindQuote = 0;
    } else if (isOpeningQuote(text, at, start)) {
      quote = character;
    } else if (character === '#' && (at === start || isBlank(text.charAt(at - 1)))) {
      break;
    } else {
      open += change;
    }
  }
  return { open: open + behindQuote, deepest };
}

const CHANGES: Readonly<Record<string, number>> = { '[': 1, '{': 1, ']': -1, '}': -1 };

/** The apostrophe of `don't` and the sign of inches in `5"` open nothing. */
function isOpeningQuote(text: string, at: number, start: number): boolean {
  const character = text.charAt(at);
  if (character !== '"' && character !== "'") return false;
  return at === start || !/[\p{L}\p{N}_]/u.test(text.charAt(at - 1));
}

const isBlank = (character: string): boolean => character === ' ' || character === '\t';
