import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyFacts, foldEvent, pruneFacts } from '../../../engine/metrics/index.ts';
import type { FactEvent, Facts } from '../../../engine/metrics/index.ts';
import {
  bytesOf,
  contextOf,
  DAY_MS,
  eventLists,
  factsOf,
  HOUR_MS,
  KEEPERS,
  NOW,
  read,
  zones,
} from './support.ts';

/** A list and the same events in another order. */
const shuffled = (days: number): fc.Arbitrary<readonly [readonly FactEvent[], readonly FactEvent[]]> =>
  eventLists(days).chain(events =>
    fc
      .shuffledSubarray([...events], { minLength: events.length, maxLength: events.length })
      .map((other): readonly [readonly FactEvent[], readonly FactEvent[]] => [events, other]),
  );

describe('facts are a function of the set of events', () => {
  it('gives the same bytes for any order', () => {
    fc.assert(
      fc.property(shuffled(120), zones, ([events, other], zone) => {
        expect(bytesOf(factsOf(other, zone))).toBe(bytesOf(factsOf(events, zone)));
      }),
      { numRuns: 200 },
    );
  });

  it('gives the same bytes for any order of many values and of a history beyond 400 days', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(0xffffffff)), keys => {
        const rank = new Map(MANY.map(({ id }) => [id, keys.next().value]));
        const other = MANY.toSorted((a, b) => Number(rank.get(a.id)) - Number(rank.get(b.id)));
        expect(bytesOf(factsOf(other, 'Africa/Nairobi'))).toBe(bytesOf(factsOf(MANY, 'Africa/Nairobi')));
      }),
      { numRuns: 20 },
    );
  });

  it('gives the same bytes whenever the clock moved on between the events', () => {
    fc.assert(
      fc.property(
        shuffled(60),
        zones,
        fc.array(fc.nat(40 * 24), { maxLength: 5 }),
        ([, events], zone, hours) => {
          const facts = emptyFacts(zone);
          const moves = hours.map(hour => NOW - hour * HOUR_MS).sort((a, b) => a - b);
          for (const [index, event] of events.entries()) {
            if (index % 7 === 3) pruneFacts(facts, KEEPERS, moves.shift() ?? NOW);
            foldEvent(facts, KEEPERS, event, NOW);
          }
          pruneFacts(facts, KEEPERS, NOW);
          expect(bytesOf(facts)).toBe(bytesOf(factsOf(events, zone)));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('gives live bytes when history is folded again, over years of a rising clock', () => {
    fc.assert(
      fc.property(histories, zones, (steps, zone) => {
        const live = emptyFacts(zone);
        for (const { at, event } of steps) {
          pruneFacts(live, KEEPERS, at);
          foldEvent(live, KEEPERS, event, at);
        }
        const again = emptyFacts(zone);
        for (const { at, event } of steps) foldEvent(again, KEEPERS, event, at);
        pruneFacts(again, KEEPERS, steps.at(-1)?.at ?? 0);
        expect(bytesOf(again)).toBe(bytesOf(live));
      }),
      { numRuns: 60 },
    );
  });

  it('goes on from its own JSON as if it had never been written down', () => {
    fc.assert(
      fc.property(eventLists(60), fc.nat(60), (events, split) => {
        const facts = emptyFacts('Europe/Berlin');
        for (const event of events.slice(0, split)) foldEvent(facts, KEEPERS, event, NOW);
        const stored = JSON.parse(bytesOf(facts)) as Facts;
        for (const event of events.slice(split)) foldEvent(stored, KEEPERS, event, NOW);
        pruneFacts(stored, KEEPERS, NOW);
        expect(bytesOf(stored)).toBe(bytesOf(factsOf(events, 'Europe/Berlin')));
      }),
    );
  });
});

describe('what is old or far is dropped', () => {
  const event = (daysAgo: number, id = `d${daysAgo}`): FactEvent => ({
    id,
    type: 'usage',
    time: NOW - daysAgo * DAY_MS,
    source: 'app',
    value: 5,
    attributes: { kind: `k${daysAgo}`, good: true },
  });
  const value = (key: string, events: readonly FactEvent[]): unknown =>
    read(key, contextOf(factsOf(events, 'Africa/Nairobi'), events));

  it('an event more than 400 days old changes lifetime counts, sums and extremes, first and last alone', () => {
    const old = [event(500)];
    expect(
      ['countLife', 'sumLife', 'min30OfLife', 'distinctLife', 'first', 'last'].map(key => value(key, old)),
    ).toEqual([1, 5, 5, 1, 'k500', 'k500']);
    const others = ['count30', 'daysLife', 'bestDays', 'open', 'run', 'medianGap', 'median'];
    expect(others.map(key => value(key, old))).toEqual([0, 0, 0, 0, 0, null, null]);
  });

  it('an event of up to 400 days ago counts in full, also after the clock has moved', () => {
    const facts = emptyFacts('Africa/Nairobi');
    pruneFacts(facts, KEEPERS, NOW);
    foldEvent(facts, KEEPERS, event(400), NOW);
    const context = contextOf(facts, [event(400)]);
    expect(['daysLife', 'bestDays', 'open'].map(key => read(key, context))).toEqual([1, 1, 1]);
  });

  it('buckets that no window reaches leave the document', () => {
    const facts = factsOf([event(300), event(1)], 'Africa/Nairobi');
    const buckets = Object.values(facts.series).map(list => list.length);
    expect(Math.max(...buckets)).toBe(3);
  });

  it('a run of days longer than the bits is counted in full', () => {
    const facts = emptyFacts('Africa/Nairobi');
    for (let daysAgo = 900; daysAgo >= 0; daysAgo -= 1) {
      const at = NOW - daysAgo * DAY_MS;
      pruneFacts(facts, KEEPERS, at);
      foldEvent(facts, KEEPERS, event(daysAgo), at);
    }
    const context = contextOf(facts, [event(900)]);
    expect(['daysLife', 'bestDays', 'streakDays', 'bestWeeks'].map(key => read(key, context))).toEqual([
      901, 901, 901, 130,
    ]);
  });

  it('of more than 64 values the same 64 are kept, whatever the order', () => {
    expect(value('distinctLife', MANY)).toBe(64);
    expect(value('open', MANY)).toBe(64);
  });
});

/** 200 values of one attribute over 700 days. */
const MANY: readonly FactEvent[] = Array.from({ length: 400 }, (_, index) => ({
  id: `m${index}`,
  type: 'usage',
  time: NOW - ((index * 37) % 700) * DAY_MS,
  source: 'app',
  value: index % 13,
  attributes: { kind: `kind ${index % 200}`, good: true },
}));

/** Events that arrive up to some days late, while the clock rises over about three years. */
const histories = fc
  .array(
    fc.record({
      gapHours: fc.nat(700),
      lateHours: fc.nat(60),
      kind: fc.constantFrom('a', 'b'),
      good: fc.boolean(),
    }),
    {
      maxLength: 60,
      size: 'max',
    },
  )
  .map(list => {
    let at = NOW - 1_200 * DAY_MS;
    return list.map(({ gapHours, lateHours, kind, good }, index) => {
      at += gapHours * HOUR_MS;
      const attributes = { kind, good, digital: true };
      const event: FactEvent = {
        id: `h${index}`,
        type: 'pay',
        time: at - lateHours * HOUR_MS,
        source: 'app',
        value: index,
        attributes,
      };
      return { at, event };
    });
  });
