import { DAY_MS, localDay, offsetMs, startOfDay } from '../calendar/zone.ts';
import { quantityOf } from './quantity.ts';
import type { TestValue } from './scenario.ts';

export type TestStep = TestValue['steps'][number];
export type EventStep = Extract<TestStep, { event: string }>;

/** One thing to play, at its instant. */
export interface Moment {
  readonly step: number;
  readonly at: number;
  /** When it happened, for events; differs from `at` where the event arrives late. */
  readonly occurredAt: number;
  /** Which copy of a repeated event, from 1. */
  readonly copy: number;
  readonly source: TestStep;
}

/** All steps in the order of time, repeated events as copies; steps of one instant stay in the author's order. */
export function timelineOf(test: TestValue, zone: string): readonly Moment[] {
  const firstDay = dayNumber(test.start);
  const instant = (text: string, daysLater = 0): number => wallInstant(zone, firstDay, text, daysLater);
  const moments = test.steps.flatMap((source, step): readonly Moment[] => {
    const at = instant(source.at);
    if (!isEventStep(source)) return [{ step, at, occurredAt: at, copy: 1, source }];
    const occurredAt = source.occurred === undefined ? at : instant(source.occurred);
    const times = source.repeat?.times ?? 1;
    const every = quantityOf(source.repeat?.every ?? '1d');
    return Array.from({ length: times }, (_, index) => {
      const shift = (text: string, start: number): number => {
        const days = (every?.base ?? 0) / DAY_MS;
        // Whole days keep the hour on the wall, also where the clocks change.
        return Number.isInteger(days) ? instant(text, days * index) : start + (every?.base ?? 0) * index;
      };
      return {
        step,
        at: shift(source.at, at),
        occurredAt: source.occurred === undefined ? shift(source.at, at) : shift(source.occurred, occurredAt),
        copy: index + 1,
        source,
      };
    });
  });
  return moments.sort((a, b) => a.at - b.at);
}

export function isEventStep(step: TestStep): step is EventStep {
  return 'event' in step;
}

function dayNumber(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
}

/** `day 3 09:00` as that clock on the wall of the zone; what the clock skips is read as the hour after. */
function wallInstant(zone: string, firstDay: number, text: string, daysLater: number): number {
  const [, day = '1', hours = '0', minutes = '0'] = /^day (\d+) (\d\d):(\d\d)$/.exec(text) ?? [];
  const start = startOfDay(zone, firstDay + Number(day) - 1 + daysLater);
  const plain = start + (Number(hours) * 60 + Number(minutes)) * 60_000;
  const corrected = plain + offsetMs(zone, start) - offsetMs(zone, plain);
  return localDay(zone, corrected) === localDay(zone, start) ? corrected : plain;
}
