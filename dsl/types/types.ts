import type { TypeName } from '../program/logic.ts';

interface TypeRow {
  /** As a message says it: "`usage.data` is a data volume". */
  readonly phrase: string;
  /** Can be added, compared by size and scaled by a number. */
  readonly numeric: boolean;
  /** A plain literal such as `5` may stand for it. */
  readonly fitsBareNumber: boolean;
  /** What `otherwise` most likely falls back to, as text; none where no value is natural. */
  readonly fallback?: string;
  readonly example: string;
}

/** Every type of the language, one row each. */
export const TYPES: Readonly<Record<TypeName, TypeRow>> = {
  number: row('a number', { numeric: true, fitsBareNumber: true, fallback: '0', example: '20' }),
  text: row('a text', { fallback: '""', example: '"prepaid"' }),
  boolean: row('true or false', { fallback: 'false', example: 'true' }),
  time: row('a point in time', { example: 'now' }),
  duration: row('a duration', { numeric: true, fallback: '0d', example: '30d' }),
  data: row('a data volume', { numeric: true, fallback: '0 MB', example: '300 MB' }),
  speed: row('a speed', { numeric: true, fallback: '0 Mbps', example: '10 Mbps' }),
  money: row('an amount of money', { numeric: true, fitsBareNumber: true, fallback: '0', example: '20' }),
  points: row('points', { numeric: true, fitsBareNumber: true, fallback: '0', example: '500' }),
  any: row('a value of no known type', { example: '"prepaid"' }),
};

/** "a data volume", for messages. */
export function phraseOf(type: TypeName): string {
  return TYPES[type].phrase;
}

export function isNumeric(type: TypeName): boolean {
  return TYPES[type].numeric;
}

/** Has a smaller and a greater: numbers, quantities and times. */
export function isOrdered(type: TypeName): boolean {
  return TYPES[type].numeric || type === 'time';
}

function row(phrase: string, rest: Omit<Partial<TypeRow>, 'phrase'> & { readonly example: string }): TypeRow {
  return { phrase, numeric: false, fitsBareNumber: false, ...rest };
}
