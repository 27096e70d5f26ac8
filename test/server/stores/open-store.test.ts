import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../../server/stores/sqlite/sqlite-store.ts';
import { countingDecide } from '../../support/counting-decide.ts';
import { eventInput } from '../../support/inputs.ts';
import { openStore } from '../../../server/stores/open-store.ts';

describe('opening a store', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cairn-open-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('without a MongoDB it is a file in the data folder, which is made if need be', async () => {
    const dataDir = join(folder, 'not', 'there yet');
    const store = await openStore({ dataDir });
    expect(await store.state()).toMatchObject({ kind: 'embedded', reachable: true });
    await store.close();
    expect(existsSync(join(dataDir, 'cairn.db'))).toBe(true);
  });

  test('a MongoDB that is asked for is not silently replaced by a file', async () => {
    const mongodbUrl = 'mongodb://me:secret@127.0.0.1:1/?serverSelectionTimeoutMS=50';
    const opening = openStore({ dataDir: folder, mongodbUrl, patienceMs: 50 });
    await expect(opening).rejects.toThrow(/^The database cannot be reached: (?!.*secret)/);
    expect(existsSync(join(folder, 'cairn.db'))).toBe(false);
  });

  test('what was kept is there when the file is opened again', async () => {
    const first = await openStore({ dataDir: folder });
    await first.change('key', 0, { kept: true });
    await first.close();
    const second = await openStore({ dataDir: folder });
    expect((await second.setting('key'))?.value).toEqual({ kept: true });
    await second.close();
  });

  test("a newer version's file is left alone", async () => {
    await (await openStore({ dataDir: folder })).close();
    const database = new Database(join(folder, 'cairn.db'));
    database.pragma('user_version = 99');
    await expect(openStore({ dataDir: folder })).rejects.toThrow(
      'schema version 99, written by a newer Cairn',
    );
    database.close();
  });

  test('a file that somebody else keeps locked makes calls wait, not fail', async () => {
    const store = await openStore({ dataDir: folder });
    const other = new Database(join(folder, 'cairn.db'));
    other.exec('BEGIN IMMEDIATE');
    const change = store.change('key', 0, 1);
    const read = await store.setting('key');
    other.exec('COMMIT');
    other.close();
    expect([read, await change]).toEqual([null, true]);
    await store.close();
  });

  test('a call that waited too long for the file says that the store is busy, and changed nothing', async () => {
    const file = join(folder, 'cairn.db');
    const store = await openSqliteStore({ file, patienceMs: 30 });
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    const input = eventInput('c', 's:1');
    expect(await store.submit([input, input], countingDecide)).toEqual([
      { id: 's:1', error: 'busy' },
      { id: 's:1', error: 'busy' },
    ]);
    await expect(store.change('key', 0, 1)).rejects.toThrow('busy');
    other.exec('COMMIT');
    other.close();
    expect(await store.submit([input], countingDecide)).toMatchObject([{ id: 's:1', duplicate: false }]);
    await store.close();
  });
});
