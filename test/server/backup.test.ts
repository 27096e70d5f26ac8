import Database from 'libsql';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { demoRecords } from '../../server/demo/index.ts';
import { sendAll, sendLines } from '../acceptance/support/ndjson.ts';
import { RULES_FOLDER } from '../support/default-rules.ts';
import { endAll, runCairn, serveCairn } from './support/run-cairn.ts';
import type { Finished, Running } from './support/run-cairn.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const LINES = [...demoRecords({ customers: 10, days: 9, seed: 4 }, Date.now())]
  .filter(({ at }) => at <= Date.now())
  .map(({ source_type, record }) => JSON.stringify({ source_type, event: record }));
const BEFORE = 100;

let folder: string;
let server: Running;
let back: Finished;
/** Lines that were acknowledged before the back-up began. */
let acknowledged = 0;

const environment = (data: string) => ({ DATA_DIR: join(folder, data), RULES_DIR: RULES_FOLDER });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-backup-'));
  server = await serveCairn(environment('data'));
  let backup: Promise<Finished> | undefined;
  for await (const { status } of sendLines(server.url, LINES)) {
    expect(status).not.toBe('failed');
    acknowledged += backup ? 0 : 1;
    if (acknowledged === BEFORE) {
      backup ??= runCairn(['backup', join(folder, 'backup.db'), '--format', 'json'], environment('data'));
    }
  }
  if (backup === undefined) throw new Error('the stream ended before the back-up began');
  back = await backup;
  await mkdir(join(folder, 'restored'));
  await cp(join(folder, 'backup.db'), join(folder, 'restored', 'cairn.db'));
});
afterAll(async () => {
  endAll();
  await rm(folder, { recursive: true, force: true });
});

describe('a back-up that is taken while a stream comes in', () => {
  it('is one whole file', async () => {
    expect(back).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(back.out)).toMatchObject({ file: join(folder, 'backup.db') });
    expect((await readdir(folder)).sort()).toEqual(['backup.db', 'data', 'restored']);
  });

  it('restores to what its journal gives, with all that was acknowledged before', async () => {
    const { code, out } = await runCairn(['replay', '--verify', '--format', 'json'], environment('restored'));
    const verified = JSON.parse(out);
    expect(verified).toMatchObject({ left: 0, findings: [], without_digest: 0 });
    expect(verified.entries).toBeGreaterThanOrEqual(BEFORE);
    expect(code).toBe(0);
  });

  it('takes in what came later once it is sent again, and is then as the first is', async () => {
    const restored = await serveCairn(environment('restored'));
    const answers = await sendAll(restored.url, LINES);
    const count = (wanted: string): number => answers.filter(({ status }) => status === wanted).length;
    expect(count('failed')).toBe(0);
    expect(count('duplicate')).toBeGreaterThanOrEqual(BEFORE);
    const [first, second] = await Promise.all(
      [server, restored].map(async ({ url }) => {
        const stats: unknown = await (await fetch(`${url}/api/loyalty/v1/stats/`)).json();
        return pick(stats, ['customers', 'events']);
      }),
    );
    expect(first).toEqual({ customers: expect.any(Number), events: expect.any(Number) });
    expect(second).toEqual(first);
    restored.child.kill('SIGTERM');
    await restored.finished;
  });

  it('is put right where a document was damaged since, and says what was wrong', async () => {
    const database = new Database(join(folder, 'restored', 'cairn.db'));
    const [customer] = database.prepare('SELECT min(id) FROM customers').raw().get([]) as [string];
    const change =
      "UPDATE customers SET state = json_set(state, '$.decisions.points.balance', 9999) WHERE id = ?";
    database.prepare(change).run([customer]);
    database.close();
    const found = await runCairn(['replay', '--verify', '--customer', customer], environment('restored'));
    expect(found.code).toBe(1);
    expect(found.out).toContain(`${customer}: document, $.state.decisions.points.balance: expected `);
    expect(found.out).toContain('seen 9999');
    const mended = await runCairn(['replay', '--repair', '--format', 'json'], environment('restored'));
    expect(mended.code).toBe(0);
    expect(JSON.parse(mended.out)).toMatchObject({ differing: [customer], repaired: [customer], left: 0 });
    const again = await runCairn(['replay', '--format', 'json'], environment('restored'));
    expect(JSON.parse(again.out)).toMatchObject({ differing: [] });
    const nobody = await runCairn(['replay', '--customer', 'nobody'], environment('restored'));
    expect([nobody.code, nobody.err]).toEqual([2, 'There is no customer "nobody".\n']);
  });

  it('says of each kind of lists and totals how much differs, and shows the first', async () => {
    const database = new Database(join(folder, 'restored', 'cairn.db'));
    const badges = "FROM marks WHERE mark LIKE 'badge_awarded%'";
    const [entries] = database.prepare(`SELECT count(DISTINCT entry) ${badges}`).raw().get([]) as [number];
    database.exec(`DELETE ${badges}`);
    database.close();
    expect(entries).toBeGreaterThan(5);
    const found = await runCairn(['replay', '--verify'], environment('restored'));
    const lines = found.out.split('\n').filter(line => line.startsWith('projection, marks'));
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatch(/expected in the list, as the journal says, seen missing$/);
    expect(lines.at(-1)).toBe(`projection, marks: ${entries - 5} more differ; --format json lists all`);
    expect(found.out).toContain('what is left needs a back-up, or --repair');
    const mended = await runCairn(['replay', '--repair'], environment('restored'));
    expect([mended.code, mended.out]).toEqual([0, expect.not.stringContaining('what is left')]);
  });

  it('is written over nothing, and not of a MongoDB', async () => {
    const over = await runCairn(['backup', join(folder, 'backup.db')], environment('data'));
    expect([over.code, over.err]).toEqual([2, expect.stringContaining('is there already')]);
    const mongodb = { ...environment('data'), MONGODB_URL: 'mongodb://127.0.0.1:1' };
    const other = await runCairn(['backup', join(folder, 'other.db')], mongodb);
    expect([other.code, other.err]).toEqual([2, expect.stringContaining('mongodump')]);
    const nowhere = await runCairn(['backup', join(folder, 'none', 'x.db')], environment('data'));
    const sentence = `There is no folder ${join(folder, 'none')} to write the back-up to.\n`;
    expect([nowhere.code, nowhere.err]).toEqual([1, sentence]);
  });

  it.each([
    ['backup', ['empty.db']],
    ['replay', ['--verify']],
  ])('%s makes no empty store of a folder that was mistyped', async (command, options) => {
    const { code, err } = await runCairn([command, ...options], environment('mistyped'));
    const place = join(folder, 'mistyped');
    expect([code, err]).toEqual([1, expect.stringContaining(`DATA_DIR: there is no store in ${place}`)]);
    expect(existsSync(place)).toBe(false);
  });
});

function pick(value: unknown, keys: readonly string[]): unknown {
  return Object.fromEntries(Object.entries(value ?? {}).filter(([key]) => keys.includes(key)));
}
