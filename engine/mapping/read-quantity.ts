import type { TypeName } from '../../dsl/program/logic.ts';
import { scaleOf, unitOf } from '../../dsl/types/units.ts';
import { isAbsent, readNumber } from './read-plain.ts';
import { quoted } from './map-error.ts';

export type ReadQuantity =
  { readonly value: number } | { readonly problem: string; readonly expected: string } | undefined;

const IN_BASE: ReadonlySet<TypeName> = new Set(['duration', 'data', 'speed']);
const NEVER_NEGATIVE: ReadonlySet<TypeName> = new Set(['duration', 'data', 'speed', 'points']);

const NAMES: Readonly<Partial<Record<TypeName, string>>> = {
  duration: 'a duration',
  data: 'a data volume',
  speed: 'a speed',
  money: 'an amount of money',
  points: 'points',
  number: 'a number',
};

/**
 * A number in the catalogue's unit, cut to what is kept of it (whole ms, bytes, thousandths of money …).
 * `type` is the type of the expression that gave the raw value: a quantity comes in its base, anything else in `unit`.
 */
export function readQuantity(raw: unknown, unitName: string, type: TypeName = 'any'): ReadQuantity {
  if (isAbsent(raw)) return undefined;
  const unit = unitOf(unitName);
  if (!unit) throw new Error(`the catalogue counts in ${unitName}, which is no unit`);
  const expected = `${NAMES[unit.type] ?? 'a number'}, as a number of ${unitName}`;
  if (IN_BASE.has(type) && type !== unit.type) {
    return { problem: `${NAMES[type] ?? type} cannot be counted in ${unitName}`, expected };
  }
  const number = readNumber(raw);
  if (number === undefined) return { problem: `${quoted(raw)} is no number`, expected };
  const base = IN_BASE.has(type) ? number : number * unit.factor;
  if (base < 0 && NEVER_NEGATIVE.has(unit.type))
    return { problem: `${quoted(raw)} is less than nothing`, expected };
  const kept = roundHalfUp(base * scaleOf(unit.type));
  if (!Number.isSafeInteger(kept))
    return { problem: `${quoted(raw)} is too large to be counted exactly`, expected };
  return { value: withoutNoise(kept / scaleOf(unit.type) / unit.factor) };
}

/** A value given in one unit, as a number of another one of the same type. */
export function convertUnit(raw: unknown, from: string, to: string): ReadQuantity {
  const [source, target] = [unitOf(from), unitOf(to)];
  const expected = `a number of ${to}`;
  if (!source) return { problem: `${quoted(from)} is no unit`, expected };
  if (!target || source.type !== target.type) {
    const name = NAMES[source.type] ?? source.type;
    return { problem: `${from} is ${name}, which cannot be counted in ${to}`, expected };
  }
  const number = readNumber(raw);
  if (number === undefined || source.factor === target.factor) return readQuantity(raw, to);
  return readQuantity(withoutNoise((number * source.factor) / target.factor), to);
}

/** Half up, as people round: a decimal that floats miss by their last digit (1.0005 × 1,000) counts as what it says. */
export function roundHalfUp(value: number): number {
  return Number.isInteger(value) ? value : Math.floor(withoutNoise(value) + 0.5);
}

/** The number without the last digit's float noise. */
function withoutNoise(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(15));
}
