import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import type { Input } from '../../../engine/index.ts';
import { openSqliteStore } from '../../../server/stores/sqlite/sqlite-store.ts';
import type { BenchStore } from './bench-store.ts';

const FILL_CUSTOMERS = 50_000;
const ROWS_A_COMMIT = 100_000;

/** The embedded store, and the same file's bare writes. */
export function embeddedStore(): BenchStore {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-bench-'));
  let rawLoops = 0;
  const fileOf = (name: string): string => join(folder, `${name}.db`);
  return {
    name: 'embedded',
    open: (name = 'full') => openSqliteStore({ file: fileOf(name) }),
    address: name => ({ dataDir: folder, name }),
    async fill(name, count, sample) {
      await (await openSqliteStore({ file: fileOf(name) })).close();
      fillJournal(fileOf(name), count, sample);
      settle(fileOf(name));
    },
    raw(inputs, { stateBytes, batch, stored }) {
      rawLoops += 1;
      const file = fileOf(`raw-${rawLoops}`);
      const filled = fileOf('raw-filled');
      if (!existsSync(filled)) fillRaw(filled, stored, JSON.stringify(inputs[0]?.body));
      copyFileSync(filled, file);
      settle(file);
      const rate = rawRate(file, inputs, stateBytes, batch);
      rmSync(file);
      return Promise.resolve(rate);
    },
    dropRaw: () => Promise.resolve(rmSync(fileOf('raw-filled'))),
    bytes: name => {
      const database = new Database(fileOf(name));
      // What the log has not yet put into the file is stored too.
      database.pragma('wal_checkpoint(FULL)');
      database.close();
      return Promise.resolve(statSync(fileOf(name)).size);
    },
    drop: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
  };
}

/** Rows as ingest writes them, of other customers, straight into the table: what the store has to carry along. */
function fillJournal(file: string, count: number, { body, bodyHash, at }: Input): void {
  const database = new Database(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144;');
  const insert = database.prepare(
    `WITH RECURSIVE row(n) AS (SELECT ? UNION ALL SELECT n + 1 FROM row WHERE n + 1 < ?)
     INSERT INTO journal
       (id, customer, v, i, "of", at, kind, release, program, body_hash, marks, effects, answer, input)
     SELECT 'filler:' || lower(hex(randomblob(10))), 'filler-' || (n % ${FILL_CUSTOMERS}), n / ${FILL_CUSTOMERS} + 1, 0, 1,
       ? - 5000000000 + n, 'event', 1, ?, ?, '[]', '[]', 'null', ? FROM row`,
  );
  for (let from = 0; from < count; from += ROWS_A_COMMIT) {
    const to = Math.min(count, from + ROWS_A_COMMIT);
    insert.run([from, to, at, bodyHash, bodyHash, JSON.stringify(body)]);
  }
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}

/** Events a second of the bare writes: insert the event, get the customer, put a state of the same size back. */
function rawRate(file: string, inputs: readonly Input[], stateBytes: number, batch: number): number {
  const database = new Database(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  const insert = database.prepare('INSERT INTO events (id, customer, body) VALUES (?, ?, ?)');
  const get = database.prepare('SELECT state FROM customers WHERE id = ?');
  const put = database.prepare(
    'INSERT INTO customers (id, state) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state',
  );
  const state = JSON.stringify('x'.repeat(stateBytes));
  const start = performance.now();
  for (let index = 0; index < inputs.length; index += batch) {
    database.exec('BEGIN IMMEDIATE');
    for (const { id, customer, body } of inputs.slice(index, index + batch)) {
      insert.run([id, customer, JSON.stringify(body)]);
      get.get([customer]);
      put.run([customer, state]);
    }
    database.exec('COMMIT');
  }
  const seconds = (performance.now() - start) / 1000;
  database.close();
  return inputs.length / seconds;
}

/** The tables of the bare writes, with `count` events of other customers. */
function fillRaw(file: string, count: number, body: string): void {
  const database = new Database(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144;');
  database.exec(
    'CREATE TABLE events (id TEXT PRIMARY KEY, customer TEXT, body TEXT); CREATE INDEX of_customer ON events (customer)',
  );
  database.exec('CREATE TABLE customers (id TEXT PRIMARY KEY, state TEXT)');
  const insert = database.prepare(
    `WITH RECURSIVE row(n) AS (SELECT ? UNION ALL SELECT n + 1 FROM row WHERE n + 1 < ?)
     INSERT INTO events SELECT 'filler:' || lower(hex(randomblob(10))), 'filler-' || (n % ${FILL_CUSTOMERS}), ? FROM row`,
  );
  for (let from = 0; from < count; from += ROWS_A_COMMIT) {
    insert.run([from, Math.min(count, from + ROWS_A_COMMIT), body]);
  }
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}

/** Waits until the disk has what was filled in; else the first fsync that is measured waits for all of it. */
function settle(file: string): void {
  const descriptor = openSync(file, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
