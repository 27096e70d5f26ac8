import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Effect } from '../../../engine/index.ts';
import { migrations } from '../../../server/stores/sqlite/schema.ts';
import { openSqliteStore } from '../../../server/stores/sqlite/sqlite-store.ts';
import { START } from '../../support/inputs.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-migrations-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A file as the build that knew `version` migrations left it, with these rows in it. */
function oldFile(version: number, rows: (database: Database.Database) => void): string {
  const file = join(folder, 'cairn.db');
  const database = new Database(file);
  for (const migration of migrations.slice(0, version)) database.exec(migration);
  database.pragma(`user_version = ${version}`);
  rows(database);
  database.close();
  return file;
}

const triggered = (webhook: string, campaign: string): Effect => ({
  kind: 'campaign_triggered',
  campaign,
  webhook,
  payload: { note: 'ü "quoted"' },
  remember: 0,
});

describe('a file of an earlier build', () => {
  it('keeps what waited to be sent, by its receiver and in its order', async () => {
    const file = oldFile(1, database => {
      const entry = database.prepare(
        `INSERT INTO journal (id, customer, v, i, "of", at, kind, release, program, body_hash, marks, effects, answer, input)
         VALUES (?, ?, ?, 0, 1, ?, 'event', 1, 'p', '', '[]', '[]', 'null', 'null')`,
      );
      const delivery = database.prepare('INSERT INTO outbox (id, customer, effects) VALUES (?, ?, ?)');
      for (const [customer, v] of [
        ['a:1', 1],
        ['a:1', 2],
        ['b', 1],
      ] as const) {
        entry.run([`s:${customer}${v}`, customer, v, START + v]);
        const effects = [triggered('crm', 'one'), triggered('a:b', 'two'), triggered('crm', 'three')];
        delivery.run([`${customer}:${v}`, customer, JSON.stringify(effects)]);
      }
    });
    const store = await openSqliteStore({ file });
    try {
      const { results } = await store.deliveries({ limit: 10 });
      expect(results.map(({ id, v, at }) => [id, v, at - START]).sort()).toEqual([
        ['a:1:1:a%3Ab', 1, 1],
        ['a:1:1:crm', 1, 1],
        ['a:1:2:a%3Ab', 2, 2],
        ['a:1:2:crm', 2, 2],
        ['b:1:a%3Ab', 1, 1],
        ['b:1:crm', 1, 1],
      ]);
      const taken = await store.outbox({ lane: 'crm', now: START, limit: 10, holdMs: 1_000 });
      expect(taken.map(({ id }) => id)).toEqual(['a:1:1:crm', 'b:1:crm']);
      expect(taken[0]?.effects).toEqual([triggered('crm', 'one'), triggered('crm', 'three')]);
    } finally {
      await store.close();
    }
  });
});
