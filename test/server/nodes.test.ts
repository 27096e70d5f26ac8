import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openCutProxy } from '../support/cut-proxy.ts';
import { describeUnless } from '../support/describe-unless.ts';
import { testDatabase, withoutMongodb } from '../support/mongodb.ts';
import type { TestDatabase } from '../support/mongodb.ts';
import { runCairn, serveCairn } from './support/run-cairn.ts';
import type { Running } from './support/run-cairn.ts';

// On a busy machine a process takes its time to start.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const STARTER = fileURLToPath(new URL('../../server/cli/starter', import.meta.url));
const API = '/api/loyalty/v1';

interface Answer {
  readonly status: number;
  // Answers of many shapes; the tests state what they expect of them.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

async function ask({ url }: Running, path: string, body?: unknown, method = 'POST'): Promise<Answer> {
  const sent = { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(url + path, body === undefined ? {} : sent);
  return { status: response.status, body: await response.json() };
}

/** Asks until the answer is as it should be; what other nodes changed takes a moment to arrive. */
async function eventually(look: () => Promise<boolean>): Promise<void> {
  while (!(await look())) await pause(50);
}

function usage(id: string, msisdn = 'ada') {
  const start_time = new Date(Date.now() - 60_000).toISOString();
  return { source_type: 'cdr', event: { record_id: id, msisdn, start_time, kilobytes: 900_000 } };
}

const send = (node: Running, id: string) => ask(node, `${API}/customer-events/normalize/`, usage(id));

/** What the tests hold of one kind of store; `storeOf` makes an empty one. */
function describeNodes(storeOf: () => Readonly<Record<string, string>>, drop: () => Promise<void>): void {
  let folder: string;
  let environment: Record<string, string>;
  let first: Running;
  let second: Running;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cairn-nodes-'));
    await cp(STARTER, join(folder, 'rules'), { recursive: true });
    const own = { DATA_DIR: join(folder, 'data'), RULES_DIR: join(folder, 'rules'), DRAIN_SECONDS: '1.5' };
    environment = { ...own, ...storeOf() };
    first = await serveCairn(environment);
    second = await serveCairn(environment);
  });
  afterAll(async () => {
    for (const { child } of [first, second]) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
    await drop();
  });

  describe('two nodes on one store', () => {
    it('both count an event once, whichever of them it is sent to, and at once', async () => {
      const answers = await Promise.all([first, second, first, second].map(node => send(node, 'same')));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    });

    it('take up each other’s releases', async () => {
      expect((await ask(second, '/readyz')).body).toMatchObject({ status: 'ok', release: 1 });
      const file = join(folder, 'rules', 'missions.yaml');
      await writeFile(file, (await readFile(file, 'utf8')).replace(/^name: .*$/m, 'name: Another name'));
      expect((await runCairn(['publish'], environment)).code).toBe(0);
      for (const node of [first, second])
        await eventually(async () => (await ask(node, '/readyz')).body.release === 2);
    });

    it('take up each other’s sources', async () => {
      const source = {
        source_type: 'cdr',
        source_name: 'Mediation',
        connection_config: {},
        sync_frequency: 'daily',
      };
      const made = await ask(first, `${API}/data-sources/`, { ...source, event_mapping: {} });
      expect(made.status).toBe(201);
      const named = { ...usage('from-mediation'), source_name: 'Mediation' };
      await eventually(
        async () => (await ask(second, `${API}/customer-events/normalize/`, named)).status === 201,
      );
      const removed = await fetch(`${first.url}${API}/data-sources/${made.body.id}/`, { method: 'DELETE' });
      expect(removed.ok).toBe(true);
      await eventually(
        async () => (await ask(second, `${API}/customer-events/normalize/`, named)).status === 422,
      );
    });

    it('show in either’s live feed what the other decided', async () => {
      const feed = await fetch(`${second.url}${API}/stream/`);
      const reader = (feed.body as ReadableStream<Uint8Array>).getReader();
      let text = '';
      const sent = await ask(first, `${API}/customer-events/normalize/`, usage('seen-elsewhere', 'bob'));
      expect(sent.body.effects).not.toEqual([]);
      while (!text.includes('event: effects')) text += new TextDecoder().decode((await reader.read()).value);
      expect(sent.status).toBe(201);
      expect(text).toContain('"customer_id":"bob"');
      await reader.cancel();
    });
  });

