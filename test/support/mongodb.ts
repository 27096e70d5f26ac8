import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';

/** Where the tests find a MongoDB; unset: tests that need one are left out. */
export const MONGODB_URL = process.env['MONGODB_URL'] ?? '';

/** For `describeUnless`: why tests that need a MongoDB cannot run; undefined: they can. */
export const withoutMongodb = MONGODB_URL === '' ? 'MONGODB_URL names no MongoDB to test against' : undefined;

export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  /** The database past the store: to look at what is kept, and to damage it. */
  readonly client: MongoClient;
  drop(): Promise<void>;
}

/** A database of the test's own, empty. */
export function testDatabase(): TestDatabase {
  const name = `cairn_test_${randomBytes(6).toString('hex')}`;
  const client = new MongoClient(MONGODB_URL);
  return {
    url: MONGODB_URL,
    name,
    client,
    async drop() {
      await client.db(name).dropDatabase();
      await client.close();
    },
  };
}
