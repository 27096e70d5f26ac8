import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMongoStore } from '../../../server/stores/mongodb/mongo-store.ts';
import type { Store } from '../../../server/stores/store.ts';
import { all, kindsOf } from '../../contracts/store/shared.ts';
import { countingDecide } from '../../support/counting-decide.ts';
import { describeUnless } from '../../support/describe-unless.ts';
import { eventInput } from '../../support/inputs.ts';
import { testDatabase, withoutMongodb, type TestDatabase } from '../../support/mongodb.ts';

const HOUR = 3_600_000;

type Kept = { readonly _id: string };

describeUnless(withoutMongodb, 'A MongoDB store', () => {
  let database: TestDatabase;
  let stores: Store[] = [];
  beforeEach(() => {
    database = testDatabase();
  });
  afterEach(async () => {
    for (const store of stores) await store.close();
    stores = [];
    await database.drop();
  });

  const db = () => database.client.db(database.name);

  async function open(): Promise<Store> {
    const store = await openMongoStore({ url: database.url, database: database.name });
    stores.push(store);
    return store;
  }

  test('is made by many nodes that start on an empty database at once', async () => {
    const nodes = await Promise.all(Array.from({ length: 8 }, open));
    const outcomes = await Promise.all(
      nodes.map(node => node.submit([eventInput('c', 's:1')], countingDecide)),
    );
    expect(kindsOf(outcomes.flat()).filter(kind => kind === 'fresh')).toHaveLength(1);
    expect(await db().collection('meta').find({}).toArray()).toEqual([{ _id: 'schema', version: 1 }]);
    const indexes = await db().collection('journal').indexes();
    expect(indexes.map(({ key }) => Object.keys(key).join())).toContain('customer,v,i');
  });

  test('that a newer Cairn has written is not opened', async () => {
    await (await open()).change('key', 0, 'kept');
    await db()
      .collection<Kept>('meta')
      .updateOne({ _id: 'schema' }, { $set: { version: 99 } });
    await expect(open()).rejects.toThrow('schema version 99, written by a newer Cairn; this one knows 1');
  });

  test('keeps settings as large as programs are, and refuses what no document holds', async () => {
    const store = await open();
    const program = {
      rules: Array.from({ length: 60_000 }, (_, n) => ({ id: `rule_${n}`, text: 'ü'.repeat(200) })),
    };
    expect(await store.change('program', 0, program)).toBe(true);
    expect((await store.setting('program'))?.value).toEqual(program);
    const [raw] = await db().collection<Kept>('settings').find({ _id: 'program' }).toArray();
    expect(JSON.stringify(raw).length).toBeLessThan(1_000_000);
    const noise = randomBytes(16_000_000).toString('base64');
    await expect(store.change('noise', 0, noise)).rejects.toThrow('a document of MongoDB holds 16 MB');
  });

  test('erases once more, for whoever was slow, and only when the time has come', async () => {
    const store = await open();
    await store.submit([eventInput('gone', 's:1'), eventInput('stays', 's:2')], countingDecide);
    const journal = db().collection<Kept>('journal');
    const written = await journal.find({}).toArray();
    await store.erase('gone');
    await journal.insertMany(written.filter(({ _id }) => _id === 's:1'));
    await store.finishOpen(0);
    expect(await all(store.history('gone'))).toHaveLength(1);

    await db()
      .collection('erasures')
      .updateMany({}, { $inc: { again_at: -HOUR } });
    await store.finishOpen(0);
    expect(await all(store.history('gone'))).toEqual([]);
    expect(await all(store.history('stays'))).toHaveLength(1);
    expect(await db().collection('erasures').countDocuments({})).toBe(0);
    expect(kindsOf(await store.submit([eventInput('gone', 's:3')], countingDecide))).toEqual(['erased']);
  });

  test('finishes what a node has left open, of any number of customers', async () => {
    const store = await open();
    const ids = Array.from({ length: 1_100 }, (_, n) => `c${n}`);
    await store.submit(
      ids.map(id => eventInput(id, `s:${id}`)),
      countingDecide,
    );
    await leaveOpen();
    expect(await store.finishOpen(HOUR)).toBe(0);
    expect(await store.finishOpen(0)).toBe(ids.length);
    expect(await db().collection('journal').countDocuments({})).toBe(ids.length);
    expect(
      await db()
        .collection('customers')
        .countDocuments({ step: { $exists: true } }),
    ).toBe(0);
  });

  /** As if the node had died after its steps were committed. */
  async function leaveOpen(): Promise<void> {
    const entries = await db().collection('journal').find({}).toArray();
    const open_at = Date.now() - 1;
    await db()
      .collection('customers')
      .bulkWrite(
        entries.map(({ customer, v: _v, i: _i, of: _of, rev: _rev, ...entry }) => ({
          updateOne: { filter: { _id: customer }, update: { $set: { step: [entry], open_at } } },
        })),
      );
    await db().collection('journal').deleteMany({});
  }
});
