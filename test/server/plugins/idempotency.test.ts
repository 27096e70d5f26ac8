import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fastify } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useErrors } from '../../../server/plugins/errors.ts';
import { useIdempotency } from '../../../server/plugins/idempotency.ts';
import { useJsonBodies } from '../../../server/plugins/json-body.ts';
import { dropOutdated } from '../../../server/services/retention.ts';
import { openSqliteStore } from '../../../server/stores/sqlite/sqlite-store.ts';
import type { Store } from '../../../server/stores/store.ts';
import type { App } from '../../../server/type-provider.ts';
import { call, CDR_SOURCE, takeIn } from '../support/fixtures.ts';
import { NOW, openTestApp } from '../support/test-app.ts';

/** What the nodes of a test share, and what they did. */
interface Work {
  now: number;
  done: number;
  /** What the work waits for. */
  gate: Promise<void>;
  begun: () => void;
  fails: boolean;
}

interface Node {
  readonly store: Store;
  send(
    body: object,
    key?: string,
  ): Promise<{ status: number; replayed: boolean; body: unknown; retry: unknown }>;
  close(): Promise<void>;
}

/** A node whose one route counts how often it did its work. */
async function openNode(file: string, work: Work): Promise<Node> {
  const store = await openSqliteStore({ file });
  const app = fastify() as unknown as App;
  useErrors(app);
  useJsonBodies(app);
  app.decorateRequest('caller');
  app.addHook('onRequest', async request => {
    request.caller = { name: 'me', roles: [] };
  });
  useIdempotency(app, { store, clock: () => work.now, elapsed: () => work.now });
  app.post('/work/', async (_request, reply) => {
    work.begun();
    await work.gate;
    if (work.fails) throw new Error('no room');
    work.done += 1;
    return reply.code(201).send({ done: work.done });
  });
  await app.ready();
  return {
    store,
    async send(body, key = 'key') {
      const headers = { 'idempotency-key': key, 'content-type': 'application/json' };
      const url = '/work/';
      const answer = await app.inject({ method: 'POST', url, headers, payload: JSON.stringify(body) });
      return {
        status: answer.statusCode,
        replayed: answer.headers['idempotency-replayed'] === 'true',
        body: JSON.parse(answer.body) as unknown,
        retry: answer.headers['retry-after'],
      };
    },
    async close() {
      await app.close();
      await store.close();
    },
  };
}

