import { mkdir } from 'node:fs/promises';
import { pino } from 'pino';
import type { Config } from './config.ts';
import type { Context } from './services/context.ts';
import { openServices } from './services/index.ts';
import type { Services } from './services/index.ts';
import { loadSecretKey, secretBox } from './services/secrets.ts';
import { openStore } from './stores/open-store.ts';

export interface Node {
  readonly services: Services;
  close(): Promise<void>;
}

/** Opens the store and the services of a process, be it the server or a command. Logs go to stderr. */
export async function openNode(config: Config): Promise<Node> {
  await mkdir(config.dataDir, { recursive: true });
  const log = pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: true }));
  const key = config.secretKey ?? (await loadSecretKey(config.dataDir));
  const { mongodbUrl } = config;
  const store = await openStore({ dataDir: config.dataDir, ...(mongodbUrl === null ? {} : { mongodbUrl }) });
  const context: Context = {
    store,
    clock: Date.now,
    log,
    rulesDir: config.rulesDir,
    dataDir: config.dataDir,
    publishAtStart: mongodbUrl === null,
  };
  try {
    const services = await openServices(context, secretBox(key));
    return {
      services,
      async close() {
        await services.demo.stop();
        await services.syncTimes.save();
        await store.close();
      },
    };
        await services.repeats.save();
  } catch (error) {
    await store.close();
    throw error;
  }
}
