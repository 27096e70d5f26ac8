import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buildApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import type { Config } from './config.ts';
import { openNode } from './open-node.ts';
import { PROJECT_ROOT, readVersion } from './project-root.ts';
import { repeat } from './services/background.ts';
import type { Background } from './services/background.ts';
import { calibrate } from './services/calibration.ts';
import type { Services } from './services/index.ts';
import { sweep } from './services/sweep.ts';
import { createUpgrade } from './services/upgrade.ts';

/** After this the process ends, whatever is still in hand: what was acknowledged is in the store already. */
const DRAIN_MS = 9_000;

/** Runs the server until it is told to stop. */
export async function serve(environment: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig(environment);
  const node = await openNode(config);
  const { services } = node;
  const app = await buildApp({
    services,
    adminKey: config.adminKey,
    editorDir: join(PROJECT_ROOT, 'dist', 'editor'),
    version: readVersion(),
  });
  await listen(app, config);
  const background = startBackground(services);
  process.stdout.write(`Cairn is ready on ${urlOf(app.server.address(), config.host)}\n`);

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(0), DRAIN_MS).unref();
    try {
      await app.close();
      await Promise.all(background.map(work => work.stop()));
      await node.close();
      process.exit(0);
    } catch (error) {
      services.context.log.error({ err: error }, 'stopping failed');
      process.exit(1);
    }
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
}

function startBackground(services: Services): Background[] {
  const { context, releases, directory, syncTimes, submit } = services;
  const { log } = context;
  let calibratedOn = dayOf(context.clock());
  return [
    // What other processes changed is taken up within a second.
    repeat(1_000, log, async () => {
      await releases.refresh();
      await directory.refresh();
      return false;
    }),
    repeat(2_000, log, async () => (await sweep(context, submit)) > 0),
    repeat(1_000, log, createUpgrade(context, releases, submit)),
    repeat(5_000, log, async () => {
      await context.store.finishOpen(30_000);
      await syncTimes.save();
      return false;
    }),
    repeat(60_000, log, async () => {
      const today = dayOf(context.clock());
      if (today !== calibratedOn) await calibrate(context, releases);
      calibratedOn = today;
      return false;
    }),
  ];
}

function dayOf(ms: number): number {
  return Math.floor(ms / 86_400_000);
}

async function listen(app: Awaited<ReturnType<typeof buildApp>>, { host, port }: Config): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EADDRINUSE')
      throw new ConfigError(`PORT is ${port}, and another process uses it on ${host}.`);
    if (code === 'EACCES') throw new ConfigError(`PORT is ${port}, which this user may not open.`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new ConfigError(`HOST is ${host}, which is no address of this machine.`);
    throw error;
  }
}

function urlOf(address: AddressInfo | string | null, host: string): string {
  const port = typeof address === 'object' && address !== null ? address.port : '';
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
