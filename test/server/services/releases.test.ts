import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../../engine/model.ts';
import { calibrate } from '../../../server/services/calibration.ts';
import type { LiveRelease } from '../../../server/services/releases.ts';
import { openServices } from '../../../server/services/index.ts';
import { secretBox } from '../../../server/services/secrets.ts';
import { BusyError } from '../../../server/stores/sqlite/busy.ts';
import type { Store } from '../../../server/stores/store.ts';
import { createSubmit } from '../../../server/services/submit.ts';
import { createUpgrade } from '../../../server/services/upgrade.ts';
import { call, takeIn } from '../support/fixtures.ts';
import { openTestApp } from '../support/test-app.ts';
import type { TestApp } from '../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await openTestApp();
  for (const customer of ['ada', 'bob']) {
    for (const hour of ['08', '09', '10']) await takeIn(server, call(customer, `2026-01-22T${hour}:00:00Z`));
  }
});
afterAll(() => server.close());

async function change(file: string, from: string, to: string): Promise<void> {
  const { text, etag } = (await server.get(`rules/files/${file}`)).body;
  if (!text.includes(from)) throw new Error(`"${from}" is not in ${file}`);
  const body = { text: text.replace(from, to) };
  const { status } = await server.call('PUT', `rules/files/${file}`, { headers: { 'if-match': etag }, body });
  expect(status).toBe(200);
}

describe('a rule that counts what was not counted before', () => {
  it('sees the past at once, for everybody, and recalculation agrees', async () => {
    const path = join(server.rulesDir, 'segments.yaml');
    const text = await readFile(path, 'utf8');
    const added =
      '---\nkind: segment\nid: long_callers\nname: Long callers\nwhen: (max(usage.voice, 30d) otherwise 0 min) >= 2 min and (min(usage.voice, 30d) otherwise 0 min) >= 1 min\n';
    await change('segments.yaml', text, `${text.trimEnd()}\n${added}`);
    const read = (await server.get('customers/ada/')).body;
    expect(read.segments.map((segment: { id: string }) => segment.id)).toContain('long_callers');
    expect((await server.get('segments/long_callers/customers/')).body.results).toEqual([]);

    const upgrade = createUpgrade(server.services.context, server.services.releases, server.services.submit);
    while (await upgrade()) continue;
    const { results } = (await server.get('segments/long_callers/customers/')).body;
    expect(results.map((row: { customer_id: string }) => row.customer_id)).toEqual(['ada', 'bob']);
    server.now += 86_400_000;
    while (await upgrade()) continue;
    const { n } = server.services.releases.live().release;
    expect((await server.store.audience({ limit: 10 })).results.map(row => row.release)).toEqual([n, n]);
    for (const customer of ['ada', 'bob']) {
      expect((await server.post(`behavior-scores/${customer}/recalculate/`)).body.differs).toBe(false);
    }
  });

  it('does not walk twice over customers who are over already', async () => {
    const upgrade = createUpgrade(server.services.context, server.services.releases, server.services.submit);
    const before = (await server.store.customer('ada'))?.v;
    expect(await upgrade()).toBe(false);
    expect((await server.store.customer('ada'))?.v).toBe(before);
  });
});

