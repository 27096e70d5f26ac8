import { pino } from 'pino';
import { ConfigError } from './config.ts';
import type { Config } from './config.ts';
import { assertStoreIn, inDataDir } from './data-dir.ts';
import { startDeciders } from './deciding/deciders.ts';
import type { Context } from './services/context.ts';
import { openServices } from './services/index.ts';
import type { Services } from './services/index.ts';
import { readLive } from './services/kept-releases.ts';
import { isKeyOf, loadSecretKey, secretBox } from './services/secrets.ts';
import { openStore } from './stores/open-store.ts';
import { problemOf } from './stores/mongodb/unavailable.ts';
import type { Store } from './stores/store.ts';

export interface Node {
  readonly services: Services;
  close(): Promise<void>;
}

export interface NodeOptions {
  readonly publishAtStart?: boolean;
  /** A server has used the store before: of a name that was mistyped, an empty one would be made. */
  readonly existing?: boolean;
}

const OTHER_KEY =
  "SECRET_KEY is not the one that this store's secrets were encrypted with, so they cannot be read here. All nodes on a " +
  'store need the same; where it was not set, it lies in the file secret.key of the DATA_DIR of the first node.';

/**
 * Opens the store and the services of a process, be it the server or a command. Logs go to stderr. What differs in
 * RULES_DIR is published at start on the embedded store, unless the command has nothing to do with rules.
 */
export async function openNode(
  config: Config,
  { publishAtStart = config.mongodbUrl === null, existing = false }: NodeOptions = {},
): Promise<Node> {
  if (existing) await assertStoreIn(config);
  const log = pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: true }));
  const key = await inDataDir(config.dataDir, async () => config.secretKey ?? loadSecretKey(config.dataDir));
  const store = await openStoreOf(config);
  const deciders = startDeciders({ threads: config.decideThreads, log });
  const context: Context = {
    store,
    deciders,
    clock: Date.now,
    log,
    rulesDir: config.rulesDir,
    dataDir: config.dataDir,
    publishAtStart,
  };
  try {
    if (existing && (await readLive(store)) === null) throw new ConfigError(noServerUsed(config));
    if (!(await isKeyOf(store, key))) log.error(OTHER_KEY);
    const services = await openServices(context, secretBox(key));
    return {
      services,
      async close() {
        await services.demo.stop();
        await services.syncTimes.save();
        await services.repeats.save();
        await store.close();
        await deciders.close();
      },
    };
  } catch (error) {
    await store.close();
    await deciders.close();
    throw error;
  }
}

function noServerUsed({ mongodbUrl, mongodbDb, dataDir }: Config): string {
  const place = mongodbUrl === null ? `DATA_DIR: the store in ${dataDir}` : `MONGODB_DB: ${mongodbDb}`;
  return `${place} has no rules, so that no server has used it yet; name the one that the server uses.`;
}

/** A database that cannot be used is told by its setting: nobody is helped by where in this program it was found. */
async function openStoreOf({ dataDir, mongodbUrl, mongodbDb }: Config): Promise<Store> {
  if (mongodbUrl === null) return inDataDir(dataDir, () => openStore({ dataDir }));
  try {
    return await openStore({ dataDir, mongodbUrl, mongodbDb });
  } catch (error) {
    throw new ConfigError(`MONGODB_URL: ${problemOf(error)}`, { cause: error });
  }
}
