import { ALL_NUMBERS, hull, intersection, onlyPoint, point, sameInterval } from './interval.ts';
import type { Interval } from './interval.ts';
import {
  ALL_TEXTS,
  commonTexts,
  isNoText,
  joinTexts,
  NO_TEXTS,
  onlyText,
  onlyTexts,
  sameTexts,
} from './text-set.ts';
import type { TextSet } from './text-set.ts';

/** Everything that a value can be: nothing, true, false, the numbers and the texts that are listed here. */
export interface Domain {
  readonly missing: boolean;
  readonly yes: boolean;
  readonly no: boolean;
  readonly numbers: Interval | undefined;
  readonly texts: TextSet;
}

export const NOTHING: Domain = { missing: false, yes: false, no: false, numbers: undefined, texts: NO_TEXTS };
export const MISSING: Domain = { ...NOTHING, missing: true };
export const TRUE: Domain = { ...NOTHING, yes: true };
export const FALSE: Domain = { ...NOTHING, no: true };
export const BOOLEAN: Domain = { ...NOTHING, yes: true, no: true };
export const ANYTHING: Domain = {
  missing: true,
  yes: true,
  no: true,
  numbers: ALL_NUMBERS,
  texts: ALL_TEXTS,
};

export function numbers(range: Interval | undefined): Domain {
  return { ...NOTHING, numbers: range };
}

export function texts(set: TextSet): Domain {
  return { ...NOTHING, texts: set };
}

/** The domain of one value alone. */
export function exactly(value: null | boolean | number | string): Domain {
  if (value === null) return MISSING;
  if (typeof value === 'boolean') return value ? TRUE : FALSE;
  return typeof value === 'number' ? numbers(point(value)) : texts(onlyTexts([value]));
}

export function isNothing({ missing, yes, no, numbers: range, texts: set }: Domain): boolean {
  return !missing && !yes && !no && range === undefined && isNoText(set);
}

export function meet(a: Domain, b: Domain): Domain {
  return {
    missing: a.missing && b.missing,
    yes: a.yes && b.yes,
    no: a.no && b.no,
    numbers:
      a.numbers === undefined || b.numbers === undefined ? undefined : intersection(a.numbers, b.numbers),
    texts: commonTexts(a.texts, b.texts),
  };
}

export function join(a: Domain, b: Domain): Domain {
  return {
    missing: a.missing || b.missing,
    yes: a.yes || b.yes,
    no: a.no || b.no,
    numbers:
      a.numbers === undefined || b.numbers === undefined
        ? (a.numbers ?? b.numbers)
        : hull(a.numbers, b.numbers),
    texts: joinTexts(a.texts, b.texts),
  };
}

export function sameDomain(a: Domain, b: Domain): boolean {
  return (
    a.missing === b.missing &&
    a.yes === b.yes &&
    a.no === b.no &&
    sameInterval(a.numbers, b.numbers) &&
    sameTexts(a.texts, b.texts)
  );
}

/** The one value of it, or undefined where it has more, or none. */
export function onlyValue(domain: Domain): null | boolean | number | string | undefined {
  const { missing, yes, no, numbers: range, texts: set } = domain;
  const kinds =
    Number(missing) + Number(yes) + Number(no) + Number(range !== undefined) + Number(!isNoText(set));
  if (kinds !== 1) return undefined;
  if (missing) return null;
  if (yes || no) return yes;
  return range === undefined ? onlyText(set) : onlyPoint(range);
}
