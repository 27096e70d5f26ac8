import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMongoStore } from '../../../server/stores/mongodb/mongo-store.ts';
import { problemOf } from '../../../server/stores/mongodb/unavailable.ts';
import type { Store } from '../../../server/stores/store.ts';
import { expectFolded, kindsOf } from '../../contracts/store/shared.ts';
import { countingDecide } from '../../support/counting-decide.ts';
import { openCutProxy, type CutProxy } from '../../support/cut-proxy.ts';
import { describeUnless } from '../../support/describe-unless.ts';
import { eventInput } from '../../support/inputs.ts';
import { testDatabase, withoutMongodb, type TestDatabase } from '../../support/mongodb.ts';

describeUnless(withoutMongodb, 'While MongoDB is away', () => {
  let database: TestDatabase;
  let proxy: CutProxy;
  let store: Store | undefined;

  beforeEach(async () => {
    database = testDatabase();
    proxy = await openCutProxy(database.url);
  });
  afterEach(async () => {
    await store?.close();
    await proxy.close();
    await database.drop();
  });

  async function open(patienceMs: number): Promise<Store> {
    store = await openMongoStore({ url: proxy.url, database: database.name, patienceMs });
    return store;
  }

  test('the store says so, and since it is back says nothing', async () => {
    const node = await open(200);
    expect(await node.state()).toMatchObject({
      reachable: true,
      problem: null,
      clockAheadMs: expect.any(Number),
    });
    proxy.cut();
    const away = await node.state();
    expect(away).toMatchObject({ reachable: false, clockAheadMs: null });
    expect(away.problem).toMatch(/^The database (cannot be reached: .|has not answered)/);
    proxy.mend();
    await expect
      .poll(() => node.state(), { timeout: 10_000 })
      .toMatchObject({ reachable: true, problem: null });
  });

  test('what is sent waits for it as long as the patience lasts, and is counted once', async () => {
    const node = await open(15_000);
    await node.submit([eventInput('c', 's:1')], countingDecide);
    proxy.cut();
    const sent = node.submit([eventInput('c', 's:2'), eventInput('d', 's:3')], countingDecide);
    const read = node.customer('c');
    proxy.mend();
    expect(kindsOf(await sent)).toEqual(['fresh', 'fresh']);
    expect((await read)?.customer).toBe('c');
    expect(await expectFolded(node, 'c')).toHaveLength(2);
  });

  test('calls end with a reason when it is over, and work again later', async () => {
    const node = await open(200);
    proxy.cut();
    expect(kindsOf(await node.submit([eventInput('c', 's:1')], countingDecide))).toEqual(['busy']);
    await expect(node.customer('c')).rejects.toThrow('The database cannot be reached');
    await expect(node.change('key', 0, 1)).rejects.toThrow('The database cannot be reached');
    proxy.mend();
    await expect.poll(() => node.change('key', 0, 1).catch(() => false), { timeout: 10_000 }).toBe(true);
    expect(kindsOf(await node.submit([eventInput('c', 's:1')], countingDecide))).toEqual(['fresh']);
  });

  test('it refuses at once what comes once that is known, and what was in hand goes on waiting', async () => {
    const node = await open(600_000);
    proxy.cut();
    const inHand = node.submit([eventInput('c', 's:1')], countingDecide);
    await expect
      .poll(() => reasonOf(node.change('key', 0, 1)), { timeout: 10_000, interval: 2_500 })
      .toMatch('The database cannot be reached');
    expect(kindsOf(await node.submit([eventInput('d', 's:2')], countingDecide))).toEqual(['busy']);
    proxy.mend();
    expect(kindsOf(await inHand)).toEqual(['fresh']);
    await expect.poll(() => reasonOf(node.customer('c')), { timeout: 10_000 }).toBeNull();
  });

  test('what it says has no password in it, and says nothing twice', () => {
    const error = new Error('cannot reach mongodb://me:secret@db:1: refused: refused');
    expect(problemOf(error)).toBe('cannot reach mongodb://…@db:1: refused');
  });
});

/** Null: it was done. Undefined: it is still waiting. */
function reasonOf(work: Promise<unknown>): Promise<string | null | undefined> {
  const outcome = work.then(() => null, String);
  return Promise.race([outcome, new Promise<undefined>(resolve => setTimeout(resolve, 500, undefined))]);
}
