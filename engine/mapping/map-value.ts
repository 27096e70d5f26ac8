import type { EventType, MappingEntry } from '../../dsl/program/program.ts';
import { absence, pathOf } from './map-error.ts';
import type { MapError } from './map-error.ts';
import type { Raw, RawRecord } from './raw-record.ts';
import { isAbsent, readText } from './read-plain.ts';
import { convertUnit, readQuantity } from './read-quantity.ts';
import type { ReadQuantity } from './read-quantity.ts';

export type MappedValue = { readonly value?: number } | { readonly error: MapError };

export interface ValueOptions {
  readonly catalogueWords: boolean;
  /** A reversal without a value takes the whole original back. */
  readonly optional: boolean;
}

/** The value in the catalogue's unit: the first of the mapping's expressions that gives something. */
export function mapValue(
  record: RawRecord,
  entry: MappingEntry,
  type: EventType,
  options: ValueOptions,
): MappedValue {
  const mapped = readMapped(record, entry, type, options);
  if (!('value' in mapped) || mapped.value === undefined || mapped.value >= 0 || type.signed === true)
    return mapped;
  const path = pathOf((entry.value[type.id] ?? [])[0], 'value');
  const message = `The value is wrong: ${mapped.value} is less than nothing.`;
  return { error: { path, message, expected: 'at least 0; what takes an event back is a reversal of it' } };
}

function readMapped(
  record: RawRecord,
  entry: MappingEntry,
  type: EventType,
  { catalogueWords, optional }: ValueOptions,
): MappedValue {
  if (type.unit === undefined) return {};
  const expressions = Object.hasOwn(entry.value, type.id) ? (entry.value[type.id] ?? []) : [];
  for (const expression of expressions) {
    const raw = record.read(expression);
    if (raw) return readValue(raw, type.unit, pathOf(expression, 'value'));
  }
  const own = catalogueWords ? record.field('value') : undefined;
  if (own) return readOwnValue(record, own, type.unit);
  if (optional) return {};
  const [first] = expressions;
  const message = `${type.id} needs a value: ${absence(first, 'value')}.`;
  return { error: { path: pathOf(first, 'value'), message, expected: `a number of ${type.unit}` } };
}

function readValue(raw: Raw, unit: string, path: string): MappedValue {
  return resultOf(readQuantity(raw.value, unit, raw.type), path);
}

/** A record in the catalogue's words may say the unit it counts in. */
function readOwnValue(record: RawRecord, raw: Raw, unit: string): MappedValue {
  const given = readText(record.field('unit')?.value);
  if (isAbsent(given) || given === undefined || given === unit) return readValue(raw, unit, 'value');
  return resultOf(convertUnit(raw.value, given, unit), 'value');
}

function resultOf(read: ReadQuantity, path: string): MappedValue {
  if (read === undefined) return {};
  if ('value' in read) return read;
  return { error: { path, message: `The value is wrong: ${read.problem}.`, expected: read.expected } };
}
