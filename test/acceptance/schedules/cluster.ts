import { renameSync, writeFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { openStore } from '../../../server/stores/open-store.ts';
import type { Store } from '../../../server/stores/store.ts';
import { serveCairn } from '../../server/support/run-cairn.ts';
import type { Running } from '../../server/support/run-cairn.ts';

export interface ClusterOptions {
  readonly nodes: number;
  readonly rulesFolder: string;
  /** Null: the nodes share the file of the embedded store. */
  readonly mongodb: { readonly url: string; readonly database: string } | null;
}

/** Several processes of `cairn serve` on one store. */
export interface Cluster {
  readonly size: number;
  /** The nodes' clock, as far as all of them have seen it. */
  now(): number;
  /** Puts the nodes' clock forward; they see it within some ms, each at its own moment. */
  advance(ms: number): void;
  /** Where a node answers; null while it is down. Throws where one did not come back. */
  urlOf(node: number): string | null;
  /** Ends a node at once, as kill -9 does, and starts it again; false: it was down already. */
  kill(node: number): boolean;
  /** Asks all nodes to end; gives how they ended, and what they had logged as errors. */
  stop(): Promise<readonly { readonly code: number | null; readonly err: string }[]>;
  openStore(): Promise<Store>;
  /** Ends what is left and removes the files. */
  close(): Promise<void>;
}

const CLOCK = fileURLToPath(new URL('../../support/children/set-clock.js', import.meta.url));
const SEEN_AFTER_MS = 50;
/** A Monday noon in the rules' zone, so that no two runs begin at another time of the week. */
const BEGIN = Date.parse('2026-03-02T09:00:00Z');

export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-schedules-'));
  const [dataDir, rulesDir] = [join(folder, 'data'), join(folder, 'rules')];
  await mkdir(dataDir);
  await cp(options.rulesFolder, rulesDir, { recursive: true });
  const { mongodb } = options;
  const clockFile = join(folder, 'clock');
  let ahead = BEGIN - Date.now();
  const setClock = (): void => {
    writeFileSync(`${clockFile}.new`, String(ahead));
    renameSync(`${clockFile}.new`, clockFile);
  };
  setClock();
  /** What all nodes have seen: an event of a time that they have not reached would be one of the future. */
  let seen = ahead;
  const environment = {
    DATA_DIR: dataDir,
    RULES_DIR: rulesDir,
    SECRET_KEY: '07'.repeat(32),
    NODE_OPTIONS: `--import ${CLOCK}`,
    CLOCK_FILE: clockFile,
    ...(mongodb ? { MONGODB_URL: mongodb.url, MONGODB_DB: mongodb.database } : {}),
  };
  const start = (): Promise<Running> => serveCairn(environment, 'built');
  const nodes: (Running | null)[] = await Promise.all(Array.from({ length: options.nodes }, start));
  const restarts: Promise<void>[] = [];
  /** Why nodes did not come back. */
  const failures: unknown[] = [];

  async function restart(node: number, { child, finished }: Running): Promise<void> {
    nodes[node] = null;
    child.kill('SIGKILL');
    await finished;
    nodes[node] = await inTime(start(), `node ${node} did not come back`);
  }

  return {
    size: nodes.length,
    now: () => Date.now() + seen,
    advance(ms) {
      ahead += ms;
      setClock();
      const reached = ahead;
      setTimeout(() => (seen = Math.max(seen, reached)), SEEN_AFTER_MS);
    },
    urlOf(node) {
      if (failures.length > 0) throw failures[0];
      return nodes[node]?.url ?? null;
    },
    kill(node) {
      const running = nodes[node];
      if (!running) return false;
      restarts.push(restart(node, running).catch((error: unknown) => void failures.push(error)));
      return true;
    },
    async stop() {
      await Promise.all(restarts);
      const ends = nodes.map(async node => {
        node?.child.kill('SIGTERM');
        const end = await node?.finished;
        return { code: end?.code ?? null, err: end?.err ?? '' };
      });
      return Promise.all(ends);
    },
    openStore: () =>
      openStore({ dataDir, ...(mongodb ? { mongodbUrl: mongodb.url, mongodbDb: mongodb.database } : {}) }),
    async close() {
      await Promise.all(restarts);
      for (const node of nodes) node?.child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
      if (mongodb) await dropDatabase(mongodb);
    },
  };
}

async function dropDatabase({ url, database }: NonNullable<ClusterOptions['mongodb']>): Promise<void> {
  const client = new MongoClient(url);
  await client.db(database).dropDatabase();
  await client.close();
}

/** What takes longer than this never comes. */
const START_MS = 150_000;

async function inTime<T>(work: Promise<T>, problem: string): Promise<T> {
  const ended = new AbortController();
  const late = pause(START_MS, undefined, { signal: ended.signal }).then(() => {
    throw new Error(`${problem} within ${START_MS / 1_000} s`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    ended.abort();
    late.catch(() => undefined);
  }
}
