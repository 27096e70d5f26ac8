import { DAY_MS, localDay, offsetMs, startOfDay } from '../calendar/zone.ts';
import { quantityOf } from '../../dsl/stories/quantity.ts';
import type { TestValue } from './scenario.ts';

export type TestStep = TestValue['steps'][number];
export type EventStep = Extract<TestStep, { event: string }>;

/** One thing to play, at its instant. */
export interface Moment {
  readonly step: number;
  readonly at: number;
  /** When it happened, for events; differs from `at` where the event arrives late. */
  readonly occurredAt: number;
  /** Which copy of a repeated step, from 1. */
  readonly copy: number;
  readonly source: TestStep;
}

/** All steps in the order of time, repeated ones as copies; steps of one instant stay in the author's order. */
export function timelineOf(test: TestValue, zone: string): readonly Moment[] {
  const firstDay = dayNumber(test.start);
  const instant = (text: string, daysLater = 0): number => wallInstant(zone, firstDay, text, daysLater);
  const moments = test.steps.flatMap((source, step): readonly Moment[] => {
    const { times = 1, every = '1d' } = 'expect' in source ? {} : (source.repeat ?? {});
    const distanceMs = quantityOf(every)?.base ?? 0;
    const copyAt = (text: string, index: number): number => {
      const days = (distanceMs * index) / DAY_MS;
      // Whole days keep the hour on the wall, also where the clocks change.
      return Number.isInteger(days) ? instant(text, days) : instant(text) + distanceMs * index;
    };
    const happened = isEventStep(source) ? (source.occurred ?? source.at) : source.at;
    return Array.from({ length: times }, (_, index) => ({
      step,
      at: copyAt(source.at, index),
      occurredAt: copyAt(happened, index),
      copy: index + 1,
      source,
    }));
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
