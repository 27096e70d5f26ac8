import { collectUnits, isBlank } from './units.ts';
import type { ScalarText, Units } from './units.ts';

/** Plain and single-quoted scalars: line breaks fold, blanks around them go, and `''` is one quote. */
export function readFolded(source: string, start: number, limit: number, quoted: boolean): ScalarText {
  const units = collectUnits();
  let from = start;
  for (;;) {
    const end = lineEnd(source, from, limit);
    const folds = end < limit;
    const to = folds ? withoutTrailingBlanks(source, from, end) : limit;
    addLine(source, from, to, quoted, units);
    if (!folds) return units.finish(start);
    from = skipBlanks(source, addFold(source, to, limit, units), limit);
  }
}

/** Double-quoted scalars: as above, and escapes. */
export function readDouble(source: string, start: number, limit: number): ScalarText {
  const units = collectUnits();
  let offset = start;
  while (offset < limit) {
    const character = source[offset];
    if (character === '\\') {
      offset = readEscape(source, offset, limit, units);
    } else if (isBlank(character) || isBreak(source, offset)) {
      offset = readBlanks(source, offset, limit, units);
    } else {
      units.copy(source, offset, offset + 1);
      offset += 1;
    }
  }
  return units.finish(start);
}

const isBreak = (source: string, offset: number) =>
  source[offset] === '\n' || (source[offset] === '\r' && source[offset + 1] === '\n');

/** Where the line's break begins, or the limit. */
function lineEnd(source: string, from: number, limit: number): number {
  let offset = from;
  while (offset < limit && !isBreak(source, offset)) offset += 1;
  return offset;
}

function withoutTrailingBlanks(source: string, from: number, end: number): number {
  let offset = end;
  while (offset > from && isBlank(source[offset - 1])) offset -= 1;
  return offset;
}

function skipBlanks(source: string, from: number, limit: number): number {
  let offset = from;
  while (offset < limit && isBlank(source[offset])) offset += 1;
  return offset;
}

function addLine(source: string, from: number, to: number, quoted: boolean, units: Units): void {
  for (let offset = from; offset < to; offset += 1) {
    const escaped = quoted && source.startsWith("''", offset);
    units.add(source.charAt(offset), offset, offset + (escaped ? 2 : 1));
    if (escaped) offset += 1;
  }
}

/** One line break is a blank, each further one a line break. Gives the start of the line that goes on. */
function addFold(source: string, from: number, limit: number, units: Units): number {
  const breaks: { readonly start: number; readonly end: number }[] = [];
  let start = from;
  for (
    let offset = from;
    offset < limit && (isBlank(source[offset]) || /[\r\n]/.test(source.charAt(offset)));
    offset += 1
  ) {
    if (source[offset] !== '\n') continue;
    breaks.push({ start, end: offset + 1 });
    start = offset + 1;
  }
  const [first, ...further] = breaks;
  if (first && further.length === 0) units.add(' ', first.start, first.end);
  for (const { start: breakStart, end } of further) units.add('\n', breakStart, end);
  return start;
}

/** Blanks stay within a line and go around a fold. */
function readBlanks(source: string, start: number, limit: number, units: Units): number {
  const end = skipBlanks(source, start, limit);
  if (end < limit && isBreak(source, end))
    return skipBlanks(source, addFold(source, end, limit, units), limit);
  units.copy(source, start, end);
  return end;
}

// prettier-ignore
const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0', a: '\x07', b: '\b', e: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v',
  N: '\u0085', _: '\u00a0', L: '\u2028', P: '\u2029', ' ': ' ', '"': '"', '/': '/', '\\': '\\', '\t': '\t',
};
const CODE_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function readEscape(source: string, start: number, limit: number, units: Units): number {
  if (isBreak(source, start + 1)) {
    return skipBlanks(source, start + (source[start + 1] === '\r' ? 3 : 2), limit);
  }
  const code = source.charAt(start + 1);
  const length = CODE_LENGTHS[code];
  const end = Math.min(start + 2 + (length ?? 0), limit);
  const character = length === undefined ? ESCAPES[code] : characterOf(source.slice(start + 2, end));
  if (character === undefined) units.copy(source, start, end);
  else units.add(character, start, end);
  return end;
}

function characterOf(hexadecimal: string): string | undefined {
  const point = Number.parseInt(hexadecimal, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}
