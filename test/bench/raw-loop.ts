import Database from 'libsql';
import type { Input } from '../../engine/index.ts';

/** Events a second of the bare writes: insert the event, get the customer, put a state of the same size back. */
export function rawRate(file: string, inputs: readonly Input[], stateBytes: number, batch: number): number {
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
  for (let index = 0; index < inputs.length; index += batch) {
    database.exec('BEGIN IMMEDIATE');
    for (const { id, customer, body } of inputs.slice(index, index + batch)) {
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