describe('the walk that takes everybody over', () => {
  const upgradeBy = ({ context, releases, submit }: TestApp['services']) =>
    createUpgrade(context, releases, submit);

  it('counts out of those who were there when it began', async () => {
    await change('badges/power_user.yaml', 'engagement >= 80', 'engagement >= 79');
    const upgrade = upgradeBy(server.services);
    await upgrade();
    await takeIn(server, call('came-since', '2026-01-22T11:00:00Z'));
    const progress = async () => (await server.get('releases/')).body.results[0].upgrade;
    expect(await progress()).toMatchObject({ state: 'running', done: 0, total: 2 });
    while (await upgrade()) continue;
    expect((await progress()).state).toBe('done');
    await server.store.erase('came-since');
    await change('badges/power_user.yaml', 'engagement >= 79', 'engagement >= 80');
    while (await upgradeBy(server.services)()) continue;
  });

  it('goes on where a node that died has left it, and says how far it is', async () => {
    const { n } = server.services.releases.live().release;
    await change('badges/power_user.yaml', 'engagement >= 80', 'engagement >= 81');
    const cursor = (await server.store.audience({ limit: 1 })).next;
    const place = { n: n + 1, cursor, done: 1, failed: 0, started_at: server.now, ended_at: null };
    await server.store.change('upgrade', (await server.store.setting('upgrade'))?.rev ?? 0, place);
    const [running] = (await server.get('releases/')).body.results;
    expect(running).toMatchObject({
      release: n + 1,
      is_live: true,
      changed: ['rules'],
      upgrade: { state: 'running', done: 1, failed: 0, total: 2, ended_at: null },
    });
    expect(await upgradeBy(server.services)()).toBe(false);
    expect((await server.store.audience({ limit: 10 })).results.map(row => row.release)).toEqual([n, n + 1]);
    const [done, before] = (await server.get('releases/')).body.results;
    expect(done.upgrade).toMatchObject({ state: 'done', done: 2, total: 2 });
    expect(before).toMatchObject({ release: n, is_live: false, upgrade: null });
  });

  it('is done once by two nodes at once', async () => {
    await change('badges/power_user.yaml', 'engagement >= 81', 'engagement >= 82');
    const other = await openServices(server.services.context, secretBox(Buffer.alloc(32, 7)));
    const { n } = server.services.releases.live().release;
    const walks = [server.services, other].map(async services => {
      const upgrade = upgradeBy(services);
      while (await upgrade()) continue;
    });
    await Promise.all(walks);
    expect((await server.store.audience({ limit: 10 })).results.map(row => row.release)).toEqual([n, n]);
    const { results, next_cursor: next } = (await server.get('releases/?limit=1')).body;
    expect(results).toMatchObject([{ release: n, upgrade: { state: 'done', done: 2 } }]);
    const [before] = (await server.get(`releases/?limit=1&cursor=${next}`)).body.results;
    expect(before).toMatchObject({ release: n - 1, is_live: false });
    expect((await server.get('releases/?cursor=x')).status).toBe(400);
  });
});

describe('a release of another Cairn', () => {
  async function setFormat(format: number): Promise<void> {
    const kept = await server.store.setting('live');
    if (kept === null || typeof kept.value !== 'object') throw new Error('nothing is live');
    await server.store.change('live', kept.rev, { ...kept.value, n: 10_000, format });
  }

  it('that keeps customers in a format unknown here leaves the process as it is, and not ready', async () => {
    const kept = await server.store.setting('live');
    const { n } = server.services.releases.live().release;
    await setFormat(99);
    await expect(server.services.releases.refresh()).rejects.toThrow('written by a newer Cairn');
    await expect(openServices(server.services.context, secretBox(Buffer.alloc(32, 7)))).rejects.toThrow(
      'Release 10000 keeps customers in format 99, written by a newer Cairn; this one reads up to 1.',
    );
    expect(server.services.releases.live().release.n).toBe(n);
    const ready = await server.get('/readyz');
    expect([ready.status, ready.text]).toEqual([503, expect.stringContaining('newer Cairn')]);
    const now = await server.store.setting('live');
    await server.store.change('live', now?.rev ?? 0, kept?.value ?? null);
    await server.services.releases.refresh();
    expect((await server.get('/readyz')).status).toBe(200);
  });

  it('that keeps them in an older one is followed by one in the present format, of the same rules', async () => {
    const kept = await server.store.setting('live');
    const { program, n } = kept?.value as { readonly program: string; readonly n: number };
    await server.store.change('live', kept?.rev ?? 0, { ...(kept?.value as object), format: 0 });
    const other = await openServices(server.services.context, secretBox(Buffer.alloc(32, 7)));
    expect(other.releases.live()).toMatchObject({ release: { n: n + 1 }, program: { hash: program } });
    expect((await server.services.releases.refresh()).release.n).toBe(n + 1);
    await openServices(server.services.context, secretBox(Buffer.alloc(32, 7)));
    expect((await server.services.releases.refresh()).release.n).toBe(n + 1);
  });
});

describe('two processes on one store', () => {
  it('agree on the release: who is behind takes up the newer one and goes on', async () => {
    const other = await openServices(server.services.context, secretBox(Buffer.alloc(32, 7)));
    const { n } = server.services.releases.live().release;
    await change('badges/power_user.yaml', 'engagement >= 90', 'engagement >= 91');
    await takeIn(server, call('ada', '2026-01-22T11:00:00Z'));
    expect(other.releases.live().release.n).toBe(n);
    const { event } = call('ada', '2026-01-22T11:10:00Z');
    const [ingested] = await other.ingest.ingest([{ source_type: 'cdr', event }]);
    expect(ingested).toMatchObject({ kind: 'done', entries: [{ release: n + 1 }] });
    expect(other.releases.live().release.n).toBe(n + 1);
  });

  it('that change at once make two releases, and neither loses the other’s change', async () => {
    const other = await openServices(server.services.context, secretBox(Buffer.alloc(32, 7)));
    const { n } = server.services.releases.live().release;
    const without = (off: string) => async (live: LiveRelease) => ({
      live: live.release.constants.live.filter(type => type !== off),
    });
    const changes = [
      server.services.releases.setConstants(without('ml')),
      other.releases.setConstants(without('xiva')),
    ];
    const made = (await Promise.all(changes)).map(live => live.release.n);
    expect(new Set(made).size).toBe(2);
    const latest = await server.services.releases.refresh();
    expect(latest.release.n).toBe(Math.max(...made));
    expect(latest.release.n).toBeGreaterThan(n + 1);
    expect(latest.release.constants.live).not.toEqual(expect.arrayContaining(['ml']));
    expect(latest.release.constants.live).not.toEqual(expect.arrayContaining(['xiva']));
    expect((await other.releases.refresh()).release).toEqual(latest.release);
  });
});

