import type { Buckets } from './buckets.ts';

/** Short texts for lists of whole numbers: base 36, separated by commas. */

const BASE = 36;

/** Marks a series whose numbers, except the bucket's, are given in thousands. */
const THOUSANDS = '*';

export function packNumbers(list: readonly number[]): string {
  return list.map(number => number.toString(BASE)).join(',');
}

export function unpackNumbers(text: string): number[] {
  return text === '' ? [] : text.split(',').map(token => Number.parseInt(token, BASE));
}

/**
 * A series' values often are whole seconds, kilobytes or currency units, and then written without their last three
 * digits. A gap follows its value after a point.
 */
export function packSeries(list: Buckets): string {
  const inThousands = list.every(
    (item, index) => index === 1 || !Number.isInteger(item) || item % 1000 === 0,
  );
  const unit = inThousands ? 1000 : 1;
  let text = inThousands ? THOUSANDS : '';
  for (const [index, item] of list.entries()) {
    if (!Number.isInteger(item)) text += `.${Math.floor(item).toString(BASE)}`;
    else text += `${index === 0 ? '' : ','}${(index === 1 ? item : item / unit).toString(BASE)}`;
  }
  return text;
}

export function unpackSeries(text: string): Buckets {
  const inThousands = text.startsWith(THOUSANDS);
  const unit = inThousands ? 1000 : 1;
  const list: Buckets = [];
  for (const token of text.slice(inThousands ? 1 : 0).split(',')) {
    const [value = '', gap] = token.split('.');
    list.push(Number.parseInt(value, BASE) * (list.length === 1 ? 1 : unit));
    if (gap !== undefined) list.push(Number.parseInt(gap, BASE) + 0.5);
  }
  return list;
}
