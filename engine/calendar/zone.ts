/** Local days and hours of an IANA time zone, from the runtime's own zone data; instants in ms since the epoch. */

export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Widest distance between a local clock and UTC, with room for zones that crossed the date line. */
const WIDEST_OFFSET_MS = 26 * HOUR_MS;
/** Hours remembered for a zone; a history of years stays far below, so that emptying it is rare. */
const MAX_REMEMBERED = 50_000;

/** Whether the text names a time zone, such as `Africa/Nairobi`. */
export function isZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** Local days since 1970-01-01. */
export function localDay(zone: string, at: number): number {
  return Math.floor((at + offsetMs(zone, at)) / DAY_MS);
}

/** First instant of a local day; where midnight (or the whole day) is skipped, the first instant after it. */
export function startOfDay(zone: string, day: number): number {
  const { dayStarts } = zoneData(zone);
  const known = dayStarts.get(day);
  if (known !== undefined) return known;
  const start = findStartOfDay(zone, day);
  if (dayStarts.size >= MAX_REMEMBERED) dayStarts.clear();
  dayStarts.set(day, start);
  return start;
}

/**
 * Number of the local hour. Hours are real ones, cut where the local clock shows a full hour: a repeated hour in
 * autumn has a number of its own, a skipped one in spring has none.
 */
export function localHour(zone: string, at: number): number {
  return Math.floor((at + partOfHour(zone, at)) / HOUR_MS);
}

/** Start of the local hour that holds the instant. */
export function startOfHour(zone: string, at: number): number {
  return localHour(zone, at) * HOUR_MS - partOfHour(zone, at);
}

/** 0–23, as a clock on the wall shows it. */
export function hourOfDay(zone: string, at: number): number {
  const local = at + offsetMs(zone, at);
  return Math.floor((local - Math.floor(local / DAY_MS) * DAY_MS) / HOUR_MS);
}

/** What the local clock is ahead of UTC. */
export function offsetMs(zone: string, at: number): number {
  const data = zoneData(zone);
  const utcDay = Math.floor(at / DAY_MS);
  const wholeDay = remembered(data, data.dayOffsets, utcDay, DAY_MS);
  if (wholeDay !== null) return wholeDay;
  const wholeHour = remembered(data, data.hourOffsets, Math.floor(at / HOUR_MS), HOUR_MS);
  return wholeHour ?? askOffset(data.format, at);
}

interface ZoneData {
  readonly format: Intl.DateTimeFormat;
  /** By UTC day and UTC hour: the offset, or null where it changes inside. */
  readonly dayOffsets: Map<number, number | null>;
  readonly hourOffsets: Map<number, number | null>;
  readonly dayStarts: Map<number, number>;
}

const zones = new Map<string, ZoneData>();

/** The zone asked for last: mostly the same one is asked for over and over. */
let latest: { readonly zone: string; readonly data: ZoneData } | undefined;

function zoneData(zone: string): ZoneData {
  if (latest?.zone === zone) return latest.data;
  const data = zones.get(zone) ?? learnZone(zone);
  latest = { zone, data };
  return data;
}

function learnZone(zone: string): ZoneData {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const data = { format, dayOffsets: new Map(), hourOffsets: new Map(), dayStarts: new Map() };
  zones.set(zone, data);
  return data;
}

/** No zone changes its clock twice within a day, so equal offsets at both ends hold for all between. */
function remembered(
  data: ZoneData,
  offsets: Map<number, number | null>,
  slot: number,
  lengthMs: number,
): number | null {
  const known = offsets.get(slot);
  if (known !== undefined) return known;
  const first = askOffset(data.format, slot * lengthMs);
  const last = askOffset(data.format, (slot + 1) * lengthMs - 1);
  const offset = first === last ? first : null;
  if (offsets.size >= MAX_REMEMBERED) offsets.clear();
  offsets.set(slot, offset);
  return offset;
}

function askOffset(format: Intl.DateTimeFormat, at: number): number {
  const name = format.formatToParts(at).find(part => part.type === 'timeZoneName')?.value ?? '';
  const match = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(name);
  if (match === null) throw new Error(`the runtime's zone offset ${name} cannot be read`);
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  const ahead = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -ahead : ahead;
}

function partOfHour(zone: string, at: number): number {
  const offset = offsetMs(zone, at);
  return offset - Math.floor(offset / HOUR_MS) * HOUR_MS;
}

function findStartOfDay(zone: string, day: number): number {
  const midnight = day * DAY_MS;
  const before = midnight - offsetMs(zone, midnight - WIDEST_OFFSET_MS);
  const after = midnight - offsetMs(zone, midnight + WIDEST_OFFSET_MS);
  const low = Math.min(before, after);
  const high = Math.max(before, after);
  if (showsMidnight(zone, low, midnight)) return low;
  if (showsMidnight(zone, high, midnight)) return high;
  return firstInstantOfDay(zone, day, low, high);
}

function showsMidnight(zone: string, at: number, midnight: number): boolean {
  return at + offsetMs(zone, at) === midnight;
}

/** The clock jumps over midnight between `low` and `high`: halve until the jump is found. */
function firstInstantOfDay(zone: string, day: number, low: number, high: number): number {
  let early = low;
  let late = high;
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (localDay(zone, middle) >= day) late = middle;
    else early = middle;
  }
  return localDay(zone, early) >= day ? early : late;
}
