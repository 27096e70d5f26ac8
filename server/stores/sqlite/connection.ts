import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'libsql';
import { BusyError, isBusy } from './busy.ts';
import type { Row } from './rows.ts';
import { migrate, rewriteVersion } from './schema.ts';
import { asUnwritable } from './unwritable.ts';

export type Value = string | number | null;

/** A prepared statement; rows come as arrays, in the order of the columns. */
export interface Query {
  first(...values: readonly Value[]): Row | undefined;
  all(...values: readonly Value[]): readonly Row[];
}

export interface Statement {
  /** Runs it and says how many rows it changed. */
  run(...values: readonly Value[]): number;
}

/** The one place that talks to the library: statements, transactions, and patience with other processes. */
export interface Connection {
  /** Both prepare a text once and know it from then on. */
  query(sql: string): Query;
  statement(sql: string): Statement;
  /** Runs synchronous reads; repeated while the file is locked. */
  read<T>(work: () => T): Promise<T>;
  /** Runs synchronous work in one transaction, after the writes before it. It may run again: no effects but by SQL. */
  write<T>(work: () => T): Promise<T>;
  /** Like `write`, with deleted content overwritten on disk. */
  writeSecurely<T>(work: () => T): Promise<T>;
  /** Reads the file as it was at one moment, however long that takes; writes go on beside it. */
  readUnchanging<T>(work: (query: (sql: string) => Query) => Promise<T>): Promise<T>;
  /** Rejects where nothing can be written; after a write that could, it does not try. */
  assertWritable(): Promise<void>;
  /** Writes a copy of the file as it is at one moment; writes go on beside it. */
  copyTo(file: string): Promise<void>;
  close(): Promise<void>;
}

/** Waiting inside the library blocks Node, so it waits hardly at all and the rest is done by timers. */
const BUSY_TIMEOUT_MS = 5;

export async function openConnection(file: string, patienceMs: number): Promise<Connection> {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const database = new Database(file);
  await patiently(() => prepareDatabase(database), performance.now() + patienceMs);
  return connectionTo(database, file, patienceMs);
}

function prepareDatabase(database: Database.Database): void {
  database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('temp_store = MEMORY');
  database.pragma('cache_size = -65536');
  // A batch touches many pages; copying them back after every batch would write each of them twice.
  database.pragma('wal_autocheckpoint = 4000');
  inTransaction(database, () => migrate(database));
}

function connectionTo(database: Database.Database, file: string, patienceMs: number): Connection {
  let closed = false;
  let lastWrite: Promise<unknown> = Promise.resolve();
  let isWritable = true;

  function assertOpen(): void {
    if (closed) throw new Error('The store is closed.');
  }

  /** One at a time, so that the writes of this process do not wait for the lock beside each other. */
  function inTurn<T>(attempt: () => T): Promise<T> {
    const until = performance.now() + patienceMs;
    const result = lastWrite.then(() => patiently(attempt, until)).then(noteWritten, noteRefused);
    lastWrite = result.catch(() => undefined);
    return result;
  }

  function noteWritten<T>(result: T): T {
    isWritable = true;
    return result;
  }

  function noteRefused(error: unknown): never {
    const unwritable = asUnwritable(error);
    if (unwritable === null) throw error;
    isWritable = false;
    throw unwritable;
  }

  return {
    query: cached(sql => queryOf(database, sql)),
    statement: cached(sql => {
      const statement = database.prepare(sql);
      return { run: (...values) => statement.run(values).changes };
    }),
    async read(work) {
      assertOpen();
      return patiently(() => {
        assertOpen();
        return work();
      }, performance.now() + patienceMs);
    },
    async write(work) {
      assertOpen();
      return inTurn(() => inTransaction(database, work));
    },
    async writeSecurely(work) {
      assertOpen();
      return inTurn(() => {
        database.pragma('secure_delete = ON');
        try {
          return inTransaction(database, work);
        } finally {
          database.pragma('secure_delete = OFF');
        }
      });
    },
    async assertWritable() {
      // Writes a page without changing what it says.
      if (!isWritable) await inTurn(() => inTransaction(database, () => rewriteVersion(database)));
    },
    async readUnchanging(work) {
      assertOpen();
      const reader = new Database(file, { readonly: true });
      try {
        reader.exec('BEGIN');
        return await work(cached(sql => queryOf(reader, sql)));
      } finally {
        reader.close();
      }
    },
    async copyTo(target) {
      assertOpen();
      const reader = new Database(file);
      try {
        await patiently(() => reader.prepare('VACUUM INTO ?').run([target]), performance.now() + patienceMs);
      } finally {
        reader.close();
      }
    },
    async close() {
      if (closed) return;
      closed = true;
      await lastWrite;
      foldLog(database);
      database.close();
    },
  };
}

function queryOf(database: Database.Database, sql: string): Query {
  const statement = database.prepare(sql).raw();
  return {
    first: (...values) => statement.get(values) as Row | undefined,
    all: (...values) => statement.all(values) as readonly Row[],
  };
}

function cached<T>(prepare: (sql: string) => T): (sql: string) => T {
  const prepared = new Map<string, T>();
  return sql => {
    const known = prepared.get(sql) ?? prepare(sql);
    prepared.set(sql, known);
    return known;
  };
}

function inTransaction<T>(database: Database.Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // Some errors (a full disk) have rolled back already.
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** Repeats what found the file locked by another process, at random distances, until the patience is over. */
async function patiently<T>(attempt: () => T, until: number): Promise<T> {
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() > until) throw new BusyError();
    }
    await pause(1 + Math.random() * 8);
  }
}

/** Moves the write-ahead log into the file, so that a copy of the one file is complete; others may still need it. */
function foldLog(database: Database.Database): void {
  try {
    database.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    if (!isBusy(error)) throw error;
  }
}
