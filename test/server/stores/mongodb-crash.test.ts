import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Input } from '../../../engine/model.ts';
import { createRandom } from '../../../server/demo/random.ts';
import { openMongoStore } from '../../../server/stores/mongodb/mongo-store.ts';
import type { Store } from '../../../server/stores/store.ts';
import { expectOnce } from '../../contracts/store/race-nodes.ts';
import { kindsOf } from '../../contracts/store/shared.ts';
import { countingDecide } from '../../support/counting-decide.ts';
import { openCutProxy, type CutProxy } from '../../support/cut-proxy.ts';
import { describeUnless } from '../../support/describe-unless.ts';
import { START, eventInput } from '../../support/inputs.ts';
import { testDatabase, withoutMongodb, type TestDatabase } from '../../support/mongodb.ts';

/** Writes of a batch that changes, adds and sends: replace, insert, journal, outbox, end of the step. */
const WRITES_A_BATCH = 5;
const CUTS = Array.from({ length: WRITES_A_BATCH }, (_, n) => n + 1).flatMap(n =>
  (['before', 'after'] as const).map(when => ({ n, when })),
);
const SEEDS = [1, 2, 3];

describeUnless(withoutMongodb, 'A MongoDB behind a connection that is cut', () => {
  let database: TestDatabase;
  let proxy: CutProxy;
  let stores: Store[] = [];

  beforeEach(async () => {
    database = testDatabase();
    proxy = await openCutProxy(database.url);
  });
  afterEach(async () => {
    proxy.cut();
    await Promise.all(stores.map(store => store.close()));
    stores = [];
    await proxy.close();
    await database.drop();
  });

  async function open(url: string, patienceMs: number): Promise<Store> {
    const store = await openMongoStore({ url, database: database.name, patienceMs });
    stores.push(store);
    return store;
  }

  test(`a batch of new and known customers writes ${WRITES_A_BATCH} times`, async () => {
    const node = await open(proxy.url, 5_000);
    await node.submit(inputsOf(['a', 'b'], 0, 4), countingDecide);
    const before = proxy.writes.length;
    await node.submit(inputsOf(['a', 'b', 'new'], 4, 12), countingDecide);
    const written = proxy.writes.slice(before).map(({ collection }) => collection);
    expect([...written].sort()).toEqual(['customers', 'customers', 'customers', 'journal', 'outbox']);
  });

  test.each(CUTS)(
    'a node that dies $when write $n leaves what others finish: all or nothing, once',
    async cut => {
      const healthy = await open(database.url, 10_000);
      for (const seed of SEEDS) {
        proxy.mend();
        const dying = await open(proxy.url, 200);
        const random = createRandom(seed, cut.n);
        const customers = [`a${seed}`, `b${seed}`, `new${seed}`];
        const known = inputsOf(customers.slice(0, 2), 0, 4);
        await healthy.submit(known, countingDecide);
        const inputs = inputsOf(customers, 4, 16);
        proxy.cutAt(cut.n, cut.when);
        const [outcomes] = await Promise.all([
          dying.submit(inputs, countingDecide),
          raceBeside(healthy, inputs.slice(random.integer(0, 8)), random.integer(0, 30)),
        ]);
        expect(proxy.isCut).toBe(true);
        // What was answered holds, whoever finished it; what was not is sent again.
        await healthy.finishOpen(0);
        const again = await healthy.submit(inputs, countingDecide);
        const acknowledged = outcomes.filter(outcome => 'entry' in outcome).map(({ id }) => id);
        const told = new Map(again.map(outcome => [outcome.id, outcome]));
        for (const id of acknowledged) expect(told.get(id)).toMatchObject({ duplicate: true });
        await expectOnce(healthy, [...known, ...inputs], [...outcomes, ...again]);
        expect(await healthy.finishOpen(0)).toBe(0);
      }
    },
  );

  test.each(CUTS)(
    'a node that hears nothing $when write $n goes on by itself, and counts once',
    async cut => {
      const node = await open(proxy.url, 10_000);
      const known = inputsOf(['a', 'b'], 0, 4);
      await node.submit(known, countingDecide);
      const inputs = inputsOf(['a', 'b', 'new'], 4, 16);
      proxy.cutAt(cut.n, cut.when);
      const submitted = node.submit(inputs, countingDecide);
      await mendSoon(proxy);
      const outcomes = await submitted;
      expect(new Set(kindsOf(outcomes))).toEqual(new Set(['fresh']));
      await expectOnce(node, [...known, ...inputs], outcomes);
    },
  );

  test('a database that is away makes calls fail in time, is told, and is used again when it is back', async () => {
    const node = await open(proxy.url, 300);
    const input = eventInput('c', 's:1', { attributes: { send: true } });
    expect((await node.state()).reachable).toBe(true);
    proxy.cut();
    expect(kindsOf(await node.submit([input], countingDecide))).toEqual(['busy']);
    await expect(node.customer('c')).rejects.toThrow('cannot be reached');
    expect((await node.state()).reachable).toBe(false);
    proxy.mend();
    await expect.poll(async () => (await node.state()).reachable, { timeout: 10_000 }).toBe(true);
    const outcomes = await node.submit([input], countingDecide);
    expect(kindsOf(outcomes)).toEqual(['fresh']);
    await expectOnce(node, [input], outcomes);
  });
});

/** From `from` to before `to`, for each customer in turn; every third has something to send. */
function inputsOf(customers: readonly string[], from: number, to: number): readonly Input[] {
  return Array.from({ length: to - from }, (_, index) => {
    const n = from + index;
    const customer = customers[n % customers.length] ?? '';
    const attributes = { send: true, mark: `third:${n % 3}` };
    return eventInput(customer, `s:${customer}-${n}`, { at: START + n, value: n, attributes });
  });
}

/** Another node that gets some of the same inputs, one after the other, while the first is at work. */
async function raceBeside(node: Store, inputs: readonly Input[], afterMs: number): Promise<void> {
  await pause(afterMs);
  for (const input of inputs) await node.submit([input], countingDecide);
}

async function mendSoon(proxy: CutProxy): Promise<void> {
  while (!proxy.isCut) await pause(2);
  await pause(50);
  proxy.mend();
}
