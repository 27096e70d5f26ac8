import { afterEach, beforeEach, expect, test } from 'vitest';
import { foundDocumentOf, type LookUp } from '../../../server/stores/mongodb/look-up.ts';
import { openStepOf } from '../../../server/stores/mongodb/documents.ts';
import { openMongoStore, type MongoStoreOptions } from '../../../server/stores/mongodb/mongo-store.ts';
import type { Store } from '../../../server/stores/store.ts';
import { raceNodes } from '../../contracts/store/race-nodes.ts';
import { describeUnless } from '../../support/describe-unless.ts';
import { testDatabase, withoutMongodb, type TestDatabase } from '../../support/mongodb.ts';

/** The ids before the documents: what is journalled in between is folded again. */
const idsFirst: LookUp = async (parts, groups) => {
  const journalled = await parts.findEntries(
    groups.flatMap(({ members }) => members.map(({ input }) => input.id)),
  );
  const found = await parts.readCustomers(groups.map(({ customer }) => customer));
  await parts.finishSteps(found.map(openStepOf).filter(step => step !== null));
  const documents = new Map(found.map(document => [document._id, foundDocumentOf(document)]));
  return { documents, journalled, erased: new Set() };
};

const MUTANTS: readonly { readonly what: string; readonly parts: NonNullable<MongoStoreOptions['parts']> }[] =
  [
    { what: 'looks ids up before it reads the customers', parts: { lookUp: idsFirst } },
    { what: 'has no chance in its tokens', parts: { revOf: v => String(v) } },
  ];

const RACES = 8;

describeUnless(withoutMongodb, 'The races of the contract', () => {
  let database: TestDatabase;
  let stores: Store[] = [];
  beforeEach(() => {
    database = testDatabase();
  });
  afterEach(async () => {
    await Promise.all(stores.map(store => store.close()));
    stores = [];
    await database.drop();
  });

  /** How many of the races something is wrong after. */
  async function failuresWith(parts: NonNullable<MongoStoreOptions['parts']>): Promise<number> {
    const { url, name } = database;
    stores = await Promise.all([0, 1, 2].map(() => openMongoStore({ url, database: name, parts })));
    let failures = 0;
    for (let seed = 1; seed <= RACES; seed += 1) {
      const race = raceNodes(stores, { seed, customers: 2, inputs: 40 });
      await race.catch(() => (failures += 1));
    }
    return failures;
  }

  test('are passed by the store as it is', async () => {
    expect(await failuresWith({})).toBe(0);
  });

  test.each(MUTANTS)('are failed by one that $what', async ({ parts }) => {
    expect(await failuresWith(parts)).toBeGreaterThan(0);
  });
});
