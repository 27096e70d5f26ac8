import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startOfDay } from '../../../engine/calendar/zone.ts';
import { EXACT_IN_THE_PAST, MANIFEST } from './program.ts';
import { contextOf, eventLists, factsOf, naive, read, today, zones } from './support.ts';

const RUNS = { numRuns: 60 };

describe('every reader agrees with a recount over the whole list of events', () => {
  it.each(Object.keys(MANIFEST.features))('%s, now', key => {
    fc.assert(
      fc.property(eventLists(150), zones, (events, zone) => {
        const context = contextOf(factsOf(events, zone), events);
        expect(read(key, context)).toEqual(close(naive(key, events, zone)));
      }),
      RUNS,
    );
  });

  it.each(EXACT_IN_THE_PAST)('%s, as of the last three day closes', key => {
    fc.assert(
      fc.property(eventLists(80), zones, fc.integer({ min: 0, max: 2 }), (events, zone, daysAgo) => {
        const at = startOfDay(zone, today(zone) - daysAgo);
        const context = contextOf(factsOf(events, zone), events, { at, now: at, closing: true });
        expect(read(key, context)).toEqual(close(naive(key, events, zone, { at, closing: true })));
      }),
      RUNS,
    );
  });

  it.each(EXACT_IN_THE_PAST)('%s, as of a day close: as if only the earlier events had been folded', key => {
    fc.assert(
      fc.property(eventLists(60), zones, fc.integer({ min: 0, max: 2 }), (events, zone, daysAgo) => {
        const at = startOfDay(zone, today(zone) - daysAgo);
        const earlier = events.filter(({ time }) => time < at);
        const options = {
          at,
          now: at,
          closing: true,
          firstSeen: contextOf(factsOf([], zone), events).firstSeen,
        };
        const whole = read(key, contextOf(factsOf(events, zone), events, options));
        expect(read(key, contextOf(factsOf(earlier, zone, at), events, options))).toEqual(whole);
      }),
      RUNS,
    );
  });
});

/** Quotients of floats may differ in their last digit. */
function close(value: unknown): unknown {
  return typeof value === 'number' ? expect.closeTo(value, 6) : value;
}
