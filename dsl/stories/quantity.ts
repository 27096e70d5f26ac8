import { literalUnit } from '../types/index.ts';

export interface Quantity {
  /** As written, before the unit. */
  readonly value: number;
  /** Absent: a plain number. */
  readonly unit?: string;
  /** In the unit's base: ms, byte, bit/s … */
  readonly base: number;
}

/** Reads `60 MB`, `1d` or `12.5`; undefined where it is neither a number nor a quantity. */
export function quantityOf(text: string): Quantity | undefined {
  const match = /^(-?\d+(?:\.\d+)?)\s*([A-Za-z/]*)$/.exec(text.trim());
  if (match === null) return undefined;
  const [, digits = '', unit = ''] = match;
  const value = Number(digits);
  if (unit === '') return { value, base: value };
  const known = literalUnit(unit);
  return known === undefined ? undefined : { value, unit, base: value * known.factor };
}