describe('a calibration', () => {
  it('makes no release while there are too few customers', async () => {
    const { n } = (await server.services.releases.refresh()).release;
    expect((await calibrate(server.services.context, server.services.releases)).release.n).toBe(n);
  });

  it('measures percentiles over the base by nearest rank, of everybody and of each segment', async () => {
    const values = Array.from({ length: 300 }, (_, index) => ({
      key: index < 250 ? 'prepaid' : 'business,prepaid',
      count: index + 1,
    }));
    const totals: Store['totals'] = async query =>
      query.of === 'metric' ? values : server.store.totals(query);
    const context = { ...server.services.context, store: { ...server.store, totals } };
    const { n } = server.services.releases.live().release;
    const live = await calibrate(context, server.services.releases);
    const again = await calibrate(context, server.services.releases);
    expect([live.release.n, again.release.n]).toEqual([n + 1, n + 1]);
    expect(live.release.constants.percentiles).toMatchObject({
      'cash_in_30d@80': 240,
      'data_7d@95': 285,
      'data_7d@95@prepaid': 285,
    });
    expect(Object.keys(live.release.constants.percentiles).join()).not.toContain('business');
    expect(live.program.hash).toBe(server.services.releases.live().program.hash);
  });
});

describe('rules without errors that were never published', () => {
  it('are published by a start on a changed folder only', async () => {
    const path = join(server.rulesDir, 'badges', 'power_user.yaml');
    const { n } = server.services.releases.live().release;
    await writeFile(path, (await readFile(path, 'utf8')).replace('engagement >= 91', 'engagement >= 92'));
    expect((await server.services.releases.refresh()).release.n).toBe(n);
    const quiet = { ...server.services.context, publishAtStart: false };
    expect((await openServices(quiet, secretBox(Buffer.alloc(32, 7)))).releases.live().release.n).toBe(n);
    expect(
      (await openServices(server.services.context, secretBox(Buffer.alloc(32, 7)))).releases.live().release.n,
    ).toBe(n + 1);
  });
});

describe('taking everybody over', () => {
  it('is not waiting for those who came after it had ended', async () => {
    const later = await openTestApp();
    const place = { n: 1, cursor: null, done: 0, failed: 0, started_at: later.now, ended_at: later.now };
    await later.store.change('upgrade', (await later.store.setting('upgrade'))?.rev ?? 0, place);
    await takeIn(later, call('eve', '2026-01-22T08:00:00Z'));
    const [release] = (await later.get('releases/')).body.results;
    expect(release.upgrade).toMatchObject({ state: 'done', done: 0, total: 0 });
    await later.close();
  });
});

describe('a step that is refused while no release can be loaded', () => {
  const FAULTS = [
    { what: 'a fault is told once', fault: new Error('torn'), lines: 1 },
    { what: 'a store that is away is told by the background alone', fault: new BusyError(), lines: 0 },
  ];
  it.each(FAULTS)('$what, however many steps meet it', async ({ fault, lines }) => {
    const logLines: string[] = [];
    const away = await openTestApp({ logLines });
    const { context, releases, feed } = away.services;
    const store = {
      ...context.store,
      submit: async (inputs: readonly Input[]) => inputs.map(({ id }) => ({ id, error: 'busy' }) as const),
    };
    const unloadable = { ...releases, refresh: () => Promise.reject(fault) };
    const submit = createSubmit({ ...context, store }, unloadable, feed);
    for (const id of ['a', 'b', 'c']) {
      const input = { kind: 'tick', id, customer: 'ada', at: away.now, body: null, bodyHash: '' } as const;
      expect(await submit([input])).toEqual([{ id, error: 'busy' }]);
    }
    await away.close();
    expect(logLines.filter(line => line.includes('could not be loaded'))).toHaveLength(lines);
  });
});
