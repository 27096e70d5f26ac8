import { DAY_MS, offsetMs } from '../calendar/zone.ts';

export type ReadTime = { readonly ms: number } | { readonly problem: string };

/** Year, month (1–12), day, hour, minute, second. */
type DateParts = readonly [number, number, number, number, number, number];

const FORM =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*([Zz]|[+-]\d\d:?\d\d)?)?$/;

/**
 * The instant that a text names: RFC 3339, a local date and time or a date alone (its first moment).
 * Times without an offset are on the clock of `zone`; an hour that occurs twice is the first, a skipped one the next.
 */
export function readTime(value: unknown, zone: string): ReadTime {
  if (typeof value !== 'string') return { problem: `${describe(value)} is no time` };
  const match = FORM.exec(value.trim());
  if (!match) return { problem: `"${value.slice(0, 60)}" is no time` };
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset] = match;
  const parts: DateParts = [
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  ];
  const problem = impossible(parts);
  if (problem !== undefined) return { problem: `"${value.slice(0, 60)}" is no time: ${problem}` };
  const [years, months, ...rest] = parts;
  const local = Date.UTC(years, months - 1, ...rest, Number(fraction.padEnd(3, '0').slice(0, 3)));
  return { ms: offset === undefined ? instantOf(local, zone) : local - offsetOf(offset) };
}

/** The instant at which the zone's clock shows `local`, a wall-clock time counted as if it were UTC. */
export function instantOf(local: number, zone: string): number {
  const before = local - offsetMs(zone, local - DAY_MS);
  const after = local - offsetMs(zone, local + DAY_MS);
  const shown = [before, after].filter(at => at + offsetMs(zone, at) === local);
  // Both clocks of a repeated hour show it; none shows a skipped one, and the old offset leads behind the gap.
  return shown.length > 0 ? Math.min(...shown) : before;
}

function impossible([year, month, day, hour, minute, second]: DateParts): string | undefined {
  if (year < 1000) return 'years before 1000 are not read';
  if (month < 1 || month > 12) return 'a year has twelve months';
  if (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return 'that month has no such day';
  if (hour > 23) return 'a day has 24 hours, from 00 to 23';
  if (minute > 59) return 'an hour has 60 minutes, from 00 to 59';
  // RFC 3339 allows a leap second; it counts as the start of the next minute.
  return second > 60 ? 'a minute has 60 seconds, from 00 to 59' : undefined;
}

function offsetOf(text: string): number {
  if (/^[Zz]$/.test(text)) return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(-2))];
  return (hours * 60 + minutes) * 60_000 * (text.startsWith('-') ? -1 : 1);
}

function describe(value: unknown): string {
  if (typeof value === 'number') return `the number ${String(value)}`;
  return value === undefined || value === null
    ? 'nothing'
    : `a ${Array.isArray(value) ? 'list' : typeof value}`;
}
