import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';
import type { Input } from '../../../engine/index.ts';
import { openMongoStore } from '../../../server/stores/mongodb/mongo-store.ts';
import type { BenchStore, RawLoop } from './bench-store.ts';

const ROWS_A_CALL = 5_000;
const FILL_CUSTOMERS = 50_000;

/** A MongoDB, and the same server's bare writes; all in databases of their own, which are dropped. */
export function mongodbStore(url: string): BenchStore {
  const prefix = `cairn_bench_${randomBytes(4).toString('hex')}`;
  const client = new MongoClient(url, { writeConcern: { w: 'majority' }, retryWrites: false });
  const names = new Set<string>();

  function databaseOf(name: string): string {
    const database = `${prefix}_${name}`;
    names.add(database);
    return database;
  }

  return {
    name: 'MongoDB',
    open: name => openMongoStore({ url, database: databaseOf(name) }),
    address: name => ({ name: databaseOf(name), mongodbUrl: url }),
    async fill(name, count, { body, bodyHash, at }) {
      await (await openMongoStore({ url, database: databaseOf(name) })).close();
      const journal = client.db(databaseOf(name)).collection<{ _id: string }>('journal');
      const entry = {
        i: 0,
        of: 1,
        rev: 'filler',
        kind: 'event',
        release: 1,
        program: bodyHash,
        body_hash: bodyHash,
      };
      const texts = { input: JSON.stringify(body), effects: '[]', answer: 'null', digest: '' };
      for (let from = 0; from < count; from += ROWS_A_CALL) {
        const rows = Array.from({ length: Math.min(ROWS_A_CALL, count - from) }, (_, row) => ({
          ...fillerOf(from + row),
          v: Math.floor((from + row) / FILL_CUSTOMERS) + 1,
          at: at - 5_000_000_000 + from + row,
          ...entry,
          ...texts,
        }));
        await journal.insertMany(rows, { ordered: false });
      }
    },
    async raw(inputs, loop) {
      const database = client.db(databaseOf('raw'));
      const rate = await rawRate(database, inputs, loop);
      await database.dropDatabase();
      return rate;
    },
    async bytes(name) {
      const { dataSize } = (await client.db(databaseOf(name)).command({ dbStats: 1 })) as {
        dataSize?: number;
      };
      return dataSize ?? 0;
    },
    async drop() {
      for (const name of names) await client.db(name).dropDatabase();
      await client.close();
    },
  };
}

function fillerOf(n: number) {
  return { _id: `filler:${randomBytes(10).toString('hex')}`, customer: `filler-${n % FILL_CUSTOMERS}` };
}

interface RawEvent {
  readonly _id: string;
  readonly customer: string;
  readonly body: string;
}

interface RawCustomer {
  readonly _id: string;
  readonly state: string;
}

/** Events a second: insert a batch's events, get their customers, put states of the same size back. */
async function rawRate(
  database: ReturnType<MongoClient['db']>,
  inputs: readonly Input[],
  { stateBytes, batch, stored }: RawLoop,
): Promise<number> {
  const events = database.collection<RawEvent>('events');
  const customers = database.collection<RawCustomer>('customers');
  await events.createIndex({ customer: 1 });
  const text = JSON.stringify(inputs[0]?.body);
  for (let from = 0; from < stored; from += ROWS_A_CALL) {
    const count = Math.min(ROWS_A_CALL, stored - from);
    const rows = Array.from({ length: count }, (_, row) => ({ ...fillerOf(from + row), body: text }));
    await events.insertMany(rows, { ordered: false });
  }
  const state = 'x'.repeat(stateBytes);
  const start = performance.now();
  for (let index = 0; index < inputs.length; index += batch) {
    const part = inputs.slice(index, index + batch);
    const rows = part.map(({ id, customer, body }) => ({ _id: id, customer, body: JSON.stringify(body) }));
    await events.insertMany(rows, { ordered: false });
    const ids = [...new Set(part.map(({ customer }) => customer))];
    await customers.find({ _id: { $in: ids } }).toArray();
    const puts = ids.map(_id => ({ replaceOne: { filter: { _id }, replacement: { state }, upsert: true } }));
    await customers.bulkWrite(puts, { ordered: false });
  }
  return (inputs.length / (performance.now() - start)) * 1000;
}
