import { hourOfDay } from '../calendar/zone.ts';
import { readBoolean, readNumber, readText } from '../mapping/read-plain.ts';
import { readTime } from '../mapping/read-time.ts';
import { parseTime } from './parse-time.ts';
import type { LogicValue } from './values.ts';

/** Operators that read values of no known type: fields of records, and attributes of type `any`. */

export function toTime(value: LogicValue, zone: LogicValue): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  const read = readTime(value, zoneName(zone));
  return 'ms' in read ? read.ms : null;
}

/** -1, 0 or 1: as two numbers, or else as two times; null if they are neither. */
export function compareValues(a: LogicValue, b: LogicValue, zone: LogicValue): number | null {
  const numbers = [readNumber(a), readNumber(b)] as const;
  if (numbers[0] !== undefined && numbers[1] !== undefined) return Math.sign(numbers[0] - numbers[1]);
  const times = [toTime(a, zone), toTime(b, zone)] as const;
  return times[0] === null || times[1] === null ? null : Math.sign(times[0] - times[1]);
}

export function readFormattedTime(value: LogicValue, format: LogicValue, zone: LogicValue): number | null {
  return typeof format === 'string' ? parseTime(value, format, zoneName(zone)) : null;
}

export function hourIn(time: LogicValue, zone: LogicValue): number | null {
  return typeof time === 'number' ? hourOfDay(zoneName(zone), time) : null;
}

export function toNumberOrNull(value: LogicValue): number | null {
  return readNumber(value) ?? null;
}

export function toTextOrNull(value: LogicValue): string | null {
  return readText(value) ?? null;
}

export function toBooleanOrNull(value: LogicValue): boolean | null {
  return readBoolean(value) ?? null;
}

function zoneName(zone: LogicValue | undefined): string {
  return typeof zone === 'string' && zone !== '' ? zone : 'UTC';
}
