import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../../server/stores/sqlite/sqlite-store.ts';
import { describeStoreContract } from '../../contracts/store-contract.ts';

describeStoreContract('the embedded store', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-store-'));
  const open = () => openSqliteStore({ file: join(folder, 'deeper', 'cairn.db') });
  const stores = [await open()];
  const [store] = stores;
  if (!store) throw new Error('The store did not open.');
  return {
    store,
    async anotherNode() {
      const node = await open();
      stores.push(node);
      return node;
    },
    async dispose() {
      for (const each of stores) await each.close();
      rmSync(folder, { recursive: true });
    },
  };
});
