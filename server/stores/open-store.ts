import { join } from 'node:path';
import { openSqliteStore } from './sqlite/sqlite-store.ts';
import type { Store } from './store.ts';

export interface StoreConfig {
  readonly mongodbUrl?: string;
  readonly dataDir: string;
}

/** Opens the store that the configuration asks for; without MongoDB it is a file in the data folder. */
export async function openStore({ mongodbUrl, dataDir }: StoreConfig): Promise<Store> {
  if (mongodbUrl) throw new Error('MONGODB_URL is set, but this build has only the embedded store.');
  return openSqliteStore({ file: join(dataDir, 'cairn.db') });
}
