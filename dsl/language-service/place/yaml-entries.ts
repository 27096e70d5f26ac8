/** A key, a list marker or any other text, at the column where it begins. */
export interface Entry {
  readonly kind: 'key' | 'item' | 'text';
  readonly column: number;
  readonly line: number;
  /** For a key: its name. */
  readonly key: string;
  /** For a key: what follows its colon on the line. */
  readonly value: string;
}

/** What stands on a line, from left to right: `- id: login` is an item, then a key. */
export function entriesOf(line: string, number: number): Entry[] {
  const entries: Entry[] = [];
  let column = line.length - line.trimStart().length;
  let rest = withoutComment(line.slice(column));
  for (let marker = markerOf(rest); marker > 0; marker = markerOf(rest)) {
    entries.push({ kind: 'item', column, line: number, key: '', value: '' });
    column += marker;
    rest = rest.slice(marker);
  }
  const colon = keyEnd(rest);
  if (colon !== undefined) {
    const [key, value] = [rest.slice(0, colon), rest.slice(colon + 1).trim()];
    entries.push({ kind: 'key', column, line: number, key, value });
  } else if (rest.trim() !== '') {
    entries.push({ kind: 'text', column, line: number, key: '', value: rest.trim() });
  }
  return entries;
}

/** Where a key's colon stands: before a space or the line's end, in front of any bracket or quoted value. */
export function keyEnd(text: string): number | undefined {
  const match = /^(?:"[^"]*"|'[^']*'|[^\s"'[{](?:[^:]|:(?!\s|$))*?):(?=\s|$)/.exec(text);
  return match ? match[0].length - 1 : undefined;
}

/** How wide the `- ` at the beginning is; 0 where none is. */
export function markerOf(text: string): number {
  return /^-(?:\s+|$)/.exec(text)?.[0].length ?? 0;
}

/** A `#` at the start or after a space begins a comment, unless it stands in quotes. */
export function isInComment(text: string): boolean {
  return withoutComment(text).length < text.length;
}

function withoutComment(text: string): string {
  const bare = text.replace(/"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?/g, quoted => 'q'.repeat(quoted.length));
  const start = /(?:^|\s)#/.exec(bare)?.index;
  return start === undefined ? text : text.slice(0, start);
}
