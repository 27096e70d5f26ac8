import { join } from 'node:path';
import { openMongoStore } from './mongodb/mongo-store.ts';
import { openSqliteStore } from './sqlite/sqlite-store.ts';
import type { Store } from './store.ts';

export interface StoreConfig {
  readonly mongodbUrl?: string;
  readonly mongodbDb?: string;
  readonly dataDir: string;
  /** How long calls wait for a store that others keep, or that does not answer. */
  readonly patienceMs?: number;
}

/** The embedded store's file in the data folder. */
export const EMBEDDED_FILE = 'cairn.db';

const DEFAULT_DATABASE = 'cairn';

/** Opens the store that the configuration asks for; without MongoDB it is a file in the data folder. */
export async function openStore({ mongodbUrl, mongodbDb, dataDir, ...rest }: StoreConfig): Promise<Store> {
  if (!mongodbUrl) return openSqliteStore({ file: join(dataDir, EMBEDDED_FILE), ...rest });
  return openMongoStore({ url: mongodbUrl, database: mongodbDb ?? DEFAULT_DATABASE, ...rest });
}
