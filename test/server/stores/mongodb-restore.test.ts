import { afterEach, beforeEach, expect, test } from 'vitest';
import { canonicalJson } from '../../../engine/canonical.ts';
import { createRandom } from '../../../server/demo/random.ts';
import { openMongoStore } from '../../../server/stores/mongodb/mongo-store.ts';
import type { Store } from '../../../server/stores/store.ts';
import { all, allPages, expectFolded } from '../../contracts/store/shared.ts';
import { countingDecide, foldJournal } from '../../support/counting-decide.ts';
import { describeUnless } from '../../support/describe-unless.ts';
import { START, eventInput } from '../../support/inputs.ts';
import { testDatabase, withoutMongodb, type TestDatabase } from '../../support/mongodb.ts';

type Kept = { readonly _id: string };

const CUSTOMERS = 6;
const SEEDS = [1, 2, 3];

describeUnless(withoutMongodb, 'A back-up of MongoDB that was taken under load', () => {
  let databases: TestDatabase[] = [];
  let stores: Store[] = [];

  beforeEach(() => {
    databases = [];
    stores = [];
  });
  afterEach(async () => {
    for (const store of stores) await store.close();
    for (const database of databases) await database.drop();
  });

  async function open(): Promise<{ readonly store: Store; readonly database: TestDatabase }> {
    const database = testDatabase();
    databases.push(database);
    const store = await openMongoStore({ url: database.url, database: database.name });
    stores.push(store);
    return { store, database };
  }

  const inputOf = (n: number) => {
    const attributes = { send: true };
    return eventInput(`c${n % CUSTOMERS}`, `s:${n}`, { at: START + n, value: n, attributes });
  };

  /** Customers first, then the journal in an order of its own, piece by piece, while others write. */
  async function dumpUnderLoad({ store, database }: Awaited<ReturnType<typeof open>>, seed: number) {
    const random = createRandom(seed, 0xd0);
    const db = database.client.db(database.name);
    let dumped = false;
    let sent = 0;
    const send = async (count: number): Promise<void> => {
      const from = sent;
      sent += count;
      await store.submit(
        Array.from({ length: count }, (_, n) => inputOf(from + n)),
        countingDecide,
      );
    };
    const write = async (): Promise<void> => {
      while (!dumped) await send(random.integer(1, 30));
    };
    const writers = [write(), write(), write()];
    await new Promise(resolve => setTimeout(resolve, 100));
    const customers: readonly Kept[] = await db.collection<Kept>('customers').find({}).toArray();
    // So that everybody has a step in between.
    await send(CUSTOMERS);
    const journal: Kept[] = [];
    for (const digit of ['9', '1', '5', '3', '7', '0', '2', '4', '6', '8']) {
      journal.push(
        ...(await db
          .collection<Kept>('journal')
          .find({ _id: { $regex: `${digit}$` } })
          .toArray()),
      );
    }
    const outbox: readonly Kept[] = await db.collection<Kept>('outbox').find({}).toArray();
    dumped = true;
    await Promise.all(writers);
    return { customers, journal, outbox, sent };
  }

  async function restore(dump: Awaited<ReturnType<typeof dumpUnderLoad>>) {
    const opened = await open();
    const db = opened.database.client.db(opened.database.name);
    for (const name of ['customers', 'journal', 'outbox'] as const) {
      if (dump[name].length > 0) await db.collection<Kept>(name).insertMany(dump[name]);
    }
    return opened;
  }

  test.each(SEEDS)(
    'is made whole: every step that is kept is kept once, the rest can be sent again',
    async seed => {
      const dump = await dumpUnderLoad(await open(), seed);
      const { store } = await restore(dump);
      expect(await store.isRestoredByHalf()).toBe(true);
      await store.finishOpen(0);
      const customers = await store.everybody('', 100);
      let behind = 0;
      for (const customer of customers) {
        await store.mendAfterRestore(customer);
        behind += (await rollForward(store, customer)) ? 1 : 0;
        await expectFolded(store, customer);
      }
      expect(behind).toBeGreaterThan(0);
      expect(await store.isRestoredByHalf()).toBe(false);
      await store.submit(
        Array.from({ length: dump.sent }, (_, n) => inputOf(n)),
        countingDecide,
      );
      const journalled = await Promise.all(
        Array.from({ length: CUSTOMERS }, (_, n) => expectFolded(store, `c${n}`)),
      );
      expect(journalled.flat()).toHaveLength(dump.sent);
      const deliveries = await allPages(cursor =>
        store.deliveries({ limit: 100, ...(cursor ? { cursor } : {}) }),
      );
      const steps = new Set(journalled.flat().map(({ customer, v }) => `${customer}:${v}:all`));
      expect(deliveries.map(({ id }) => id).sort()).toEqual([...steps].sort());
      expect(await store.totals({ of: 'entries' })).toEqual([{ key: 'entries', count: dump.sent }]);
    },
  );

  test('shows by a customer of whom there are entries alone, and not by one who was erased', async () => {
    const { store, database } = await open();
    await store.submit([eventInput('a', 's:1'), eventInput('gone', 's:2')], countingDecide);
    const db = database.client.db(database.name);
    const journal = await db.collection<Kept>('journal').find({}).toArray();
    await store.erase('gone');
    expect(await store.isRestoredByHalf()).toBe(false);
    await db.collection<Kept>('journal').deleteMany({});
    await db.collection<Kept>('journal').insertMany(journal);
    expect(await store.isRestoredByHalf()).toBe(false);
    await db.collection<Kept>('customers').deleteMany({});
    expect(await store.isRestoredByHalf()).toBe(true);
  });

  test('never shows while others write', async () => {
    const { store, database } = await open();
    const other = await openMongoStore({ url: database.url, database: database.name });
    stores.push(other);
    let isDone = false;
    const writing = (async () => {
      for (let n = 0; n < 300; n += 10)
        await store.submit(
          Array.from({ length: 10 }, (_, i) => inputOf(n + i)),
          countingDecide,
        );
      isDone = true;
    })();
    const seen: boolean[] = [];
    while (!isDone) seen.push(await other.isRestoredByHalf());
    await writing;
    expect(new Set(seen)).toEqual(new Set([false]));
  });

  test('brings nobody back who was erased after it', async () => {
    const { store, database } = await open();
    await store.submit([eventInput('gone', 's:1'), eventInput('stays', 's:2')], countingDecide);
    const db = database.client.db(database.name);
    const [customers, journal] = await Promise.all([
      db.collection<Kept>('customers').find({}).toArray(),
      db.collection<Kept>('journal').find({}).toArray(),
    ]);
    await store.erase('gone');
    // The list of the erased is copied last, and the rest put back over what there is.
    await db.collection<Kept>('customers').deleteMany({});
    await db.collection<Kept>('journal').deleteMany({});
    await db.collection<Kept>('customers').insertMany(customers);
    await db.collection<Kept>('journal').insertMany(journal);
    expect(await store.mendAfterRestore('gone')).toEqual({ erased: true, dropped: 0 });
    expect(await store.mendAfterRestore('stays')).toEqual({ erased: false, dropped: 0 });
    expect(await store.everybody('', 5)).toEqual(['stays']);
  });
});

/** As a rebuild from the journal does with real rules; false: there was nothing to take up. */
async function rollForward(store: Store, customer: string): Promise<boolean> {
  const entries = await all(store.history(customer));
  const document = await store.keptDocument(customer);
  const last = entries.at(-1);
  if (!last || last.v === document?.v) return false;
  const summary = JSON.stringify({
    ...{ scores: {}, segments: [], tier: 'basic', points: 0, missions: [], badges: 0 },
    ...{ last_event_at: last.at, metrics: {} },
  });
  const next = {
    ...{ customer, v: last.v, entries: entries.length, at: last.at, release: 1, dueAt: null, digest: null },
    ...{ state: canonicalJson(foldJournal(entries)), summary },
  };
  expect(await store.replaceDocument(document?.rev ?? null, next)).toBe(true);
  return true;
}
