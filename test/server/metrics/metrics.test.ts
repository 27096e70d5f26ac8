import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, takeIn } from '../support/fixtures.ts';
import { openTestApp } from '../support/test-app.ts';
import type { TestApp } from '../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await openTestApp();
});
afterAll(() => server.close());

/** The value of a metric with these labels, written as the answer writes them. */
async function metric(name: string): Promise<number | null> {
  const { text } = await server.get('/metrics');
  const line = text.split('\n').find(row => row.startsWith(`${name} `));
  return line === undefined ? null : Number(line.slice(name.length + 1));
}

describe('the metrics', () => {
  it('count what came in by source type and by what it came to', async () => {
    await takeIn(server, call('ada', '2026-01-22T09:00:00Z'));
    await server.post('customer-events/normalize/', call('ada', '2026-01-22T09:00:00Z'));
    await server.post('customer-events/normalize/', call('ada', 'never'));
    await server.post('customer-events/normalize/', { source_type: 'made-up', event: {} });
    expect(await metric('cairn_events_total{source_type="cdr",outcome="processed"}')).toBe(1);
    expect(await metric('cairn_events_total{source_type="cdr",outcome="duplicate"}')).toBe(1);
    expect(await metric('cairn_events_total{source_type="cdr",outcome="failed"}')).toBe(1);
    expect(await metric('cairn_events_total{source_type="unknown",outcome="failed"}')).toBe(1);
    expect(await metric('cairn_inputs_total{kind="event",outcome="applied"}')).toBe(1);
    expect(await metric('cairn_effect_duration_seconds_count{kind="event"}')).toBe(2);
    expect(await metric('cairn_step_inputs_count')).toBeGreaterThan(0);
    expect(await metric('cairn_inputs_waiting')).toBe(0);
  });

  it('measure a batch by its inputs, and what has none not at all', async () => {
    const name = 'cairn_effect_duration_seconds_count{kind="event"}';
    const before = (await metric(name)) ?? 0;
    const batch = ['10', '11', '12'].map(hour => call('ada', `2026-01-22T${hour}:00:00Z`));
    expect((await server.post('customer-events/', batch)).status).toBe(200);
    expect(await metric(name)).toBe(before + 3);
    await server.services.submit([]);
    expect((await server.get('/metrics')).text).not.toContain('kind="none"');
  });

  it('measure requests by route, so that no address and no customer becomes a label', async () => {
    await server.get('customers/ada/');
    await server.get('no-such-place/ada/');
    const { text } = await server.get('/metrics');
    expect(text).toMatch(/route="\/api\/loyalty\/v1\/customers\/:[a-z_]+\/",status="200"/);
    expect(text).not.toContain('ada');
  });

  it('measure the store by operation, and say how it is', async () => {
    const reads = await metric('cairn_store_operation_duration_seconds_count{operation="customer"}');
    expect(reads).toBeGreaterThan(0);
    expect(await metric('cairn_ready')).toBe(1);
    expect(await metric('cairn_store_reachable{store="embedded"}')).toBe(1);
    expect(await metric('cairn_release_number')).toBe(1);
    expect(await metric('cairn_clock_ahead_seconds')).toBe(null);
    expect(await metric('cairn_customers')).toBe(1);
    expect(await metric('cairn_outbox_deliveries{state="dead"}')).toBe(0);
    expect(await metric('cairn_build_info{version="0.0.0",node="' + process.version + '"}')).toBe(1);
  });

  it('say nothing of what cannot be read, and are answered all the same', async () => {
    const own = await openTestApp();
    await own.store.close();
    const { status, text } = await own.get('/metrics');
    expect(status).toBe(200);
    expect(text).toMatch(/^cairn_ready 0$/m);
    expect(text).toMatch(/^cairn_store_reachable\{store="embedded"\} 0$/m);
    expect(text).not.toMatch(/^cairn_(customers|due_customers|sweep_lag_seconds) /m);
    await own.close();
  });

  it('tell how far behind the sweep is', async () => {
    const own = await openTestApp();
    await takeIn(own, call('ada', '2026-01-22T09:00:00Z'));
    own.now += 36 * 3_600_000;
    const { text } = await own.get('/metrics');
    const lag = Number(/^cairn_sweep_lag_seconds (\S+)$/m.exec(text)?.[1]);
    expect(lag).toBeGreaterThan(24 * 3_600);
    expect(text).toMatch(/^cairn_due_customers 1$/m);
    expect(await own.services.sweep.round()).toBe(true);
    expect(await own.services.context.store.due(own.now, 5)).toEqual([]);
    expect(own.services.sweep.swept()).toBe(1);
    await own.close();
  });

  it('ask for the administrator’s key like everything else', async () => {
    const own = await openTestApp({ adminKey: 'k' });
    expect((await own.get('/metrics')).status).toBe(401);
    const { status, headers } = await own.get('/metrics', { headers: { authorization: 'Bearer k' } });
    expect([status, headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/plain; version=/)]);
    await own.close();
  });
});
