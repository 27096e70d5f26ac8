import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestIdOf } from '../../../server/plugins/request-id.ts';
import { call } from '../support/fixtures.ts';
import { openTestApp } from '../support/test-app.ts';
import type { TestApp } from '../support/test-app.ts';

const lines: string[] = [];
let server: TestApp;
beforeAll(async () => {
  server = await openTestApp({ logLines: lines, adminKey: 'the-key' });
});
afterAll(() => server.close());
beforeEach(() => {
  lines.length = 0;
});

const headers = { authorization: 'Bearer the-key' };

/** What was logged of requests. */
function logged(): Record<string, unknown>[] {
  return lines.map(line => JSON.parse(line) as Record<string, unknown>).filter(line => 'route' in line);
}

describe('the log', () => {
  it('has one line a request, with its id, route, status and caller', async () => {
    const answer = await server.get('customers/msisdn-4711/', {
      headers: { ...headers, 'x-request-id': 'from-gateway.7' },
    });
    expect(answer.headers['x-request-id']).toBe('from-gateway.7');
    expect(answer.body.request_id).toBe('from-gateway.7');
    expect(logged()).toHaveLength(1);
    expect(logged()[0]).toMatchObject({
      level: 40,
      request_id: 'from-gateway.7',
      method: 'GET',
      route: expect.stringMatching(/customers\/:/),
      status: 404,
      ms: expect.any(Number),
      caller: 'admin',
    });
  });

  it('tells which events a request brought in, and what became of them', async () => {
    const body = [
      ...Array.from({ length: 30 }, (_, n) =>
        call('msisdn-4711', '2026-01-22T09:00:00Z', { record_id: `r${n}` }),
      ),
      call('msisdn-4711', '2026-01-22T09:00:00Z', { record_id: 'r0' }),
      call('msisdn-4711', 'never'),
    ];
    await server.post('customer-events/', body, { headers });
    const [line] = logged();
    expect(line).toMatchObject({ level: 30, events: { processed: 30, duplicate: 1, failed: 1 } });
    expect(line?.['event_ids']).toHaveLength(20);
    expect(line?.['event_ids']).toContain('default_cdr:r0');
  });

  it('has no customer, no body, no key and no address in it', async () => {
    await server.post('customer-events/normalize/', call('msisdn-4711', '2026-01-22T09:01:00Z'), { headers });
    await server.get('customers/msisdn-4711/?x=private', { headers });
    await server.get('customers/', { headers: { authorization: 'Bearer wrong-key' } });
    expect(logged().map(line => line['status'])).toEqual([201, 200, 401]);
    expect(lines.join('')).not.toMatch(/4711|wrong-key|the-key|private|09:01/);
  });

  it('tells an error once, with what was thrown', async () => {
    const own: string[] = [];
    const broken = await openTestApp({ logLines: own });
    await broken.store.close();
    expect((await broken.get('customers/ada/')).status).toBe(500);
    const errors = own.filter(line => (JSON.parse(line) as { level: number }).level >= 50);
    expect(errors).toHaveLength(1);
    expect(JSON.parse(errors[0] ?? '')).toMatchObject({
      msg: 'request failed',
      err: { message: expect.stringContaining('closed') },
    });
    await broken.close();
  });

  it('tells what a process refuses for the moment as a refusal, not as an error of each request', async () => {
    const own: string[] = [];
    const stopping = await openTestApp({ logLines: own });
    stopping.services.lifecycle.refuse();
    expect((await stopping.get('customers/ada/')).status).toBe(503);
    expect(own.map(line => JSON.parse(line) as object)).toContainEqual(
      expect.objectContaining({ status: 503, level: 40 }),
    );
    await stopping.close();
  });

  it('says so where a client hung up before it was answered', async () => {
    await server.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.app.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    const head = ['POST /api/loyalty/v1/customer-events/normalize/ HTTP/1.1', 'Host: 127.0.0.1'];
    const more = [
      'Authorization: Bearer the-key',
      'Content-Type: application/json',
      'Content-Length: 100',
      '',
      '{',
    ];
    socket.write([...head, ...more].join('\r\n'), () => setTimeout(() => socket.destroy(), 50));
    while (logged().length === 0) await new Promise(resolve => setTimeout(resolve, 10));
    expect(logged()).toMatchObject([{ aborted: true, route: expect.stringContaining('normalize') }]);
  });

  it('keeps quiet about what machines ask for every few seconds', async () => {
    await server.get('/readyz');
    expect(logged().map(line => line['level'])).toEqual([20]);
  });
});

describe('a request’s id', () => {
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
  it.each([
    ['the caller’s own', { 'x-request-id': 'a-b.c:1' }, 'a-b.c:1'],
    ['the trace it belongs to', { traceparent: `00-${trace}-00f067aa0ba902b7-01` }, trace],
    [
      'the caller’s own before the trace',
      { 'x-request-id': 'own', traceparent: `00-${trace}-00f067aa0ba902b7-01` },
      'own',
    ],
  ])('is %s', (_title, given, expected) => {
    expect(requestIdOf({ headers: given })).toBe(expected);
  });

  it.each([
    ['nothing', {}],
    ['a broken line', { 'x-request-id': 'a\nb' }],
    ['an endless one', { 'x-request-id': 'a'.repeat(129) }],
    ['a trace of nothing', { traceparent: `00-${'0'.repeat(32)}-00f067aa0ba902b7-01` }],
    ['no trace at all', { traceparent: 'hello' }],
  ])('is made where %s came', (_title, given) => {
    expect(requestIdOf({ headers: given })).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
  });
});
