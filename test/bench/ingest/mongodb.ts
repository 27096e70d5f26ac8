import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';
import type { Db } from 'mongodb';
import type { Input } from '../../../engine/index.ts';
import { openMongoStore } from '../../../server/stores/mongodb/mongo-store.ts';
import type { BenchStore, RawLoop } from './bench-store.ts';

const ROWS_A_CALL = 5_000;
const FILL_CUSTOMERS = 50_000;

/** A MongoDB, and the same server's bare writes; all in databases of their own, which are dropped. */
export function mongodbStore(url: string): BenchStore {
  const prefix = `cairn_bench_${randomBytes(4).toString('hex')}`;
  // A server that keeps millions of events in memory stands still now and then, to collect garbage.
  const client = new MongoClient(url, {
    writeConcern: { w: 'majority' },
    retryWrites: false,
    connectTimeoutMS: 120_000,
    serverSelectionTimeoutMS: 120_000,
  });
  const names = new Set<string>();
  let rawIsFilled: Promise<void> | undefined;

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
      rawIsFilled ??= fillRaw(database, loop.stored, JSON.stringify(inputs[0]?.body));
      await rawIsFilled;
      return rawRate(database, inputs, loop);
    },
    async dropRaw() {
      rawIsFilled = undefined;
      await client.db(databaseOf('raw')).dropDatabase();
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

/** The collections of the bare writes, with `count` events of other customers. */
async function fillRaw(database: Db, count: number, body: string): Promise<void> {
  const { events } = rawCollections(database);
  await events.createIndex({ customer: 1 });
  for (let from = 0; from < count; from += ROWS_A_CALL) {
    const length = Math.min(ROWS_A_CALL, count - from);
    const rows = Array.from({ length }, (_, row) => ({ ...fillerOf(from + row), body }));
    await events.insertMany(rows, { ordered: false });
  }
}

/**
 * Events a second: insert a batch's events, get their customers, put states of the same size back. Takes what it wrote
 * out again.
 */
async function rawRate(
  database: Db,
  inputs: readonly Input[],
  { stateBytes, batch }: RawLoop,
): Promise<number> {
  const { events, customers } = rawCollections(database);
  const state = 'x'.repeat(stateBytes);
  const start = performance.now();
  for (const part of parts(inputs, batch)) {
    const rows = part.map(({ id, customer, body }) => ({ _id: id, customer, body: JSON.stringify(body) }));
    await events.insertMany(rows, { ordered: false });
    const ids = [...new Set(part.map(({ customer }) => customer))];
    await customers.find({ _id: { $in: ids } }).toArray();
    const puts = ids.map(_id => ({ replaceOne: { filter: { _id }, replacement: { state }, upsert: true } }));
    await customers.bulkWrite(puts, { ordered: false });
  }
  const seconds = (performance.now() - start) / 1000;
  for (const part of parts(inputs, ROWS_A_CALL)) {
    await events.deleteMany({ _id: { $in: part.map(({ id }) => id) } });
  }
  await customers.deleteMany({});
  return inputs.length / seconds;
}

function rawCollections(database: Db) {
  return {
    events: database.collection<RawEvent>('events'),
    customers: database.collection<RawCustomer>('customers'),
  };
}

function parts<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(all.length / size);
  return Array.from({ length: count }, (_, part) => all.slice(part * size, (part + 1) * size));
}