  describe('a node that is told to stop while it is at work', () => {
    it('is not ready and says why, ends a stream where it stands, and what it acknowledged is there', async () => {
      const sending = request(`${first.url}${API}/customer-events/?answers=all`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
      });
      sending.on('error', () => undefined);
      let sent = 0;
      const feeding = setInterval(
        () => sending.write(`${JSON.stringify(usage(`stream-${(sent += 1)}`))}\n`),
        5,
      );
      const [response] = (await once(sending, 'response')) as [IncomingMessage];
      const lines: { line: number; status: string; detail?: string; retry?: boolean }[] = [];
      const read = (async () => {
        for await (const line of createInterface({ input: response })) lines.push(JSON.parse(line));
      })();
      await eventually(async () => lines.length > 20);

      first.child.kill('SIGTERM');
      await eventually(async () => (await ask(first, '/readyz')).status === 503);
      expect((await ask(first, '/readyz')).body).toMatchObject({
        status: 'draining',
        reasons: [expect.stringContaining('stopping')],
        store: true,
      });
      expect((await ask(first, '/healthz')).status).toBe(200);
      expect((await send(first, 'taken-during-grace')).status).toBe(201);
      await read;
      clearInterval(feeding);
      sending.destroy();
      expect((await first.finished).code).toBe(0);

      const last = lines.at(-1);
      expect(last).toMatchObject({
        status: 'failed',
        retry: true,
        detail: expect.stringContaining('stopping'),
      });
      const taken = lines.slice(0, -1);
      expect(new Set(taken.map(({ status }) => status))).toEqual(new Set(['processed']));
      expect(last?.line).toBe(taken.length + 1);
      for (const { line } of [taken[0], taken.at(-1)].flatMap(row => row ?? [])) {
        expect((await send(second, `stream-${line}`)).status).toBe(200);
      }
    });
  });
}

describe('on the embedded store:', () =>
  describeNodes(
    () => ({}),
    async () => undefined,
  ));

describeUnless(withoutMongodb, 'on MongoDB:', () => {
  let database: TestDatabase;
  describeNodes(
    () => {
      database = testDatabase();
      return { MONGODB_URL: database.url, MONGODB_DB: database.name };
    },
    () => database.drop(),
  );
});

describeUnless(withoutMongodb, 'a check of a database that no server has used', () => {
  it('is refused, since a mistyped name would always be found sound', async () => {
    const database = testDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'cairn-unused-'));
    try {
      const { code, err } = await runCairn(['replay', '--verify'], {
        DATA_DIR: folder,
        RULES_DIR: STARTER,
        MONGODB_URL: database.url,
        MONGODB_DB: database.name,
      });
      expect([code, err]).toEqual([1, expect.stringMatching(/^MONGODB_DB: \S+ has no rules/)]);
    } finally {
      await rm(folder, { recursive: true, force: true });
      await database.drop();
    }
  });
});

describeUnless(withoutMongodb, 'a node whose connection to MongoDB is cut', () => {
  it('says so, refuses with the way out, and is there again by itself', async () => {
    const database = testDatabase();
    const proxy = await openCutProxy(database.url);
    const folder = await mkdtemp(join(tmpdir(), 'cairn-cut-'));
    const environment = {
      DATA_DIR: folder,
      RULES_DIR: STARTER,
      MONGODB_DB: database.name,
      LOG_LEVEL: 'fatal',
    };
    const node = await serveCairn({ ...environment, MONGODB_URL: proxy.url });
    try {
      expect((await send(node, 'before')).status).toBe(201);
      proxy.cut();
      await eventually(async () => (await ask(node, '/readyz')).status === 503);
      expect((await ask(node, '/readyz')).body).toMatchObject({
        status: 'unavailable',
        reasons: [expect.stringMatching(/^The (database|store) /)],
        store: false,
        store_kind: 'mongodb',
      });
      expect((await ask(node, '/healthz')).status).toBe(200);
      const refused = await send(node, 'meanwhile');
      expect([refused.status, refused.body.title]).toEqual([503, 'Not available at the moment']);
      proxy.mend();
      await eventually(async () => (await ask(node, '/readyz')).status === 200);
      expect((await send(node, 'before')).status).toBe(200);
      expect((await send(node, 'meanwhile')).status).toBe(201);
    } finally {
      node.child.kill('SIGKILL');
      await node.finished;
      await proxy.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
