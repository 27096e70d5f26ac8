import { createRandom } from './random.ts';
import type { Random } from './random.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;

/** One day of one customer. */
export interface DemoDay {
  readonly startMs: number;
  /** 0 on the demo's last day. */
  readonly daysAgo: number;
  /** `daysAgo` of the demo's first day, when what was known before is loaded. */
  readonly historyDays: number;
  readonly zone: string;
  /** Chance for one topic of this day, independent of all others. */
  random(topic: number): Random;
  /** An id that no other record of this customer has. */
  nextId(): string;
}

export interface DayOptions {
  readonly seed: number;
  readonly customer: number;
  readonly startMs: number;
  readonly daysAgo: number;
  readonly historyDays: number;
  readonly zone: string;
}

export function createDay(options: DayOptions): DemoDay {
  const { seed, customer, startMs, daysAgo, historyDays, zone } = options;
  const dayNumber = Math.floor(startMs / DAY_MS);
  let count = 0;
  return {
    startMs,
    daysAgo,
    historyDays,
    zone,
    random: topic => createRandom(seed, customer, dayNumber, topic),
    nextId: () => {
      count += 1;
      return `${String(customer)}-${String(dayNumber)}-${String(count)}`;
    },
  };
}

/** A time of the day between two hours. */
export function timeBetween(day: DemoDay, random: Random, fromHour: number, toHour: number): number {
  return day.startMs + Math.floor(random.between(fromHour, toHour) * HOUR_MS);
}

/** True on the days of a rhythm: `lastDaysAgo`, and every so many days before that. */
export function inRhythm(daysAgo: number, lastDaysAgo: number, everyDays: number): boolean {
  return daysAgo >= lastDaysAgo && (daysAgo - lastDaysAgo) % everyDays === 0;
}

/** `dd.MM.yyyy HH:mm` of the zone's wall clock. */
export function localClock(time: number, zone: string): string {
  const { day, month, year, hour, minute } = wallClock(time, zone);
  return `${day}.${month}.${year} ${hour}:${minute}`;
}

/** The last midnight of the zone at or before a time. */
export function localMidnight(time: number, zone: string): number {
  const { hour, minute, second } = wallClock(time, zone);
  return time - Number(hour) * HOUR_MS - Number(minute) * MINUTE_MS - Number(second) * 1000 - (time % 1000);
}

interface WallClock {
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function wallClock(time: number, zone: string): WallClock {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    const two = '2-digit';
    clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      ...{ day: two, month: two, year: 'numeric', hour: two, minute: two, second: two },
    });
    clocks.set(zone, clock);
  }
  const parts = new Map(clock.formatToParts(time).map(part => [part.type, part.value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '00';
  return {
    day: part('day'),
    month: part('month'),
    year: part('year'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}
