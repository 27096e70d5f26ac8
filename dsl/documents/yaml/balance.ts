/** Whether every bracket and double quote of an expression's text is closed in it. */
export function isBalanced(text: string): boolean {
  const end = scan(text, 0, () => false);
  return end === text.length;
}

/**
 * The end of the key or value that starts at `start` inside `{ }` or `[ ]`, if brackets and double quotes are taken as
 * an expression takes them. Undefined where they do not close.
 */
export function flowEntryEnd(text: string, start: number, { overColons = false } = {}): number | undefined {
  const end = scan(text, start, offset => {
    const character = text[offset];
    return (
      character === ',' || character === '}' || character === ']' || (!overColons && isColon(text, offset))
    );
  });
  if (end === undefined || end >= text.length) return undefined;
  return trimmedEnd(text, start, end);
}

/** The offset after the bracket that closes the one at `start`. */
export function closingEnd(text: string, start: number): number | undefined {
  const end = scan(text, start + 1, offset => text[offset] === (text[start] === '[' ? ']' : '}'));
  return end === undefined || end >= text.length ? undefined : end + 1;
}

/** The end of the text on the line, blanks and line break left out. */
export function lineTextEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return trimmedEnd(text, offset, newline < 0 ? text.length : newline);
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

export function trimmedEnd(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length;
}

const isColon = (text: string, offset: number) =>
  text[offset] === ':' && /^(\s|$)/.test(text.slice(offset + 1, offset + 2));
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Goes on until `stops` holds outside all brackets and quotes, or to the end; undefined where something stays open. */
function scan(text: string, start: number, stops: (offset: number) => boolean): number | undefined {
  const open: string[] = [];
  let offset = start;
  for (; offset < text.length; offset += 1) {
    const character = text.charAt(offset);
    if (open.length === 0 && stops(offset)) return offset;
    if (character === '"') {
      const closing = text.indexOf('"', offset + 1);
      if (closing < 0) return undefined;
      offset = closing;
    } else if (CLOSING[character]) {
      open.push(CLOSING[character]);
    } else if (/[)\]}]/.test(character) && open.pop() !== character) {
      return undefined;
    }
  }
  return open.length === 0 ? offset : undefined;
}
