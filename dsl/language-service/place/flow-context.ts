import type { CursorContext, Path } from './cursor-place.ts';

type Place = Pick<CursorContext, 'place' | 'path' | 'text' | 'siblings'>;

interface Level {
  readonly kind: 'map' | 'list';
  readonly keys: string[];
  key: string | undefined;
  items: number;
  start: number;
}

/**
 * Enters the `{…}` and `[…]` that are open at the end of a value: `{ when: engagement >= ` stands at the value of `when`.
 * Commas and colons inside quotes or parentheses are the expression's own.
 */
export function enclosingFlow(
  content: string,
  path: Path,
  place: 'key' | 'value',
  siblings: readonly string[] = [],
): Place {
  if (!/^[[{]/.test(content)) return { place, path, text: unquoted(content), siblings };
  const levels = readLevels(content);
  const inner = levels.at(-1);
  // Everything that was opened is closed again: nothing can be written here.
  if (!inner) return { place: 'value', path, text: content, siblings: [] };
  const steps = levels.slice(0, -1).map(level => (level.kind === 'map' ? (level.key ?? '') : level.items));
  const text = content.slice(inner.start).trimStart();
  if (inner.kind === 'list')
    return { place: 'value', path: [...path, ...steps, inner.items], text: unquoted(text), siblings: [] };
  if (inner.key === undefined) return { place: 'key', path: [...path, ...steps], text, siblings: inner.keys };
  return { place: 'value', path: [...path, ...steps, inner.key], text: unquoted(text), siblings: [] };
}

function readLevels(content: string): Level[] {
  const levels: Level[] = [];
  let depth = 0;
  for (let index = 0; index < content.length; index += 1) {
    const char = content[index] ?? '';
    const level = levels.at(-1);
    if ((char === '"' || char === "'") && opensQuote(content, index)) {
      const end = closingQuote(content, index);
      if (end === undefined) break;
      index = end;
    } else if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    else if ((char === '{' || char === '[') && (!level || content.slice(level.start, index).trim() === '')) {
      levels.push({
        kind: char === '{' ? 'map' : 'list',
        keys: [],
        key: undefined,
        items: 0,
        start: index + 1,
      });
    } else if (char === '}' || char === ']') levels.pop();
    else if (level && char === ',' && depth === 0) {
      level.key = undefined;
      level.items += 1;
      level.start = index + 1;
    } else if (
      level?.kind === 'map' &&
      char === ':' &&
      level.key === undefined &&
      /\s|$/.test(content[index + 1] ?? '')
    ) {
      level.key = content.slice(level.start, index).trim();
      level.keys.push(level.key);
      level.start = index + 1;
    }
  }
  return levels;
}

/** YAML quotes begin a scalar; inside a plain one they are the expression's. Both hide what is between them. */
function opensQuote(content: string, index: number): boolean {
  return content[index] === '"' || /[\s:,[{(]/.test(content[index - 1] ?? ' ');
}

function closingQuote(content: string, start: number): number | undefined {
  const end = content.indexOf(content[start] ?? '"', start + 1);
  return end < 0 ? undefined : end;
}

/** Takes away the quote that opens a scalar, so that what follows reads as the expression it is. */
function unquoted(text: string): string {
  return /^['"]/.test(text) ? text.slice(1) : text;
}
