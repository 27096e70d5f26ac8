import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, CDR_SOURCE, takeIn } from '../support/fixtures.ts';
import { openTestApp } from '../support/test-app.ts';
import type { TestApp } from '../support/test-app.ts';

const MASK = '********';
let server: TestApp;
beforeAll(async () => {
  server = await openTestApp();
});
afterAll(() => server.close());

describe('a data source', () => {
  it('is made, listed, read and removed', async () => {
    const made = await server.post('data-sources/', { ...CDR_SOURCE, source_name: 'Mediation Süd' });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      id: 'mediation_sud',
      is_active: true,
      last_sync_at: null,
      status: 'active',
    });
    expect((await server.get('data-sources/')).body.results).toHaveLength(1);
    expect((await server.get('data-sources/mediation_sud/')).body).toEqual(made.body);
    expect((await server.call('DELETE', 'data-sources/mediation_sud/')).status).toBe(204);
    expect((await server.get('data-sources/mediation_sud/')).status).toBe(404);
  });

  it('needs no more than a type and a name', async () => {
    const { status, body } = await server.post('data-sources/', { source_type: 'crm', source_name: 'api' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ id: 'api_source', sync_frequency: 'hourly', connection_config: {} });
  });

  it('never shows a secret, and keeps one whose mask comes back', async () => {
    const connection_config = {
      api_endpoint: 'https://a',
      auth: { password: 'p-456', user: 'u' },
      api_key: 'k-123',
    };
    const made = await server.post('data-sources/', {
      ...CDR_SOURCE,
      source_name: 'Secret',
      connection_config,
    });
    expect(made.body.connection_config).toEqual({
      api_endpoint: 'https://a',
      auth: { password: MASK, user: 'u' },
      api_key: MASK,
    });
    const kept = async () => JSON.stringify((await server.store.setting('source:secret'))?.value);
    const sealed = (await server.store.setting('source:secret'))?.value as {
      connection: { secrets: unknown };
    };
    expect(await kept()).not.toMatch(/k-123|p-456/);
    const changed = await server.call('PATCH', 'data-sources/secret/', {
      body: { connection_config: { api_endpoint: 'https://b', api_key: MASK, user: null } },
    });
    expect(changed.body.connection_config).toMatchObject({ api_endpoint: 'https://b', api_key: MASK });
    const after = (await server.store.setting('source:secret'))?.value as {
      connection: { secrets: unknown };
    };
    expect(after.connection.secrets).toEqual(sealed.connection.secrets);
    await server.store.close().catch(() => undefined);
    const file = await readFile(join(server.dataDir, 'cairn.db'), 'latin1');
    expect(file).not.toMatch(/k-123|p-456/);
    await server.reopen();
  });

  it('cannot be made with a mask in place of its secret', async () => {
    const body = { source_type: 'app', source_name: 'Masked', connection_config: { token: MASK } };
    const { status, body: problem } = await server.post('data-sources/', body);
    expect(status).toBe(422);
    expect(problem.errors[0].path).toBe('connection_config.token');
  });

  it('with a mapping in error is refused with what is wrong', async () => {
    const event_mapping = { event_type: 'call_type', value: 'duration +', timestamp: 'call_time' };
    const { status, body } = await server.post('data-sources/', {
      ...CDR_SOURCE,
      source_name: 'Broken',
      event_mapping,
    });
    expect(status).toBe(422);
    expect(body.errors[0].path).toBe('event_mapping');
    expect((await server.get('data-sources/broken/')).status).toBe(404);
  });

  it('keeps its id when it is renamed, and shares no name within its type', async () => {
    await server.post('data-sources/', { source_type: 'network', source_name: 'Probe' });
    const renamed = await server.call('PATCH', 'data-sources/probe/', { body: { source_name: 'New probe' } });
    expect(renamed.body).toMatchObject({ id: 'probe', source_name: 'New probe' });
    expect(
      (await server.post('data-sources/', { source_type: 'network', source_name: 'New probe' })).status,
    ).toBe(409);
    const second = await server.post('data-sources/', { source_type: 'network', source_name: 'Probe' });
    expect(second.body.id).toBe('probe_2');
  });

  it('that comes back under its name has its old id, so that it repeats no event', async () => {
    await server.post('data-sources/', { source_type: 'xiva', source_name: 'Partner' });
    await server.call('DELETE', 'data-sources/partner/');
    expect(
      (await server.post('data-sources/', { source_type: 'xiva', source_name: 'Partner' })).body.id,
    ).toBe('partner');
  });

  it('is replaced whole by PUT, its type excepted', async () => {
    await server.post('data-sources/', {
      source_type: 'dwh',
      source_name: 'Lake',
      sync_frequency: 'weekly',
      connection_config: { host: 'h' },
    });
    const replaced = await server.call('PUT', 'data-sources/lake/', {
      body: { source_type: 'dwh', source_name: 'Lake' },
    });
    expect(replaced.body).toMatchObject({ sync_frequency: 'hourly', connection_config: {} });
    const other = await server.call('PUT', 'data-sources/lake/', {
      body: { source_type: 'cdr', source_name: 'Lake' },
    });
    expect(other.status).toBe(422);
  });

  it('tries records out without storing anything', async () => {
    await server.post('data-sources/', { source_type: 'billing', source_name: 'Billing' });
    const event = {
      txn_id: 't1',
      msisdn: 'someone',
      txn_time: '2026-01-22T10:00:00Z',
      txn_type: 'TOPUP',
      amount: 5,
      channel: 'app',
    };
    const good = await server.post('data-sources/billing/test/', { event });
    expect(good.body).toMatchObject({
      ok: true,
      events: [{ event_type: 'recharge.completed', value: 5 }],
      errors: [],
    });
    const bad = await server.post('data-sources/billing/test/', { event: { ...event, amount: 'five' } });
    expect(bad.body).toMatchObject({ ok: false, events: [] });
    const both = await server.post('data-sources/billing/preview/', { events: [event, {}] });
    expect(both.body.results.map((result: { ok: boolean }) => result.ok)).toEqual([true, false]);
    expect((await server.get('customers/')).body.results).toEqual([]);
  });

  it('that is the last active one of its type switches the type off in a new release', async () => {
    await server.post('data-sources/', { source_type: 'ml', source_name: 'Models' });
    const before = server.services.releases.live().release;
    expect(before.constants.live).toContain('ml');
    await server.call('PATCH', 'data-sources/models/', { body: { is_active: false } });
    const off = server.services.releases.live().release;
    expect(off.n).toBe(before.n + 1);
    expect(off.constants.live).not.toContain('ml');
    await server.call('PATCH', 'data-sources/models/', { body: { is_active: true } });
    expect(server.services.releases.live().release.constants.live).toEqual(before.constants.live);
  });
});

