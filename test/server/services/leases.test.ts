import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLeases, STANDS_STILL_MS } from '../../../server/services/leases.ts';
import { openSqliteStore } from '../../../server/stores/sqlite/sqlite-store.ts';
import type { Store } from '../../../server/stores/store.ts';

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-leases-'));
  store = await openSqliteStore({ file: join(folder, 'cairn.db') });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

describe('a lease', () => {
  it('is one node’s at a time, and the others’ only once it stood still on their own clock', async () => {
    let [first, second] = [0, 5_000_000];
    const [a, b] = [createLeases(store, 'a', () => first), createLeases(store, 'b', () => second)];
    expect([await a.hold('x'), await b.hold('x')]).toEqual([true, false]);
    second += STANDS_STILL_MS - 1;
    expect(await b.hold('x')).toBe(false);
    second += 1;
    expect([await b.hold('x'), b.held()]).toEqual([true, ['x']]);
    first += STANDS_STILL_MS;
    expect([await a.hold('x'), a.held()]).toEqual([false, []]);
  });

  it('stays with a node that renews it, however long that is', async () => {
    let now = 0;
    const [a, b] = [createLeases(store, 'a', () => now), createLeases(store, 'b', () => now)];
    for (let round = 0; round < 20; round += 1) {
      expect([await a.hold('x'), await b.hold('x')]).toEqual([true, false]);
      now += STANDS_STILL_MS / 3;
    }
  });

  it('is free at once when it is handed back, and is not taken by who left', async () => {
    const [a, b] = [createLeases(store, 'a'), createLeases(store, 'b')];
    await a.hold('x');
    await a.giveBack();
    expect([await b.hold('x'), await a.hold('x')]).toEqual([true, false]);
  });

  it('goes to one of many that ask at once', async () => {
    const nodes = Array.from({ length: 20 }, (_, index) => createLeases(store, `n${index}`));
    const answers = await Promise.all(nodes.flatMap(node => [node.hold('x'), node.hold('x')]));
    expect(answers.filter(Boolean)).toHaveLength(2);
    expect(nodes.filter(node => node.held().length > 0)).toHaveLength(1);
  });
});
