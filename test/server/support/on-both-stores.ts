import { afterAll, beforeAll, describe } from 'vitest';
import { describeUnless } from '../../support/describe-unless.ts';
import { testDatabase, withoutMongodb } from '../../support/mongodb.ts';
import { openTestApp } from './test-app.ts';
import type { TestApp } from './test-app.ts';

/** Describes the same tests with a server on each kind of store; `server` is to be asked for inside of tests. */
export function describeOnBothStores(title: string, tests: (server: () => TestApp) => void): void {
  let server: TestApp;
  describe(`${title}, embedded`, () => {
    beforeAll(async () => {
      server = await openTestApp();
    });
    afterAll(() => server.close());
    tests(() => server);
  });
  describeUnless(withoutMongodb, `${title}, on MongoDB`, () => {
    let drop: () => Promise<void>;
    beforeAll(async () => {
      const database = testDatabase();
      drop = database.drop;
      server = await openTestApp({ mongodb: { mongodbUrl: database.url, mongodbDb: database.name } });
    });
    afterAll(async () => {
      await server.close();
      await drop();
    });
    tests(() => server);
  });
}
