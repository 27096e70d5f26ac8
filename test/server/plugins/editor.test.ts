import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../support/test-app.ts';
import type { TestApp } from '../support/test-app.ts';

const PAGE = '<!doctype html><title>Cairn</title><script type="module" src="/assets/main-1a2b.js"></script>';
let server: TestApp;
beforeAll(async () => {
  server = await openTestApp({
    adminKey: 'key',
    editor: { 'index.html': PAGE, 'assets/main-1a2b.js': 'export {};' },
  });
});
afterAll(() => server.close());

const browser = { headers: { accept: 'text/html,application/xhtml+xml' } };

describe('the built web app', () => {
  it.each(['/', '/customers', '/customers/a.b@example.com', '/rules/badges/power_user.yaml'])(
    'is opened at %s, without a key and never from an old copy',
    async path => {
      const { status, text, headers } = await server.get(path, browser);
      expect([status, text]).toEqual([200, PAGE]);
      expect(headers['cache-control']).toBe('no-cache');
    },
  );

  it('loads only what comes from here', async () => {
    const policy = String((await server.get('/', browser)).headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe-eval|blob:|upgrade-insecure|trusted-types/);
  });

  it('keeps files whose names change with their content', async () => {
    const { status, headers } = await server.get('/assets/main-1a2b.js');
    expect([status, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect(headers['content-type']).toMatch(/javascript/);
  });

  it('does not stand in for a file or an API that is missing', async () => {
    expect((await server.get('/assets/old.js', browser)).status).toBe(404);
    expect((await server.get('/api/nothing', browser)).status).toBe(404);
    expect((await server.get('/metrics/nothing')).status).toBe(404);
    expect((await server.call('POST', '/customers', browser)).status).toBe(404);
  });
});
