import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { collectDefaultMetrics } from 'prom-client';
import { buildApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import type { Config } from './config.ts';
import { drain } from './drain.ts';
import { startHousekeeping } from './housekeeping.ts';
import { mistypedSettings } from './mistyped-settings.ts';
import { openNode } from './open-node.ts';
import { PROJECT_ROOT, readVersion } from './project-root.ts';
import type { Background } from './services/background.ts';
import { waitUntilMended } from './services/restored.ts';
import { EMBEDDED_FILE } from './stores/open-store.ts';

/** After this the process ends, whatever is still in hand: what was acknowledged is in the store already. */
const DRAIN_MS = 9_000;

/** Runs the server until it is told to stop. */
export async function serve(environment: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig(environment);
  const node = await openNode(config);
  const { services } = node;
  const { context, lifecycle, leases, sweep, metrics } = services;
  for (const sentence of mistypedSettings(environment)) context.log.warn(sentence);
  collectDefaultMetrics({ register: metrics.registry });
  const app = await buildApp({
    services,
    adminKey: config.adminKey,
    editorDir: join(PROJECT_ROOT, 'dist', 'editor'),
    version: readVersion(),
  });
  lifecycle.recover();
  await listen(app, config);
  let background: readonly Background[] = [];

  const stop = async (): Promise<void> => {
    if (lifecycle.phase === 'draining') return;
    setTimeout(() => process.exit(0), DRAIN_MS).unref();
    try {
      await drain(app, lifecycle, config.drainGraceMs);
      await Promise.all(background.map(work => work.stop()));
      await Promise.all([leases.giveBack(), sweep.leave()]);
      await node.close();
      context.log.info('stopped');
      process.exit(0);
    } catch (error) {
      context.log.error({ err: error }, 'stopping failed');
      process.exit(1);
    }
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());

  try {
    if (!(await waitUntilMended(context, lifecycle))) return;
    await context.store.finishOpen(0);
  } catch (error) {
    await app.close();
    await node.close();
    throw error;
  }
  if (lifecycle.phase === 'draining') return;
  lifecycle.run();
  background = startHousekeeping(services, ({ name }, error) =>
    metrics.backgroundRounds.inc({ work: name, outcome: error === null ? 'done' : 'failed' }),
  );
  process.stdout.write(`Cairn is ready on ${urlOf(app.server.address(), config.host)}\n${storeOf(config)}\n`);
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

function storeOf({ mongodbUrl, mongodbDb, dataDir }: Config): string {
  const place = mongodbUrl === null ? join(dataDir, EMBEDDED_FILE) : `MongoDB, database ${mongodbDb}`;
  return `It keeps everything in ${place}`;
}

function urlOf(address: AddressInfo | string | null, host: string): string {
  const port = typeof address === 'object' && address !== null ? address.port : '';
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
