import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../support/test-app.ts';
import type { TestApp } from '../support/test-app.ts';
import { CDR_SOURCE } from '../support/fixtures.ts';

const KEY = 'a-key-of-the-administrator';
const authorized = { authorization: `Bearer ${KEY}` };

describe('every answer', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await openTestApp();
  });
  afterAll(() => server.close());

  it('comes with or without a slash at the end of the path', async () => {
    expect((await server.get('me/')).body).toEqual((await server.get('me')).body);
    expect((await server.get('me')).body).toMatchObject({ roles: ['administrator'], open_mode: true });
  });

  it('to an unknown path is a problem', async () => {
    const { status, headers, body } = await server.get('nothing/here/');
    expect(status).toBe(404);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(body).toMatchObject({
      status: 404,
      title: expect.any(String),
      detail: expect.stringContaining('nothing/here'),
    });
  });

  it('to a body in a form that is not the schema’s names each fault', async () => {
    const { status, body } = await server.post('data-sources/', { source_type: 'fax', source_nam: 'x' });
    expect(status).toBe(400);
    expect(body.errors).toEqual(
      expect.arrayContaining([
        { path: 'source_name', message: 'This field is missing.' },
        { path: 'source_nam', message: 'There is no such field here.' },
        expect.objectContaining({ path: 'source_type', expected: expect.stringContaining('cdr') }),
      ]),
    );
  });

  it('to a body of another type than asked for does not guess', async () => {
    const { status, body } = await server.post('missions/generate-for-customer/', { customer_id: 5 });
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      { path: 'customer_id', message: 'This must be a text.', expected: 'string' },
    ]);
  });

  it('to broken JSON says where it is broken', async () => {
    const text = '{"source_type": "cdr",\n "event": }';
    const headers = { 'content-type': 'application/json' };
    const { status, body } = await server.call('POST', 'customer-events/normalize/', { headers, text });
    expect(status).toBe(400);
    expect(body).toMatchObject({ line: 2, detail: expect.stringContaining('Line 2') });
  });

  it('to a body that is too large names the limit', async () => {
    const event = { text: 'x'.repeat(10 * 1024 * 1024) };
    const { status, body } = await server.post('customer-events/normalize/', { source_type: 'cdr', event });
    expect(status).toBe(413);
    expect(body).toMatchObject({ limit_bytes: 10_485_760, detail: expect.stringContaining('10 MB') });
  });

  it('to another media type says which is read', async () => {
    const headers = { 'content-type': 'text/xml' };
    const { status, body } = await server.call('POST', 'data-sources/', { headers, text: '<a/>' });
    expect(status).toBe(415);
    expect(body.errors[0].expected).toBe('application/json');
  });

  it('to a limit beyond the largest page is a problem', async () => {
    expect((await server.get('customers/?limit=501')).status).toBe(400);
    expect((await server.get('customers/?limit=500')).body).toEqual({ results: [], next_cursor: null });
  });

  it('to a request that a browser makes for another site is a refusal', async () => {
    expect((await server.get('me/', { headers: { origin: 'https://evil.example' } })).status).toBe(403);
    expect((await server.get('me/', { headers: { host: 'evil.example' } })).status).toBe(403);
    expect((await server.get('me/', { headers: { origin: 'http://localhost:8080' } })).status).toBe(200);
  });

  it('is described by OpenAPI 3.1 and shown on a page', async () => {
    const { body } = await server.get('/api/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/api/loyalty/v1/customer-events/normalize/',
        '/api/loyalty/v1/behavior-scores/{id}/recalculate/',
        '/api/loyalty/v1/missionProgress/',
      ]),
    );
    const hold = body.paths['/api/loyalty/v1/points/hold/'].post.requestBody.content['application/json'];
    expect(hold.schema.required).toEqual(['customer_id', 'amount', 'reason']);
    const { parameters } = body.paths['/api/loyalty/v1/customers/'].get;
    expect(parameters.find(({ name }: { name: string }) => name === 'limit')).toMatchObject({
      required: false,
    });
    const page = await server.get('/api/docs');
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    expect(page.text).toContain('/api/loyalty/v1/badges/check-and-award/');
    expect(page.text).not.toContain('<script');
  });

  it('to a page of the web app says so while it is not built', async () => {
    const page = await server.get('/customers/someone', { headers: { accept: 'text/html' } });
    expect(page.status).toBe(503);
    expect(page.text).toContain('not built');
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
  });

  it('about health needs no key', async () => {
    expect((await server.get('/healthz')).status).toBe(200);
    expect((await server.get('/readyz')).body).toMatchObject({ store: true, release: 1 });
  });
});

describe('with a key', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await openTestApp({ adminKey: KEY });
  });
  afterAll(() => server.close());

  it('requests without it or with another are refused', async () => {
    for (const headers of [{}, { authorization: 'Bearer other' }, { authorization: `Basic ${KEY}` }]) {
      const answer = await server.get('me/', { headers });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
    }
  });

  it('requests with it are served, from any site and host', async () => {
    const { body } = await server.get('me/', { headers: { ...authorized, host: 'cairn.example' } });
    expect(body).toEqual({ name: 'admin', roles: ['administrator'], open_mode: false });
  });

  it('health is told without it', async () => {
    expect((await server.get('/readyz')).status).toBe(200);
  });

  it('an Idempotency-Key gives the same answer again and does nothing twice', async () => {
    const headers = { ...authorized, 'idempotency-key': 'one' };
    const first = await server.post('data-sources/', CDR_SOURCE, { headers });
    const again = await server.post('data-sources/', CDR_SOURCE, { headers });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.text).toBe(first.text);
    expect((await server.get('data-sources/', { headers: authorized })).body.results).toHaveLength(1);
  });

  it('an Idempotency-Key with another body or path is refused', async () => {
    const headers = { ...authorized, 'idempotency-key': 'one' };
    const other = await server.post('data-sources/', { ...CDR_SOURCE, source_name: 'Other' }, { headers });
    expect(other.status).toBe(422);
    expect(other.body.type).toContain('idempotency-key-reused');
    expect((await server.post('rules/check/', {}, { headers })).status).toBe(422);
  });

  it('two requests with one Idempotency-Key at once do it once', async () => {
    const headers = { ...authorized, 'idempotency-key': 'at-once' };
    const body = { ...CDR_SOURCE, source_name: 'Twice' };
    const answers = await Promise.all([1, 2, 3].map(() => server.post('data-sources/', body, { headers })));
    expect(new Set(answers.map(answer => answer.text)).size).toBe(1);
    expect(answers.map(answer => answer.status)).toEqual([201, 201, 201]);
  });
});
