import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Entry } from '../../../engine/model.ts';
import { openSqliteStore } from '../../../server/stores/sqlite/sqlite-store.ts';
import type { Store } from '../../../server/stores/store.ts';
import { allPages, expectFolded } from '../../contracts/store/shared.ts';
import { startChild, type Child } from '../../support/children/child.ts';

const PROCESSES = 3;

describe('processes that share the file of an embedded store', () => {
  let folder = '';
  let file = '';
  let children: Child[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cairn-crash-'));
    file = join(folder, 'cairn.db');
  });
  afterEach(async () => {
    for (const child of children) child.kill();
    await Promise.all(children.map(child => child.ended()));
    children = [];
    rmSync(folder, { recursive: true });
  });

  function startProcesses(ids: number, calls: number): readonly Child[] {
    const started = Array.from({ length: PROCESSES }, () =>
      startChild('submit-forever.ts', [file, String(ids), String(calls)]),
    );
    children.push(...started);
    return started;
  }

  test('what was acknowledged before a kill -9 is there exactly once, and nothing is there by half', async () => {
    const acknowledged = new Set<string>();
    const fresh: string[] = [];
    for (let round = 0; round < 3; round++) {
      const processes = startProcesses(4_000, 1_000_000);
      await Promise.all(processes.map(child => child.started()));
      for (const child of processes) {
        await pause(20 + Math.random() * 250);
        child.kill();
      }
      await Promise.all(processes.map(child => child.ended()));
      for (const { kind, id } of processes.flatMap(outcomesOf)) {
        acknowledged.add(id);
        if (kind === 'fresh') fresh.push(id);
      }
      await withStore(file, async store => {
        const journal = await expectWhole(store);
        expect([...acknowledged].filter(id => !journal.has(id))).toEqual([]);
      });
    }
    expect(acknowledged.size).toBeGreaterThan(0);
    expect(new Set(fresh).size).toBe(fresh.length);
  });

  test('three processes that bring the same ids fold each once, and one of them is told it was fresh', async () => {
    const processes = startProcesses(600, 120);
    const ends = await Promise.all(processes.map(child => child.ended()));
    expect(ends).toEqual(processes.map(() => ({ code: 0, errors: '' })));
    const outcomes = processes.flatMap(outcomesOf);
    const fresh = outcomes.filter(({ kind }) => kind === 'fresh').map(({ id }) => id);
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['fresh', 'duplicate']));
    await withStore(file, async store => {
      const journal = await expectWhole(store);
      expect([...fresh].sort()).toEqual([...journal.keys()].sort());
      const kinds = new Set([...journal.values()].map(({ kind }) => kind));
      expect(kinds).toEqual(new Set(['event', 'command', 'tick']));
    });
  });
});

function outcomesOf(child: Child): readonly { readonly kind: string; readonly id: string }[] {
  return child.lines.slice(1).map(line => {
    const [kind = '', id = ''] = line.split(' ');
    return { kind, id };
  });
}

async function withStore(file: string, look: (store: Store) => Promise<void>): Promise<void> {
  const store = await openSqliteStore({ file });
  try {
    await look(store);
  } finally {
    await store.close();
  }
}

/** Documents, journal, marks, outbox and totals all tell the same; gives the journal by id. */
async function expectWhole(store: Store): Promise<ReadonlyMap<string, Entry>> {
  const rows = await allPages(cursor => store.audience({ limit: 100, ...(cursor ? { cursor } : {}) }));
  const journal: Entry[] = [];
  for (const row of rows) journal.push(...(await expectFolded(store, row.customer)));
  expect(await store.totals({ of: 'customers' })).toEqual([{ key: 'customers', count: rows.length }]);
  expect(await store.totals({ of: 'entries' })).toEqual([{ key: 'entries', count: journal.length }]);
  for (const { key, count } of await store.totals({ of: 'marks', prefix: 'third:' })) {
    const marked = await allPages(cursor =>
      store.entries({ mark: key, limit: 500, ...(cursor ? { cursor } : {}) }),
    );
    const expected = journal.filter(entry => attributeOf(entry, 'mark') === key);
    expect(marked.map(entry => entry.id).sort()).toEqual(expected.map(entry => entry.id).sort());
    expect(count).toBe(expected.length);
  }
  const sends = journal.filter(entry => attributeOf(entry, 'send') === true);
  const deliveries = await allPages(cursor =>
    store.deliveries({ limit: 500, ...(cursor ? { cursor } : {}) }),
  );
  expect(deliveries.map(delivery => delivery.id).sort()).toEqual(
    [...new Set(sends.map(entry => `${entry.customer}:${entry.v}:all`))].sort(),
  );
  return new Map(journal.map(entry => [entry.id, entry]));
}

function attributeOf({ input }: Entry, name: string): unknown {
  return input && 'attributes' in input ? input.attributes[name] : undefined;
}
