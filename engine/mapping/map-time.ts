import type { MappingEntry } from '../../dsl/program/program.ts';
import { absence, pathOf, quoted } from './map-error.ts';
import type { MapError } from './map-error.ts';
import type { Raw, RawRecord } from './raw-record.ts';
import { readTime } from './read-time.ts';

const MINUTE_MS = 60_000;
const FUTURE_MS = 5 * MINUTE_MS;
const EARLIEST = Date.UTC(1990, 0, 1);
const FORMS =
  'RFC 3339, such as 2026-01-22T10:00:00Z; another form is read by time(…), such as time(ts, "unix_ms")';

export type MappedTime = { readonly ms: number } | { readonly error: MapError };

/** When the event happened: the mapping's time, or the record's own `timestamp` or `occurred_at`. */
export function mapTime(
  record: RawRecord,
  entry: MappingEntry,
  zone: string,
  receivedAt: number,
): MappedTime {
  const raw = record.read(entry.timestamp) ?? record.field('timestamp', 'occurred_at');
  const path = pathOf(entry.timestamp, 'timestamp');
  if (raw === undefined) {
    const message = `No time: ${absence(entry.timestamp, 'timestamp')}.`;
    return { error: { path, message, expected: FORMS } };
  }
  const read = readInstant(raw, zone);
  if ('problem' in read) return { error: { path, message: `${sentence(read.problem)}.`, expected: FORMS } };
  if (read.ms > receivedAt + FUTURE_MS) {
    const message = `${iso(read.ms)} lies in the future: it arrived at ${iso(receivedAt)}.`;
    return { error: { path, message, expected: 'a time no more than 5 minutes ahead' } };
  }
  if (read.ms < EARLIEST) {
    const message = `${iso(read.ms)} is too long ago to be true.`;
    return { error: { path, message, expected: 'a time after 1990' } };
  }
  return read;
}

/** An expression of type time gives ms; a field gives text. */
export function readInstant(
  { value, type }: Raw,
  zone: string,
): { readonly ms: number } | { readonly problem: string } {
  if (type !== 'time' || typeof value !== 'number') return readTime(value, zone);
  // The farthest instants that a date can name.
  return Math.abs(value) <= 8.64e15 ? { ms: Math.round(value) } : { problem: `${quoted(value)} is no time` };
}

function iso(ms: number): string {
  // Text has years of four digits; what lies beyond is named by its number.
  return ms >= -62_135_596_800_000 && ms <= 253_402_300_799_999
    ? new Date(ms).toISOString()
    : `${String(ms)} ms`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
