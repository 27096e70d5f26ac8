import type { Buckets } from './buckets.ts';

/** Short texts for lists of whole numbers: base 36, separated by commas. */

const BASE = 36;

/** Marks a series whose numbers, except the bucket's, are given in thousands. */
const THOUSANDS = '*';

export function packNumbers(list: readonly number[]): string {
  if (list.length === 1) return digitsOf(list[0] ?? 0);
  return list.map(digitsOf).join(',');
}

export function unpackNumbers(text: string): number[] {
  const list: number[] = [];
  if (text !== '') readNumbers(text, 0, number => list.push(number));
  return list;
}

/**
 * A series' values often are whole seconds, kilobytes or currency units, and then written without their last three
 * digits. A gap follows its value after a point.
 */
export function packSeries(list: Buckets): string {
  const inThousands = isInThousands(list);
  const unit = inThousands ? 1000 : 1;
  let text = inThousands ? THOUSANDS : '';
  for (let index = 0; index < list.length; index += 1) {
    const item = list[index] ?? 0;
    const isGap = !Number.isInteger(item);
    const digits = digitsOf(Math.floor(index === 1 || isGap ? item : item / unit));
    text += index === 0 ? digits : isGap ? `.${digits}` : `,${digits}`;
  }
  return text;
}

function isInThousands(list: Buckets): boolean {
  for (let index = 0; index < list.length; index += 1) {
    const item = list[index] ?? 0;
    if (index !== 1 && Number.isInteger(item) && item % 1000 !== 0) return false;
  }
  return true;
}

/** Most numbers are counts, days and minutes, written over and over: up to three digits are kept as text. */
const shortDigits = new Array<string | undefined>(BASE ** 3).fill(undefined);

function digitsOf(number: number): string {
  if (number < 0 || number >= shortDigits.length || !Number.isInteger(number)) return number.toString(BASE);
  return (shortDigits[number] ??= number.toString(BASE));
}

export function unpackSeries(text: string): Buckets {
  const inThousands = text.startsWith(THOUSANDS);
  const unit = inThousands ? 1000 : 1;
  const list: Buckets = [];
  readNumbers(text, inThousands ? 1 : 0, (number, isGap) => {
    if (isGap) list.push(number + 0.5);
    else list.push(list.length === 1 ? number : number * unit);
  });
  return list;
}

const [COMMA, POINT, MINUS, NINE] = [44, 46, 45, 57] as const;
const [ZERO, LETTER_A] = [48, 97] as const;

/** Letter by letter, since this runs over every number of a customer in every step. */
function readNumbers(text: string, from: number, visit: (number: number, isGap: boolean) => void): void {
  let number = 0;
  let sign = 1;
  let isGap = false;
  for (let index = from; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === COMMA || code === POINT) {
      visit(number === 0 ? 0 : sign * number, isGap);
      number = 0;
      sign = 1;
      isGap = code === POINT;
    } else if (code === MINUS) {
      sign = -1;
    } else {
      number = number * BASE + (code <= NINE ? code - ZERO : code - LETTER_A + 10);
    }
  }
  visit(number === 0 ? 0 : sign * number, isGap);
}
