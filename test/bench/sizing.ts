import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { BSON, MongoClient } from 'mongodb';
import { createEngine } from '../../engine/index.ts';
import type { Input } from '../../engine/index.ts';
import { openMongoStore } from '../../server/stores/mongodb/mongo-store.ts';
import { openSqliteStore } from '../../server/stores/sqlite/sqlite-store.ts';
import type { Store } from '../../server/stores/store.ts';
import { defaultProgram } from '../support/default-rules.ts';
import { MONGODB_URL } from '../support/mongodb.ts';
import { demoInputs } from '../support/demo-inputs.ts';
import { demoRecords } from '../../server/demo/index.ts';
import { BENCH_RELEASE } from './ingest/workload.ts';
import { countCommands } from './sizing/count-commands.ts';

const END = Date.parse('2026-06-30T21:00:00Z');
const BATCH = 500;
const SINGLY = 300;

export interface SizingOptions {
  readonly customers: number;
  readonly days: number;
}

/** How much room customers and events of the default rules take on each store, and how often it is asked for one. */
export async function run({ customers, days }: SizingOptions): Promise<string[]> {
  const program = defaultProgram();
  const records = demoRecords({ customers, days, seed: 7, zone: program.policy.time.zone }, END);
  const inputs = demoInputs(records, program);
  const lines = [`sizing: ${customers} customers, ${days} days, ${inputs.length} events, the default rules`];
  lines.push(...(await embedded(inputs, customers)));
  lines.push(
    ...(MONGODB_URL === '' ? ['  MongoDB: MONGODB_URL is not set'] : await mongodb(inputs, customers)),
  );
  lines.push(`  this process after it: ${megabytes(process.memoryUsage().rss)} resident`);
  return lines;
}

async function embedded(inputs: readonly Input[], customers: number): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-sizing-'));
  try {
    const file = join(folder, 'cairn.db');
    const store = await openSqliteStore({ file });
    await submitAll(store, inputs, BATCH);
    await store.close();
    const sizes = tableSizes(file);
    const sum = (...tables: readonly string[]) =>
      tables.reduce((total, table) => total + (sizes.get(table) ?? 0), 0);
    const ofCustomers = sum('customers', 'members');
    const whole = [...sizes.values()].reduce((total, size) => total + size, 0);
    return [
      '  embedded, indexes included',
      `    a customer   ${bytes(ofCustomers / customers)}`,
      `    an event     ${bytes((whole - ofCustomers) / inputs.length)} (journal, marks, counts)`,
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Bytes of each table with its indexes. */
function tableSizes(file: string): Map<string, number> {
  const database = new Database(file, { readonly: true });
  const rows = database
    .prepare(
      `SELECT coalesce(s.tbl_name, d.name), sum(d.pgsize) FROM dbstat d LEFT JOIN sqlite_schema s ON s.name = d.name
       GROUP BY 1`,
    )
    .raw()
    .all([]) as [string, number][];
  database.close();
  return new Map(rows);
}

async function mongodb(inputs: readonly Input[], customers: number): Promise<string[]> {
  const name = `cairn_sizing_${process.pid}`;
  const client = new MongoClient(MONGODB_URL);
  const proxy = await countCommands(MONGODB_URL);
  try {
    const store = await openMongoStore({ url: proxy.url, database: name });
    const [batched, singly] = [inputs.slice(0, -SINGLY), inputs.slice(-SINGLY)];
    const before = proxy.counts();
    await submitAll(store, batched, BATCH);
    const afterBatches = proxy.counts();
    await submitAll(store, singly, 1);
    const afterSingly = proxy.counts();
    await store.close();
    const sizeOf = async (collection: string): Promise<number> => {
      let size = 0;
      for await (const document of client.db(name).collection(collection).find())
        size += BSON.calculateObjectSize(document);
      return size;
    };
    return [
      '  MongoDB, documents without indexes and before compression',
      `    a customer   ${bytes((await sizeOf('customers')) / customers)}`,
      `    an event     ${bytes((await sizeOf('journal')) / inputs.length)}`,
      `    commands an event, in batches of ${BATCH}: ${perEvent(before, afterBatches, batched.length)}`,
      `    commands an event, one by one: ${perEvent(afterBatches, afterSingly, singly.length)}`,
    ];
  } finally {
    await client.db(name).dropDatabase();
    await client.close();
    proxy.close();
  }
}

async function submitAll(store: Store, inputs: readonly Input[], batch: number): Promise<void> {
  const { decide } = createEngine(defaultProgram(), BENCH_RELEASE);
  for (let index = 0; index < inputs.length; index += batch)
    await store.submit(inputs.slice(index, index + batch), decide);
}

type Counts = ReadonlyMap<string, number>;

function perEvent(before: Counts, after: Counts, events: number): string {
  const rows = [...after].map(([name, count]) => [name, (count - (before.get(name) ?? 0)) / events] as const);
  const used = rows.filter(([, rate]) => rate >= 0.001);
  const total = used.reduce((sum, [, rate]) => sum + rate, 0);
  return `${total.toFixed(2)} (${used.map(([name, rate]) => `${name} ${rate.toFixed(2)}`).join(', ')})`;
}

function bytes(count: number): string {
  return `${Math.round(count).toLocaleString('en-US')} bytes`;
}

function megabytes(count: number): string {
  return `${Math.round(count / 1e6).toLocaleString('en-US')} MB`;
}
