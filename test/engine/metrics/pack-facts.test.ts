import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PackedFacts } from '../../../engine/metrics/index.ts';
import { printFacts, unpackFacts } from '../../../engine/metrics/index.ts';
import { packSeries, unpackSeries } from '../../../engine/metrics/pack-numbers.ts';
import { eventLists, factsOf, zones } from './support.ts';

describe('facts as they are stored', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(eventLists(120), zones, (events, zone) => {
        const facts = factsOf(events, zone);
        const stored = JSON.parse(printFacts(facts)) as PackedFacts;
        expect(unpackFacts(stored)).toEqual(facts);
      }),
    );
  });

  it('are the same text whatever the order of the events', () => {
    fc.assert(
      fc.property(eventLists(120), zones, (events, zone) => {
        const other = events.toReversed();
        expect(printFacts(factsOf(other, zone))).toBe(printFacts(factsOf(events, zone)));
      }),
    );
  });

  it('share nothing with the facts that go on', () => {
    const packed = JSON.parse(printFacts(factsOf([], 'UTC'))) as PackedFacts;
    const facts = unpackFacts(packed);
    facts.series['a'] = [1];
    expect(packed.series).toEqual({});
  });
});

describe('a series as text', () => {
  it.each([
    [[3, 20_741, 5, 7, 2.5, 9], '3,g05,5,7.2,9'],
    [[12_000, 20_741, 12_000, 40.5, 3_000], '*c,g05,c.14,3'],
    [[0, 20_741, -1_500], '0,g05,-15o'],
    [[0], '*0'],
  ])('%j is %s', (list, text) => {
    expect(packSeries(list)).toBe(text);
    expect(unpackSeries(text)).toEqual(list);
  });
});
