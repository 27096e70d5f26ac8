import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, takeIn } from '../support/fixtures.ts';
import { openTestApp } from '../support/test-app.ts';
import type { TestApp } from '../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await openTestApp();
});
afterAll(() => server.close());

describe('the figures', () => {
  it('count customers, events, failures and awards', async () => {
    await takeIn(server, call('ada', '2026-01-22T09:00:00Z'));
    await takeIn(server, call('bob', '2026-01-22T09:00:00Z'));
    await server.post('customer-events/normalize/', call('bob', 'never'));
    await server.post('badges/award/', { badge_id: 'connector:bronze', customer_id: 'ada', reason: 'test' });
    server.now += 2_000;
    const { body } = await server.get('stats/');
    expect(body).toMatchObject({ customers: 2, events: 2, failed: 1, release: 1 });
    const { bins, mean } = body.histograms.engagement;
    expect(bins).toHaveLength(20);
    expect(bins.reduce((sum: number, bin: { count: number }) => sum + bin.count, 0)).toBe(2);
    expect(mean).toBe((await server.get('customers/')).body.results[0].scores.engagement);
    expect(body.funnel).toHaveLength(29);
    expect(body.badges).toContainEqual({ badge_type: 'connector', level: 'bronze', awarded: 1 });
    expect(body.tiers[0]).toEqual({ id: 'base', customers: 2 });
  });
});

describe('the live feed', () => {
  it('tells what follows from an event as it happens, and ends when the server does', async () => {
    const own = await openTestApp();
    await own.app.listen({ port: 0 });
    const { port } = own.app.server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/api/loyalty/v1/stream/`);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const decoder = new TextDecoder();
    let text = '';
    await takeIn(own, call('ada', '2026-01-22T09:00:00Z'));
    while (!text.includes('event: effects'))
      text += decoder.decode((await reader.read()).value, { stream: true });
    const data = /event: effects\ndata: (.*)\n/.exec(text)?.[1] ?? '{}';
    expect(JSON.parse(data)).toMatchObject({
      customer_id: 'ada',
      title: 'Voice call',
      sentences: expect.any(Array),
    });
    await own.close();
    let ended = false;
    while (!ended) ended = (await reader.read()).done;
    expect(ended).toBe(true);
  });
});

describe('the demo', () => {
  it('makes customers with a past through the real mapping, which a replay confirms', async () => {
    const own = await openTestApp();
    const { status, body } = await own.post('demo/', { customers: 3, days: 10, seed: 7 });
    expect(status).toBe(202);
    expect((await own.post('demo/', { customers: 1, days: 1 })).status).toBe(409);
    let job = (await own.get(`demo/${body.id}/`)).body;
    while (job.state === 'running') {
      await new Promise(resolve => setTimeout(resolve, 50));
      job = (await own.get(`demo/${body.id}/`)).body;
    }
    expect(job).toMatchObject({ state: 'done', done: 10, total: 10, failed: 0 });
    expect(job.events).toBeGreaterThan(50);
    const customers = (await own.get('customers/')).body.results as { customer_id: string; as_of: string }[];
    expect(customers).toHaveLength(3);
    for (const { customer_id, as_of } of customers) {
      expect(as_of).toBe('2026-01-22T12:00:00Z');
      expect((await own.post(`behavior-scores/${customer_id}/recalculate/`)).body.differs).toBe(false);
    }
    await own.close();
  });

  it('can be broken off, and what was made stays', async () => {
    const own = await openTestApp();
    const { body } = await own.post('demo/', { customers: 20, days: 60, seed: 1 });
    await own.call('DELETE', `demo/${body.id}/`);
    await own.services.demo.stop();
    expect((await own.get(`demo/${body.id}/`)).body.state).toBe('cancelled');
    expect((await own.get('demo/unknown/')).status).toBe(404);
    await own.close();
  });

  it('refuses what nobody needs', async () => {
    expect((await server.post('demo/', { customers: 0 })).status).toBe(400);
    expect((await server.post('demo/', { days: 10_000 })).status).toBe(400);
  });
});