describe('an Idempotency-Key on several nodes', () => {
  let folder: string;
  let nodes: Node[];
  let work: Work;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cairn-idempotency-'));
    work = { now: NOW, done: 0, gate: Promise.resolve(), begun: () => undefined, fails: false };
    nodes = [];
    for (let n = 0; n < 2; n += 1) nodes.push(await openNode(join(folder, 'store.db'), work));
  });
  afterEach(async () => {
    for (const node of nodes) await node.close();
    await rm(folder, { recursive: true });
  });
  const node = (n: number): Node => {
    const found = nodes[n];
    if (!found) throw new Error(`There is no node ${n}.`);
    return found;
  };

  /** The work of the next request begins and goes no further until it is opened. */
  function holdWork(): { readonly begun: Promise<void>; readonly open: () => void } {
    let open: () => void = () => undefined;
    work.gate = new Promise(resolve => (open = resolve));
    return { begun: new Promise(resolve => (work.begun = resolve)), open };
  }

  it('sent to all of them at once has its work done by one, and its answer given by all', async () => {
    work.gate = new Promise(resolve => setTimeout(resolve, 50));
    const answers = await Promise.all([0, 1, 0, 1].map(n => node(n).send({ a: 1 })));
    expect(work.done).toBe(1);
    expect(answers.map(({ status, body }) => [status, body])).toEqual(Array(4).fill([201, { done: 1 }]));
    expect(answers.filter(({ replayed }) => replayed)).toHaveLength(3);
  });

  it('with another body is refused, at work or done', async () => {
    const { begun, open } = holdWork();
    const first = node(0).send({ a: 1 });
    await begun;
    expect(await node(1).send({ a: 2 })).toMatchObject({ status: 422 });
    open();
    await first;
    expect(await node(1).send({ a: 2 })).toMatchObject({ status: 422 });
  });

  it.each(['', '  '])('that is blank is refused: %j', async key => {
    expect(await node(0).send({ a: 1 }, key)).toMatchObject({
      status: 400,
      body: { detail: 'An Idempotency-Key must not be blank.' },
    });
    expect(work.done).toBe(0);
  });

  it('that another node is at for too long is to be sent again', async () => {
    const { begun, open } = holdWork();
    const first = node(0).send({ a: 1 });
    await begun;
    expect(await node(1).send({ a: 1 })).toMatchObject({
      status: 409,
      retry: '1',
      body: { type: expect.stringContaining('idempotency-key-in-use') },
    });
    open();
    await first;
    expect(await node(1).send({ a: 1 })).toMatchObject({ status: 201, replayed: true });
    expect(work.done).toBe(1);
  });

  it('of a node that died is taken over after a while', async () => {
    const { begun, open } = holdWork();
    const dead = node(0).send({ a: 1 });
    await begun;
    work.gate = Promise.resolve();
    // Its clock is far ahead, or has been set: only what another node saw of it counts.
    const waiting = node(1).send({ a: 1 });
    await new Promise(resolve => setTimeout(resolve, 100));
    work.now += 16_000;
    expect(await waiting).toMatchObject({ status: 201, replayed: false });
    open();
    await dead;
    // It was not dead: it did the work a second time, which the stores' own rules have to bear, but told nobody after.
    expect(await node(0).send({ a: 1 })).toMatchObject({ replayed: true, body: { done: 1 } });
  });

  it('whose work failed is free again', async () => {
    work.fails = true;
    expect((await node(0).send({ a: 1 })).status).toBe(500);
    work.fails = false;
    expect(await node(1).send({ a: 1 })).toMatchObject({ status: 201, replayed: false });
  });

  it('is forgotten after a week', async () => {
    const day = 86_400_000;
    await node(0).send({ a: 1 });
    await dropOutdated(node(0).store, NOW + 6 * day);
    expect((await node(1).send({ a: 1 })).replayed).toBe(true);
    await dropOutdated(node(0).store, NOW + 8 * day);
    expect(await node(1).send({ a: 2 })).toMatchObject({ status: 201, replayed: false });
  });
});

describe('an Idempotency-Key', () => {
  it('of a command whose answer was lost finds what was done', async () => {
    const server = await openTestApp();
    try {
      await server.post('data-sources/', CDR_SOURCE);
      await takeIn(server, call('lost', '2026-01-22T10:00:00Z'));
      // The process dies between the effect and the answer.
      const { answerRequest } = server.store;
      Object.assign(server.store, { answerRequest: () => Promise.resolve(false) });
      const send = () => {
        const body = { customer_id: 'lost', badge_id: 1 };
        return server.post('badges/check-and-award/', body, { headers: { 'idempotency-key': 'lost' } });
      };
      const first = await send();
      const { entries } = (await server.get('customers/lost/')).body;
      Object.assign(server.store, { answerRequest });
      server.now = NOW + 20_000;
      const again = await send();
      expect([again.status, again.body.awarded]).toEqual([first.status, first.body.awarded]);
      expect(again.headers['idempotency-replayed']).toBeUndefined();
      expect((await server.get('customers/lost/')).body.entries).toBe(entries);
    } finally {
      await server.close();
    }
  });

  it('of a new source whose answer was lost finds the source', async () => {
    const server = await openTestApp();
    try {
      const { answerRequest } = server.store;
      Object.assign(server.store, { answerRequest: () => Promise.resolve(false) });
      const send = () => server.post('data-sources/', CDR_SOURCE, { headers: { 'idempotency-key': 'new' } });
      const first = await send();
      Object.assign(server.store, { answerRequest });
      server.now = NOW + 20_000;
      const again = await send();
      expect([again.status, again.body]).toEqual([201, first.body]);
      expect((await server.get('data-sources/')).body.results).toHaveLength(1);
    } finally {
      await server.close();
    }
  });
});
