import fc from 'fast-check';
import { localDay, startOfHour } from '../../../engine/calendar/zone.ts';
import { canonicalJson } from '../../../engine/canonical.ts';
import { evaluateWith } from '../../../engine/logic/index.ts';
import {
  compileKeepers,
  emptyFacts,
  foldEvent,
  pruneFacts,
  readFeature,
} from '../../../engine/metrics/index.ts';
import type { FactEvent, Facts, ReadContext } from '../../../engine/metrics/index.ts';
import { naiveRead } from './naive.ts';
import type { NaiveView } from './naive.ts';
import { MANIFEST } from './program.ts';

export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;
export const CALENDAR = { weekStarts: 1, latenessMs: 2 * DAY_MS };
export const KEEPERS = compileKeepers(MANIFEST, CALENDAR);
/** A Thursday, 15 October 2026, 10:20 UTC. */
export const NOW = Date.UTC(2026, 9, 15, 10, 20);

export const zones = fc.constantFrom(
  'Africa/Nairobi',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Apia',
);

/** Events of the `days` before `NOW`, with distinct ids; times often fall together and values are often absent. */
export function eventLists(days: number, maxLength = 60): fc.Arbitrary<readonly FactEvent[]> {
  const attributes = fc.record(
    {
      digital: fc.boolean(),
      kind: fc.constantFrom('', 'a', 'b', 'c', 'd', 'constructor', '__proto__'),
      good: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  const event = fc.record({
    type: fc.constantFrom('usage', 'usage', 'pay', 'other'),
    hoursAgo: fc.integer({ min: 0, max: days * 24 - 1 }),
    minute: fc.constantFrom(0, 0, 17, 59),
    value: fc.option(fc.integer({ min: -5_000, max: 200_000 }), { nil: undefined }),
    attributes,
  });
  return fc.array(event, { maxLength, size: 'max' }).map(list =>
    list.map(({ type, hoursAgo, minute, value, attributes: given }, index) => ({
      id: `e${index * 7919}`,
      type,
      source: 'app',
      time: NOW - 20 * 60_000 - hoursAgo * HOUR_MS - minute * 60_000,
      attributes: given,
      ...(value === undefined ? {} : { value: value / 1000 }),
    })),
  );
}

export function factsOf(events: readonly FactEvent[], zone: string, at = NOW): Facts {
  const facts = emptyFacts(zone);
  for (const event of events) foldEvent(facts, KEEPERS, event, at);
  pruneFacts(facts, KEEPERS, at);
  return facts;
}

export function bytesOf(facts: Facts): string {
  return canonicalJson(facts);
}

export function contextOf(
  facts: Facts,
  events: readonly FactEvent[],
  rest: Partial<ReadContext> = {},
): ReadContext {
  const at = rest.at ?? NOW;
  return {
    facts,
    keepers: KEEPERS,
    zone: facts.zone,
    weekStarts: CALENDAR.weekStarts,
    at,
    closing: false,
    now: startOfHour(facts.zone, at),
    firstSeen: events.length === 0 ? null : Math.min(...events.map(({ time }) => time)),
    fixed: { favourite: 'a' },
    features: MANIFEST.features,
    evaluate: evaluateWith,
    hold: () => null,
    percentile: () => null,
    ...rest,
  };
}

export function read(key: string, context: ReadContext): unknown {
  const feature = MANIFEST.features[key];
  if (feature === undefined) throw new Error(key);
  return readFeature(feature, context);
}

export function naive(
  key: string,
  events: readonly FactEvent[],
  zone: string,
  rest: Partial<NaiveView> = {},
): unknown {
  return naiveRead(key, { events, zone, weekStarts: 1, at: NOW, closing: false, favourite: 'a', ...rest });
}

export function today(zone: string): number {
  return localDay(zone, NOW);
}
