import { describe, expect, test } from 'vitest';
import type { Decide } from '../../../engine/model.ts';
import type { DecideStep } from '../../../server/stores/store.ts';
import { countingDecide } from '../../support/counting-decide.ts';
import { START, eventInput } from '../../support/inputs.ts';
import { all, expectFolded, kindsOf, type Nodes } from './shared.ts';

export function describeErasure({ store, another }: Nodes): void {
  describe('erasure', () => {
    test('nothing of an erased customer is left, and others keep all', async () => {
      const attributes = { mark: 'm,m:1', send: true, segment: 'x', tier: 'gold', mission: 'm1', score: 50 };
      for (const customer of ['gone', 'stays']) {
        await store().submit([eventInput(customer, `s:${customer}`, { attributes })], countingDecide);
        await store().keepFailed([failedOf(customer)]);
      }
      await store().erase('gone');
      expect(await store().customer('gone')).toBeNull();
      expect(await all(store().history('gone'))).toEqual([]);
      expect(await store().entry('s:gone')).toBeNull();
      expect((await store().entries({ mark: 'm', limit: 5 })).results.map(entry => entry.id)).toEqual([
        's:stays',
      ]);
      expect((await store().audience({ limit: 5 })).results.map(row => row.customer)).toEqual(['stays']);
      expect((await store().audience({ segment: 'x', limit: 5 })).results).toHaveLength(1);
      expect((await store().deliveries({ limit: 5 })).results.map(delivery => delivery.customer)).toEqual([
        'stays',
      ]);
      expect((await store().failed({ limit: 5 })).results.map(row => row.id)).toEqual(['f:stays']);
      expect(await store().totals({ of: 'tiers' })).toEqual([{ key: 'gold', count: 1 }]);
      await expectFolded(store(), 'stays');
    });

    test('an erased customer does not come back, on no node and by no copy', async () => {
      await store().submit([eventInput('gone', 's:1')], countingDecide);
      await store().erase('gone');
      await store().erase('gone');
      const node = await another();
      for (const each of [store(), node]) {
        const inputs = [eventInput('gone', 's:1'), eventInput('gone', 's:2'), eventInput('gone', 's:2')];
        expect(kindsOf(await each.submit([...inputs, eventInput('new', 's:new')], countingDecide))).toEqual(
          each === node
            ? ['erased', 'erased', 'erased', 'duplicate']
            : ['erased', 'erased', 'erased', 'fresh'],
        );
      }
      expect(await store().customer('gone')).toBeNull();
    });

    test('somebody who never came can be erased beforehand', async () => {
      expect(await store().wasErased('never')).toBe(false);
      await store().erase('never');
      expect(await (await another()).wasErased('never')).toBe(true);
      expect(kindsOf(await store().submit([eventInput('never', 's:1')], countingDecide))).toEqual(['erased']);
      expect(await store().totals({ of: 'customers' })).toEqual([{ key: 'customers', count: 0 }]);
    });

    test.each([
      ['is new', false],
      ['is known', true],
    ])(
      'a step that is decided while its customer is erased leaves nothing, where he %s',
      async (_, known) => {
        if (known) await store().submit([eventInput('gone', 's:0')], countingDecide);
        const node = await another();
        let erased: Promise<void> | undefined;
        const slowly: DecideStep = async (...given) => {
          erased ??= store().erase('gone');
          await erased;
          return countingDecide(...given);
        };
        const outcomes = await node.submit([eventInput('gone', 's:1'), eventInput('other', 's:2')], slowly);
        // The step may have happened before the erasure, as it were; it is gone all the same.
        expect(['erased', 'fresh']).toContain(kindsOf(outcomes)[0]);
        expect(kindsOf(outcomes)[1]).toBe('fresh');
        expect(await store().customer('gone')).toBeNull();
        expect(await all(store().history('gone'))).toEqual([]);
        expect(await store().everybody('', 5)).toEqual(['other']);
      },
    );

    test('what an erased customer had in points still counts in the totals of the ledger', async () => {
      for (const id of ['s:1', 's:2']) await store().submit([eventInput('gone', id)], postingDecide);
      expect(await store().totals({ of: 'erased_ledger' })).toEqual([]);
      await store().erase('gone');
      await store().erase('gone');
      await store().erase('never');
      expect(await store().totals({ of: 'erased_ledger' })).toEqual([
        { key: 'customer', count: 80 },
        { key: 'expense', count: -80 },
      ]);
    });

    test('an erasure amid a stream of events leaves nothing of the customer behind', async () => {
      const node = await another();
      const work: Promise<unknown>[] = [];
      for (let n = 0; n < 60; n++) {
        const input = eventInput('gone', `s:${n}`, { at: START + n });
        work.push((n % 2 === 0 ? store() : node).submit([input], countingDecide));
        if (n === 30) work.push(store().erase('gone'));
        if (n % 7 === 0) await new Promise(resolve => setImmediate(resolve));
      }
      await Promise.all(work);
      expect(await store().customer('gone')).toBeNull();
      expect(await store().totals({ of: 'entries' })).toEqual([{ key: 'entries', count: 0 }]);
      expect((await store().entries({ limit: 5 })).results).toEqual([]);
    });
  });
}

/** Posts the points that an event names. */
const postingDecide: Decide = (before, fresh, history) => {
  const decided = countingDecide(before, fresh, history);
  if ('needs' in decided) return decided;
  const posting = {
    kind: 'points_posted',
    posting_key: `earning:${fresh[0]?.id ?? ''}`,
    cause: 'mission',
    amount: 40,
    lines: [
      { account: 'expense', amount: -40 },
      { account: 'customer', amount: 40 },
    ],
  } as const;
  return { ...decided, entries: decided.entries.map(entry => ({ ...entry, effects: [posting] })) };
};

function failedOf(customer: string) {
  return {
    id: `f:${customer}`,
    source_type: 'usage',
    source_name: null,
    customer_id: customer,
    received_at: START,
    reason: 'unknown unit',
    errors: [],
    record: { customer },
  };
}
