import { openMongoStore } from '../../../server/stores/mongodb/mongo-store.ts';
import { describeStoreContract } from '../../contracts/store-contract.ts';
import { describeUnless } from '../../support/describe-unless.ts';
import { testDatabase, withoutMongodb } from '../../support/mongodb.ts';

describeUnless(withoutMongodb, 'MongoDB', () => {
  describeStoreContract('MongoDB', async () => {
    const { url, name, drop } = testDatabase();
    const open = () => openMongoStore({ url, database: name });
    const store = await open();
    const stores = [store];
    return {
      store,
      async anotherNode() {
        const node = await open();
        stores.push(node);
        return node;
      },
      async dispose() {
        for (const each of stores) await each.close();
        await drop();
      },
    };
  });
});
