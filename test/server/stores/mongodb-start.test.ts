import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openMongoStore } from '../../../server/stores/mongodb/mongo-store.ts';
import { openCutProxy } from '../../support/cut-proxy.ts';
import { describeUnless } from '../../support/describe-unless.ts';
import { testDatabase, withoutMongodb } from '../../support/mongodb.ts';

describeUnless(withoutMongodb, 'A node that starts before its MongoDB', () => {
  it('goes on as soon as that is there', async () => {
    const database = testDatabase();
    const proxy = await openCutProxy(database.url);
    try {
      proxy.cut();
      const url = `${proxy.url.replace(/\/?$/, '/')}?serverSelectionTimeoutMS=300`;
      const opening = openMongoStore({ url, database: database.name, patienceMs: 9_000 });
      opening.catch(() => undefined);
      // Longer than the driver waits for a server: its first connection has failed by then.
      await pause(700);
      proxy.mend();
      const store = await opening;
      expect(await store.customer('nobody')).toBeNull();
      await store.close();
    } finally {
      await proxy.close();
      await database.drop();
    }
  });
});
