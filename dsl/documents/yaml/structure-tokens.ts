export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Words, quoted texts, signs and blanks of the line, the one above and the one below. */
export function tokensNear(text: string, around: number): readonly Token[] {
  // With the line break before the line above.
  const start = Math.max(0, lineStartBefore(text, lineStartBefore(text, around) - 1) - 1);
  const end = lineEndAfter(text, lineEndAfter(text, around) + 1);
  return [
    ...text.slice(start, end).matchAll(/"[^"\n]*"|'(?:[^'\n]|'')*'|---|[>|][-+](?=\s)|[\w.]+|\n|[ \t]+|[^]/g),
  ].map(({ 0: image, index }) => ({ text: image, start: start + index, end: start + index + image.length }));
}

export const isBlank = ({ text }: Token) => /^[ \t]+$/.test(text);
export const isSign = ({ text }: Token) => /^(?:[[\]{}:,"'-]|---|[>|][-+])$/.test(text);
export const isWord = ({ text }: Token) => /^[\w."']/.test(text);

export function shown({ text }: Token): string {
  if (text === '\n') return 'The line break';
  return /^[ \t]+$/.test(text) ? 'The blank' : `\`${text}\``;
}

export const lineStartBefore = (text: string, offset: number) =>
  text.lastIndexOf('\n', Math.max(0, offset) - 1) + 1;

export function lineEndAfter(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

export const lineOf = (text: string, offset: number) =>
  text.slice(lineStartBefore(text, offset), lineEndAfter(text, offset));

export const indentAt = (text: string, offset: number) =>
  /^[ \t]*/.exec(text.slice(lineStartBefore(text, offset)))?.[0] ?? '';
