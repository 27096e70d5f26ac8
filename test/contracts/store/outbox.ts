import { describe, expect, test } from 'vitest';
import {
  DELIVERED_KEPT_MS,
  ORDER_KEPT_MS,
  TRIED_MS,
  type Delivery,
} from '../../../server/stores/deliveries.ts';
import type { Store } from '../../../server/stores/store.ts';
import { countingDecide } from '../../support/counting-decide.ts';
import { START, eventInput } from '../../support/inputs.ts';
import { allPages, defined, type Nodes } from './shared.ts';

const HOLD_MS = 60_000;
const SOON_MS = 1_000;

export function describeOutbox({ store, another }: Nodes): void {
  /** Steps of a customer, one each, that send to the lanes named. */
  async function send(customer: string, ...lanes: readonly string[]): Promise<void> {
    for (const lane of lanes) {
      steps += 1;
      const at = START + steps;
      const input = eventInput(customer, `s:${customer}${steps}`, { at, attributes: { send: lane } });
      await store().submit([input], countingDecide);
    }
  }
  let steps = 0;

  function take(now: number, limit = 10, lane = 'crm', node: Store = store()): Promise<readonly Delivery[]> {
    return node.outbox({ lane, now, limit, holdMs: HOLD_MS });
  }

  async function takeOne(now: number): Promise<Delivery> {
    return defined((await take(now, 1))[0]);
  }

  const idsOf = (deliveries: readonly Delivery[]) => deliveries.map(({ id }) => id);

  describe('outbox', () => {
    test('a step has one delivery a receiver, with all that the step sends there', async () => {
      const attributes = { send: 'crm,app,crm' };
      const inputs = ['s:1', 's:2'].map(id => eventInput('a', id, { attributes }));
      await store().submit([...inputs, eventInput('a', 's:3')], countingDecide);
      await store().submit([eventInput('a', 's:4')], countingDecide);
      const { results } = await store().deliveries({ limit: 10 });
      const rows = results.map(({ id, lane, customer, v, at, state, effects }) => ({
        ...{ id, lane, customer, v, at, state },
        effects: effects.length,
      }));
      const shared = { customer: 'a', v: 1, at: START, state: 'waiting' };
      expect(rows.sort((a, b) => a.effects - b.effects)).toEqual([
        { ...shared, id: 'a:1:app', lane: 'app', effects: 2 },
        { ...shared, id: 'a:1:crm', lane: 'crm', effects: 4 },
      ]);
    });

    test('effects without a receiver of their own go on the common lane', async () => {
      await store().submit([eventInput('a', 's:1', { attributes: { send: true } })], countingDecide);
      expect(idsOf(await take(START, 5, 'all'))).toEqual(['a:1:all']);
    });

    test('colons in ids and names give no two deliveries one id', async () => {
      await send('a:1', 'first', 'x');
      await send('a', '2:x');
      expect(idsOf((await store().deliveries({ limit: 5 })).results).sort()).toEqual([
        'a:1:1:first',
        'a:1:2%3Ax',
        'a:1:2:x',
      ]);
    });

    test("a customer's deliveries go out by their steps, one after the other", async () => {
      await send('a', 'crm', 'crm', 'crm');
      for (const id of ['a:1:crm', 'a:2:crm', 'a:3:crm']) {
        const deliveries = await take(START);
        expect(idsOf(deliveries)).toEqual([id]);
        expect(await take(START)).toEqual([]);
        expect(await store().delivered(id, 1, { kind: 'delivered', at: START })).toBe(true);
      }
      expect(await take(START)).toEqual([]);
    });

    test('customers and receivers do not wait for each other', async () => {
      await send('a', 'crm', 'app', 'crm');
      await send('b', 'crm');
      await send('c', 'crm');
      expect(idsOf(await take(START, 2)).sort()).toEqual(['a:1:crm', 'b:1:crm']);
      expect(idsOf(await take(START, 2))).toEqual(['c:1:crm']);
      expect(idsOf(await take(START, 2, 'app'))).toEqual(['a:2:app']);
    });

    test('many that wait for one do not hide the deliveries of others', async () => {
      await send('a', ...Array.from({ length: 12 }, () => 'crm'));
      await send('b', 'crm');
      expect(idsOf(await take(START, 2)).sort()).toEqual(['a:1:crm', 'b:1:crm']);
    });

    test('what one node has taken is offered to no other, until its time is over', async () => {
      await send('a', 'crm');
      const node = await another();
      expect(await take(START)).toMatchObject([{ attempts: 1, first_at: START }]);
      expect(await take(START + HOLD_MS - 1, 5, 'crm', node)).toEqual([]);
      expect(await take(START + HOLD_MS, 5, 'crm', node)).toMatchObject([{ attempts: 2, first_at: START }]);
    });

    test('two nodes that take at the same time share what there is', async () => {
      const customers = Array.from({ length: 20 }, (_, n) => `c${n}`);
      for (const customer of customers) await send(customer, 'crm');
      const node = await another();
      const taken = await Promise.all(
        [store(), node, store(), node].map(each => take(START, 7, 'crm', each)),
      );
      const rest = await take(START, 20);
      expect(idsOf([...taken.flat(), ...rest]).sort()).toEqual(customers.map(each => `${each}:1:crm`).sort());
    });

    test('a failure is tried again at its time, and holds up that customer only', async () => {
      await send('a', 'crm', 'crm');
      await send('b', 'crm');
      const first = await takeOne(START);
      const later = { kind: 'later', at: START, until: START + SOON_MS, error: '503' } as const;
      expect(await store().delivered(first.id, 1, later)).toBe(true);
      expect(idsOf(await take(START))).toEqual(['b:1:crm']);
      expect(await take(START + SOON_MS - 1)).toEqual([]);
      expect(await take(START + SOON_MS)).toMatchObject([{ id: first.id, attempts: 2, error: '503' }]);
    });

    test('after a day the later ones go past it, and it goes on being tried', async () => {
      await send('a', 'crm', 'crm');
      const first = await takeOne(START);
      const until = START + 2 * ORDER_KEPT_MS;
      await store().delivered(first.id, 1, { kind: 'later', at: START, until, error: '503' });
      expect(await take(START + ORDER_KEPT_MS - 1)).toEqual([]);
      expect(idsOf(await take(START + ORDER_KEPT_MS))).toEqual(['a:2:crm']);
      expect(idsOf(await take(until)).sort()).toEqual([first.id, 'a:2:crm']);
    });

    test('what failed for a week is a dead letter, and no longer in the way', async () => {
      await send('a', 'crm', 'crm');
      const first = await takeOne(START);
      const at = START + TRIED_MS;
      const later = { kind: 'later', at, until: at + SOON_MS, error: 'refused' } as const;
      expect(await store().delivered(first.id, 1, later)).toBe(true);
      const dead = await store().deliveries({ state: 'dead', limit: 5 });
      expect(dead.results).toMatchObject([{ id: first.id, done_at: at, error: 'refused' }]);
      expect(idsOf(await take(at))).toEqual(['a:2:crm']);
      expect(await store().totals({ of: 'outbox' })).toEqual([
        { key: 'dead:crm', count: 1 },
        { key: 'waiting:crm', count: 1 },
      ]);
    });

    test('a dead letter can be sent once more, with time of its own', async () => {
      await send('a', 'crm');
      const first = await takeOne(START);
      await store().delivered(first.id, 1, { kind: 'dead', at: START, error: '410' });
      expect(await take(START + HOLD_MS)).toEqual([]);
      expect(await store().redeliver(first.id)).toBe(true);
      expect(await store().redeliver(first.id)).toBe(false);
      expect(await store().redeliver('unknown')).toBe(false);
      const at = START + TRIED_MS;
      expect(await take(at)).toMatchObject([{ id: first.id, attempts: 2, first_at: at, state: 'waiting' }]);
    });

    test('who lost a delivery to another cannot put it off, but may have delivered it', async () => {
      await send('a', 'crm');
      const { id } = await takeOne(START);
      await takeOne(START + HOLD_MS);
      const later = { kind: 'later', at: START, until: START + 9 * HOLD_MS, error: 'slow' } as const;
      expect(await store().delivered(id, 1, later)).toBe(false);
      expect(await store().delivered(id, 1, { kind: 'dead', at: START, error: 'slow' })).toBe(false);
      expect(await store().delivered(id, 1, { kind: 'delivered', at: START })).toBe(true);
      expect(await store().delivered(id, 2, { kind: 'delivered', at: START })).toBe(false);
      expect(await store().delivered('unknown', 1, { kind: 'delivered', at: START })).toBe(false);
      expect(await take(START + 9 * HOLD_MS)).toEqual([]);
    });

    test('deliveries are listed from new to old, by receiver, customer and state', async () => {
      await send('a', 'crm', 'app', 'crm');
      await send('b', 'crm');
      const first = await takeOne(START);
      await store().delivered(first.id, 1, { kind: 'delivered', at: START });
      const list = (filter: Partial<Parameters<Store['deliveries']>[0]>, limit: number) =>
        allPages(cursor => store().deliveries({ ...filter, limit, ...(cursor ? { cursor } : {}) }));
      for (const limit of [1, 3, 9]) {
        expect(idsOf(await list({}, limit))).toEqual(['b:1:crm', 'a:3:crm', 'a:2:app', 'a:1:crm']);
        expect(idsOf(await list({ customer: 'a', lane: 'crm' }, limit))).toEqual(['a:3:crm', 'a:1:crm']);
        expect(idsOf(await list({ state: 'delivered' }, limit))).toEqual(['a:1:crm']);
      }
    });

    test('what was delivered is kept for a week, then forgotten', async () => {
      await send('a', 'crm', 'crm');
      for (const at of [START, START + DELIVERED_KEPT_MS]) {
        const { id } = await takeOne(at);
        await store().delivered(id, 1, { kind: 'delivered', at });
      }
      expect((await store().deliveries({ limit: 5 })).results).toHaveLength(2);
      await send('a', 'crm');
      const at = START + DELIVERED_KEPT_MS + 1;
      const { id } = await takeOne(at);
      await store().delivered(id, 1, { kind: 'delivered', at });
      expect(idsOf((await store().deliveries({ limit: 5 })).results)).toEqual(['a:3:crm', 'a:2:crm']);
    });
  });
}
