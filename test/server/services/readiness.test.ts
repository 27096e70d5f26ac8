import { once } from 'node:events';
import { connect } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_PREFIX } from '../../../server/app.ts';
import { createLifecycle } from '../../../server/services/lifecycle.ts';
import { createReadiness } from '../../../server/services/readiness.ts';
import type { StoreState } from '../../../server/stores/store.ts';
import { openTestApp } from '../support/test-app.ts';
import type { TestApp } from '../support/test-app.ts';

const GOOD: StoreState = { kind: 'mongodb', reachable: true, problem: null, clockAheadMs: 0 };

let server: TestApp;
beforeAll(async () => {
  server = await openTestApp();
});
afterAll(() => server.close());

/** How ready a process is whose store is like this, and what it logged. */
function open(state: () => Promise<StoreState>) {
  const { context, releases } = server.services;
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: line => lines.push(line) });
  const lifecycle = createLifecycle();
  let now = 1_000;
  const store = { ...context.store, state };
  const check = createReadiness({ store, clock: () => (now += 1_000), log }, releases, lifecycle);
  return { check, lifecycle, lines };
}

describe('a process is ready', () => {
  it('while its store answers and its clock is right', async () => {
    const { check } = open(() => Promise.resolve({ ...GOOD, clockAheadMs: -1_900 }));
    expect(await check()).toMatchObject({ status: 'ok', reasons: [], release: 1 });
  });

  it.each([
    ['its store is not reached', { reachable: false, problem: 'Gone.' }, 'unavailable', /^Gone\.$/],
    [
      'its clock is behind',
      { clockAheadMs: 2_500 },
      'unavailable',
      /clock is 2\.5 s behind the database's.*NTP/,
    ],
    [
      'its clock is ahead',
      { clockAheadMs: -90_000 },
      'unavailable',
      /clock is 90\.0 s ahead of the database's/,
    ],
  ] as const)('not while %s', async (_title, state, status, reason) => {
    const { check } = open(() => Promise.resolve({ ...GOOD, ...state }));
    expect(await check()).toMatchObject({ status, reasons: [expect.stringMatching(reason)] });
  });

  it('not while it recovers or stops', async () => {
    const { check, lifecycle } = open(() => Promise.resolve(GOOD));
    lifecycle.recover();
    expect(await check()).toMatchObject({
      status: 'recovering',
      reasons: [expect.stringContaining('recovered')],
    });
    lifecycle.run();
    expect((await check()).status).toBe('ok');
    lifecycle.drain();
    expect(await check()).toMatchObject({
      status: 'draining',
      reasons: [expect.stringContaining('stopping')],
    });
  });

  it('not while its store keeps silent, which is answered soon all the same', async () => {
    const { check } = open(() => new Promise(() => undefined));
    expect(await check()).toMatchObject({
      status: 'unavailable',
      reasons: [expect.stringContaining('did not answer')],
    });
  });

  it('again by itself, and says since when; the log has each change once', async () => {
    let state = { ...GOOD, reachable: false, problem: 'Gone.' };
    const { check, lines } = open(() => Promise.resolve(state));
    const gone = [await check(), await check(), await check()].map(({ storeSince }) => storeSince);
    expect(new Set(gone).size).toBe(1);
    state = { ...GOOD, reachable: true, problem: '' };
    expect((await check()).status).toBe('ok');
    expect((await check()).storeSince).toBeGreaterThan(gone[0] ?? 0);
    expect(lines.map(line => (JSON.parse(line) as { msg: string }).msg)).toEqual(['not ready', 'ready']);
  });
});

describe('a process that cannot take requests', () => {
  it('says so with the way out, and goes on answering machines that look after it', async () => {
    const own = await openTestApp();
    own.services.lifecycle.recover();
    const refused = await own.get('customers/');
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '1']);
    expect(refused.body.detail).toContain('recovered');
    expect((await own.get('/readyz')).body.status).toBe('recovering');
    expect([(await own.get('/healthz')).status, (await own.get('/metrics')).status]).toEqual([200, 200]);
    own.services.lifecycle.run();
    expect((await own.get('customers/')).status).toBe(200);
    own.services.lifecycle.drain();
    expect((await own.get('customers/')).status).toBe(200);
    own.services.lifecycle.refuse();
    expect((await own.get('customers/')).body.detail).toContain('stopping');
    await own.close();
  });

  it.each([
    ['/readyz', { status: 'draining', reasons: [expect.stringContaining('stopping')] }],
    [`${API_PREFIX}/customers/`, { status: 503, detail: expect.stringContaining('stopping') }],
  ])('says so of %s also to who was connected before its server closed', async (path, expected) => {
    const own = await openTestApp();
    const origin = await own.app.listen({ host: '127.0.0.1', port: 0 });
    const socket = connect(Number(new URL(origin).port), '127.0.0.1').setEncoding('utf8');
    // Where the first is answered, the second has begun.
    socket.write(`GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET ${path} HTTP/1.1\r\n`);
    await once(socket, 'data');
    let answer = '';
    socket.on('data', (text: string) => (answer += text));
    own.services.lifecycle.drain();
    own.services.lifecycle.refuse();
    const closed = own.app.close();
    socket.write('Host: 127.0.0.1\r\n\r\n');
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 503 [^]*\r\nconnection: close\r\n/i);
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject(expected);
    await closed;
    await own.close();
  });
});
