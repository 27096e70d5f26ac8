import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { demoRecords } from '../../server/demo/index.ts';
import { createEngine } from '../../engine/index.ts';
import type { Input, Release } from '../../engine/index.ts';
import { openSqliteStore } from '../../server/stores/sqlite/sqlite-store.ts';
import { ALL_SOURCES, defaultProgram } from '../support/default-rules.ts';
import { demoInputs } from '../support/demo-inputs.ts';

const CUSTOMERS = 200;
const DAYS = 30;
const BATCH = 500;
const END = Date.parse('2026-06-30T21:00:00Z');

/**
 * Events a second with full effect (mapping done before, every score, mission and badge decided, state and journal
 * durable), beside what the same store does for the bare writes: insert the event, get the customer, put it back.
 */
export async function run(): Promise<string[]> {
  const program = defaultProgram();
  const release: Release = { n: 1, constants: { percentiles: {}, live: ALL_SOURCES } };
  const inputs = demoInputs(
    demoRecords({ customers: CUSTOMERS, days: DAYS, seed: 7, zone: program.policy.time.zone }, END),
    program,
  );
  const half = Math.floor(inputs.length / 2);
  const [past, present] = [inputs.slice(0, half), inputs.slice(half)];
  const folder = mkdtempSync(join(tmpdir(), 'cairn-bench-'));
  try {
    const store = await openSqliteStore({ file: join(folder, 'full.db') });
    const { decide } = createEngine(program, release);
    const submitAll = async (list: readonly Input[]): Promise<number> => {
      const start = performance.now();
      for (let index = 0; index < list.length; index += BATCH)
        await store.submit(list.slice(index, index + BATCH), decide);
      return (list.length / (performance.now() - start)) * 1000;
    };
    await submitAll(past);
    const stateBytes = await medianState(store, present);
    const raw = rawRate(join(folder, 'raw.db'), present, stateBytes);
    const full = await submitAll(present);
    const rawAgain = rawRate(join(folder, 'raw-again.db'), present, stateBytes);
    const beside = (raw + rawAgain) / 2;
    await store.close();
    return [
      `ingest: ${present.length} events of ${CUSTOMERS} customers in batches of ${BATCH}, states of ${stateBytes} bytes`,
      `  full effect, durable        ${rate(full)}`,
      `  raw insert + get + put      ${rate(beside)}`,
      `  full ÷ raw                  ${(full / beside).toFixed(2)}`,
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rate(perSecond: number): string {
  return `${Math.round(perSecond).toLocaleString('en-US')} events/s`;
}

async function medianState(
  store: Awaited<ReturnType<typeof openSqliteStore>>,
  inputs: readonly Input[],
): Promise<number> {
  const ids = [...new Set(inputs.map(({ customer }) => customer))];
  const sizes = await Promise.all(ids.map(async id => (await store.customer(id))?.state.length ?? 0));
  return sizes.sort((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 0;
}

/** The same number of writes of the same size, batched and synced alike. */
function rawRate(file: string, inputs: readonly Input[], stateBytes: number): number {
  const database = new Database(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  database.exec(
    'CREATE TABLE events (id TEXT PRIMARY KEY, customer TEXT, body TEXT); CREATE INDEX of_customer ON events (customer)',
  );
  database.exec('CREATE TABLE customers (id TEXT PRIMARY KEY, state TEXT)');
  const insert = database.prepare('INSERT INTO events (id, customer, body) VALUES (?, ?, ?)');
  const get = database.prepare('SELECT state FROM customers WHERE id = ?');
  const put = database.prepare(
    'INSERT INTO customers (id, state) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state',
  );
  const state = JSON.stringify('x'.repeat(stateBytes));
  const start = performance.now();
  for (let index = 0; index < inputs.length; index += BATCH) {
    database.exec('BEGIN IMMEDIATE');
    const batch = inputs.slice(index, index + BATCH);
    for (const { id, customer, body } of batch) {
      insert.run(id, customer, JSON.stringify(body));
      get.get(customer);
      put.run(customer, state);
    }
    database.exec('COMMIT');
  }
  const seconds = (performance.now() - start) / 1000;
  database.close();
  return inputs.length / seconds;
}
