import { beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../../engine/index.ts';
import type { Engine, Input, NormalisedEvent, Snapshot } from '../../../engine/index.ts';
import { mapRecord } from '../../../engine/mapping/index.ts';
import { demoRecords } from '../../../server/demo/index.ts';
import { ALL_SOURCES, defaultProgram } from '../../support/default-rules.ts';
import { templateOf } from '../../support/map-sample.ts';

const end = Date.parse('2026-03-01T15:00:00Z');
const program = defaultProgram();

interface Arrived {
  readonly id: string;
  readonly at: number;
  readonly body: NormalisedEvent;
}

/** Every event of a demo by customer, once each, as it arrives. */
function arrivedByCustomer(customers: number, days: number): ReadonlyMap<string, readonly Arrived[]> {
  const byCustomer = new Map<string, Map<string, Arrived>>();
  const options = { customers, days, seed: 1, zone: program.policy.time.zone };
  for (const { source_type: sourceType, record, at } of demoRecords(options, end)) {
    const origin = { sourceType, sourceName: 'Demo', scope: sourceType, receivedAt: at, recordHash: '' };
    const mapped = mapRecord(record, templateOf(sourceType), program, origin);
    if ('errors' in mapped) throw new Error(JSON.stringify({ record, errors: mapped.errors }));
    mapped.events.forEach((body, index) => {
      const events = byCustomer.get(body.customer_id) ?? new Map<string, Arrived>();
      const id = mapped.inputIds[index] ?? '';
      if (!events.has(id)) events.set(id, { id, at, body });
      byCustomer.set(body.customer_id, events);
    });
  }
  return new Map([...byCustomer].map(([customer, events]) => [customer, [...events.values()]]));
}

/** The scores at the end, a day's events a step. */
function scoresOf(
  engine: Engine,
  customer: string,
  events: readonly Arrived[],
): Readonly<Record<string, number>> {
  let snapshot: Snapshot | null = null;
  let v = 0;
  for (let from = 0; from < events.length;) {
    const day = Math.floor((events[from]?.at ?? 0) / 86_400_000);
    const after = events.findIndex((event, index) => index > from && Math.floor(event.at / 86_400_000) > day);
    const to = after < 0 ? events.length : after;
    const inputs = events
      .slice(from, to)
      .map((event): Input => ({ kind: 'event', customer, bodyHash: '', ...event }));
    const step = engine.decide(snapshot, inputs, []);
    if ('needs' in step) throw new Error('the engine asks for more than there is');
    v += 1;
    const { at, release, state, summary } = step;
    snapshot = { customer, v, at, release, entries: v, state, summary };
    from = to;
  }
  const { scores } = engine.view(snapshot, customer, end);
  return Object.fromEntries(Object.entries(scores).map(([id, { score }]) => [id, score]));
}

describe('the records of a demo', () => {
  it('all go through the default templates', () => {
    expect(arrivedByCustomer(40, 45).size).toBe(40);
  });
});

describe('the archetypes', () => {
  const scores = new Map<string, Readonly<Record<string, number>>>();

  beforeAll(() => {
    const constants = { percentiles: { 'cash_in_30d@80': 15 }, live: ALL_SOURCES };
    const engine = createEngine(program, { n: 1, constants });
    for (const [customer, events] of arrivedByCustomer(6, 75)) {
      scores.set(customer.replace(/^cust-\d+-/, ''), scoresOf(engine, customer, events));
    }
  });

  it.each([
    ['engagement', ['heavy_digital', 'steady', 'new', 'declining', 'dormant']],
    ['engagement', ['heavy_digital', 'port_out', 'new']],
    ['revenue', ['heavy_digital', 'steady', 'new', 'declining', 'dormant']],
    ['revenue', ['heavy_digital', 'port_out', 'new']],
    ['loyalty', ['heavy_digital', 'steady', 'declining', 'port_out', 'dormant', 'new']],
    ['risk', ['port_out', 'dormant', 'declining', 'new', 'steady', 'heavy_digital']],
    ['digital', ['heavy_digital', 'steady', 'new', 'declining', 'dormant']],
    ['digital', ['heavy_digital', 'port_out', 'new']],
  ])('stand in %s as %j', (score, order) => {
    const points = order.map(archetype => scores.get(archetype)?.[score] ?? NaN);
    expect(points).toEqual(points.toSorted((a, b) => b - a));
    expect(new Set(points).size).toBe(points.length);
  });

  it.each([
    ['new', { engagement: 63, revenue: 45, loyalty: 18, risk: 40, digital: 27 }],
    ['steady', { engagement: 85, revenue: 71, loyalty: 67, risk: 7, digital: 39 }],
    // The loyalty of 98 takes a longer history of paid months than a demo has.
    ['heavy_digital', { engagement: 100, revenue: 86, risk: 2, digital: 99 }],
    ['declining', { engagement: 54, revenue: 30, loyalty: 47, risk: 61, digital: 6 }],
    ['dormant', { engagement: 10, revenue: 2, loyalty: 32, risk: 76, digital: 0 }],
    ['port_out', { engagement: 85, revenue: 71, loyalty: 40, risk: 85, digital: 39 }],
  ])('of %s come near their guide points', (archetype, guide) => {
    const own = scores.get(archetype) ?? {};
    const far = Object.entries(guide).filter(
      ([score, points]) => !(Math.abs((own[score] ?? NaN) - points) <= 12),
    );
    expect(
      far.map(([score, points]) => `${score} is ${String(own[score])}, not near ${String(points)}`),
    ).toEqual([]);
  });
});