describe('the source of a record', () => {
  let other: TestApp;
  beforeAll(async () => {
    other = await openTestApp();
  });
  afterAll(() => other.close());

  it('is the template while there is none of its type', async () => {
    const { event } = await takeIn(other, call('a', '2026-01-22T09:00:00Z', { record_id: 'r1' }));
    expect(event).toMatchObject({ event_id: 'r1', source_name: 'CDR System' });
    expect((await other.store.entry('default_cdr:r1'))?.customer).toBe('a');
  });

  it('is the only one of its type, and shows when it last sent something', async () => {
    await other.post('data-sources/', { ...CDR_SOURCE, source_name: 'North' });
    await takeIn(other, call('a', '2026-01-22T09:10:00Z', { record_id: 'r2' }));
    expect((await other.store.entry('north:r2'))?.customer).toBe('a');
    expect((await other.get('data-sources/north/')).body.last_sync_at).toBe('2026-01-22T12:00:00Z');
  });

  it('must be named where there are several', async () => {
    await other.post('data-sources/', { ...CDR_SOURCE, source_name: 'South' });
    const record = call('a', '2026-01-22T09:20:00Z', { record_id: 'r3' });
    const { status, body } = await other.post('customer-events/normalize/', record);
    expect(status).toBe(422);
    expect(body.errors).toEqual([expect.objectContaining({ path: 'source_name', expected: 'North, South' })]);
    await takeIn(other, { ...record, source_name: 'South' });
    expect((await other.store.entry('south:r3'))?.customer).toBe('a');
  });

  it('that is switched off sends nothing', async () => {
    await other.call('PATCH', 'data-sources/south/', { body: { is_active: false } });
    const record = { ...call('a', '2026-01-22T09:30:00Z'), source_name: 'South' };
    const { status, body } = await other.post('customer-events/normalize/', record);
    expect(status).toBe(422);
    expect(body.detail).toMatch(/switched off/);
  });

  it('that does not exist is named with those that do', async () => {
    const record = { ...call('a', '2026-01-22T09:30:00Z'), source_name: 'West' };
    const { body } = await other.post('customer-events/normalize/', record);
    expect(body.errors[0]).toMatchObject({ path: 'source_name', expected: 'North, South' });
    const fax = await other.post('customer-events/normalize/', { source_type: 'fax', event: {} });
    expect(fax.status).toBe(422);
    expect(fax.body.errors[0]).toMatchObject({
      path: 'source_type',
      expected: expect.stringContaining('cdr'),
    });
  });
});
