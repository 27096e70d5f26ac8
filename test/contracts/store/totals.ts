import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NormalisedEvent } from '../../../engine/model.ts';
import { countingDecide } from '../../support/counting-decide.ts';
import { START, commandInput, eventInput, tickInput } from '../../support/inputs.ts';
import type { TotalsQuery } from '../../../server/stores/store.ts';
import { all, allPages, type Nodes } from './shared.ts';

export function describeTotals({ store }: Nodes): void {
  const totalsOf = async (query: TotalsQuery): Promise<Record<string, number>> =>
    Object.fromEntries((await store().totals(query)).map(row => [row.key, row.count]));
  const arrive = (customer: string, id: string, attributes: NormalisedEvent['attributes'], value = 1) =>
    store().submit([eventInput(customer, id, { attributes, value })], countingDecide);

  describe('totals', () => {
    test('an empty store counts nothing', async () => {
      expect(await totalsOf({ of: 'customers' })).toEqual({ customers: 0 });
      expect(await totalsOf({ of: 'entries' })).toEqual({ entries: 0 });
      expect(await totalsOf({ of: 'entries', kind: 'tick' })).toEqual({ tick: 0 });
      expect(await totalsOf({ of: 'failed' })).toEqual({ failed: 0 });
      expect(await totalsOf({ of: 'score_sum', score: 'risk' })).toEqual({ risk: 0 });
      for (const of of ['segments', 'tiers'] as const) expect(await totalsOf({ of })).toEqual({});
    });

    test('customers, entries and their kinds are counted once, duplicates not again', async () => {
      const inputs = [eventInput('a', 's:1'), eventInput('b', 's:2'), commandInput('a', 'api:1', 'x')];
      await store().submit([...inputs, ...inputs, tickInput('a', START + 1)], countingDecide);
      await store().submit(inputs, countingDecide);
      expect(await totalsOf({ of: 'customers' })).toEqual({ customers: 2 });
      expect(await totalsOf({ of: 'entries' })).toEqual({ entries: 4 });
      expect(await totalsOf({ of: 'entries', kind: 'event' })).toEqual({ event: 2 });
    });

    test('scores fall into twenty bins, the last closed at 100', async () => {
      const scores = [0, 4.9, 5, 50, 52.4, 94.9, 95, 100];
      for (const [n, score] of scores.entries()) await arrive(`c${n}`, `s:${n}`, { score });
      await arrive('scoreless', 's:none', {});
      const bins = await store().totals({ of: 'scores', score: 'risk' });
      expect(bins.map(row => row.key)).toEqual(Array.from({ length: 20 }, (_, bin) => String(bin * 5)));
      expect(Object.fromEntries(bins.filter(row => row.count > 0).map(row => [row.key, row.count]))).toEqual({
        0: 2,
        5: 1,
        50: 2,
        90: 1,
        95: 2,
      });
      expect(await totalsOf({ of: 'score_sum', score: 'risk' })).toEqual({ risk: 402.2 });
      expect(
        Object.values(await totalsOf({ of: 'scores', score: 'other' })).every(count => count === 0),
      ).toBe(true);
    });

    test('a customer is counted where they are now', async () => {
      await arrive('a', 's:1', { score: 10, segment: 'x,y', tier: 'gold' });
      await arrive('b', 's:2', { score: 12, segment: 'x', tier: 'gold' });
      await arrive('a', 's:3', { score: 80, segment: 'y,z', tier: 'silver' });
      expect(await totalsOf({ of: 'segments' })).toEqual({ x: 1, y: 1, z: 1 });
      expect(await totalsOf({ of: 'tiers' })).toEqual({ gold: 1, silver: 1 });
      expect(await totalsOf({ of: 'scores', score: 'risk' })).toMatchObject({ 10: 1, 80: 1, 75: 0 });
      expect(await totalsOf({ of: 'score_sum', score: 'risk' })).toEqual({ risk: 92 });
    });

    test('marks are counted by prefix', async () => {
      await arrive('a', 's:1', { mark: 'mission_assigned,mission_assigned:x' });
      await arrive('b', 's:2', { mark: 'mission_assigned,mission_assigned:y' });
      await arrive('a', 's:3', { mark: 'mission_assigned,mission_assigned:x' });
      await arrive('a', 's:4', { mark: 'mission_assignedness' });
      expect(await totalsOf({ of: 'marks', prefix: 'mission_assigned:' })).toEqual({
        'mission_assigned:x': 2,
        'mission_assigned:y': 1,
      });
      expect(await totalsOf({ of: 'marks', prefix: 'badge' })).toEqual({});
    });

    test("a metric has one row a customer: its value with the customer's segments", async () => {
      await arrive('a', 's:1', { segment: 'x,y' }, 5);
      await arrive('b', 's:2', {}, 7.5);
      expect(await store().totals({ of: 'metric', metric: 'sum' })).toEqual([
        { key: 'x,y', count: 5 },
        { key: '', count: 7.5 },
      ]);
      expect(await store().totals({ of: 'metric', metric: 'toString' })).toEqual([]);
    });

    test('after any history, totals are what a count of customers and journal gives', async () => {
      const moves = fc.array(
        fc.record({
          customer: fc.constantFrom('a', 'b', 'c'),
          score: fc.integer({ min: 0, max: 1_000 }).map(tenths => tenths / 10),
          segment: fc.subarray(['x', 'y', 'z']).map(ids => ids.join(',')),
          tier: fc.constantFrom('basic', 'gold'),
          mark: fc.constantFrom('p:1', 'p:2', 'p:1,p:2'),
          erase: fc.boolean(),
        }),
        { minLength: 1, maxLength: 8 },
      );
      let run = 0;
      await fc.assert(
        fc.asyncProperty(moves, async history => {
          run += 1;
          for (const [n, { customer, erase, ...attributes }] of history.entries()) {
            await arrive(`${customer}${run}`, `s:${run}:${n}`, attributes);
            if (erase && n % 3 === 2) await store().erase(`${customer}${run}`);
          }
          await expectCounted();
        }),
        { numRuns: 15 },
      );
    });
  });

  async function expectCounted(): Promise<void> {
    const everybody = await allPages(cursor =>
      store().audience({ limit: 50, ...(cursor ? { cursor } : {}) }),
    );
    expect(await totalsOf({ of: 'customers' })).toEqual({ customers: everybody.length });
    expect(await totalsOf({ of: 'segments' })).toEqual(tally(everybody.flatMap(row => row.summary.segments)));
    expect(await totalsOf({ of: 'tiers' })).toEqual(tally(everybody.map(row => row.summary.tier)));
    const scores = everybody.map(row => row.summary.scores['risk'] ?? 0);
    const bins = tally(scores.map(score => String(Math.min(95, Math.floor(score / 5) * 5))));
    const counted = Object.entries(await totalsOf({ of: 'scores', score: 'risk' }));
    expect(Object.fromEntries(counted.filter(([, count]) => count > 0))).toEqual(bins);
    const sum = scores.reduce((total, score) => total + Math.round(score * 10), 0) / 10;
    expect(await totalsOf({ of: 'score_sum', score: 'risk' })).toEqual({ risk: sum });
    const histories = await Promise.all(everybody.map(row => all(store().history(row.customer))));
    const entries = histories.flat();
    expect(await totalsOf({ of: 'entries' })).toEqual({ entries: entries.length });
    const marks = entries.flatMap(({ input }) =>
      input && 'attributes' in input ? String(input.attributes['mark']).split(',') : [],
    );
    expect(await totalsOf({ of: 'marks', prefix: 'p:' })).toEqual(tally(marks));
  }
}

function tally(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
