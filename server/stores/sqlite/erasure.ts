import { randomBytes } from 'node:crypto';
import type { Summary } from '../../../engine/model.ts';
import { ERASURE_KEY_SETTING, erasedHash } from '../erased-hash.ts';
import type { Connection } from './connection.ts';
import { integer, json, text } from './rows.ts';
import { createSummaryIndex } from './summary-index.ts';

/**
 * A check for the length of one transaction: was this customer erased? To be asked for customers without a document.
 * Erased ids are kept as keyed hashes only, so the list does not say who was a customer.
 */
export function createErasedCheck(connection: Connection): () => (customer: string) => boolean {
  const any = connection.query('SELECT 1 FROM erased LIMIT 1');
  const find = connection.query('SELECT 1 FROM erased WHERE customer_hash = ?');
  const readKey = keyReader(connection);
  return () => {
    // Most steps are of customers with a document, of whom nothing is asked.
    let key: string | null | undefined;
    return customer => {
      if (key === undefined) key = any.first() ? readKey() : null;
      return key !== null && find.first(erasedHash(customer, key)) !== undefined;
    };
  };
}

/**
 * Removes everything about a customer and keeps them from coming back. Steps and erasures take turns in transactions,
 * so there is no slow writer to clean up after.
 */
export function createEraser(connection: Connection): (customer: string) => Promise<void> {
  const readSummary = connection.query('SELECT summary FROM customers WHERE id = ?');
  const entriesByKind = connection.query(
    'SELECT kind, count(*) FROM journal WHERE customer = ? GROUP BY kind',
  );
  const marks = connection.query(
    `SELECT m.value, count(DISTINCT j.seq) FROM journal j, json_each(j.marks) m WHERE j.customer = ? GROUP BY m.value`,
  );
  // What is damaged is left out: it must not keep anybody from being erased.
  const accounts = connection.query(
    `SELECT json_extract(l.value, '$.account'), sum(json_extract(l.value, '$.amount'))
     FROM journal j, json_each(iif(json_valid(j.effects), j.effects, '[]')) e, json_each(e.value, '$.lines') l
     WHERE j.customer = ? AND json_extract(e.value, '$.kind') = 'points_posted' GROUP BY 1`,
  );
  const deletions = [
    `DELETE FROM marks WHERE (mark, at, entry) IN
       (SELECT m.value, j.at, j.seq FROM journal j, json_each(j.marks) m WHERE j.customer = ?)`,
    'DELETE FROM journal WHERE customer = ?',
    'DELETE FROM outbox WHERE customer = ?',
    'DELETE FROM failed WHERE customer = ?',
    'DELETE FROM requests WHERE customer = ?',
    'DELETE FROM repeats WHERE customer = ?',
    'DELETE FROM customers WHERE id = ?',
  ].map(sql => connection.statement(sql));
  const addKey = connection.statement('INSERT OR IGNORE INTO settings (key, rev, value) VALUES (?, 1, ?)');
  const addErased = connection.statement('INSERT OR IGNORE INTO erased (customer_hash) VALUES (?)');
  const readKey = keyReader(connection);
  const summaries = createSummaryIndex(connection);

  function erase(customer: string): void {
    addKey.run(ERASURE_KEY_SETTING, JSON.stringify(randomBytes(32).toString('hex')));
    addErased.run(erasedHash(customer, readKey()));
    const tallies = summaries.tallies();
    for (const row of entriesByKind.all(customer)) tallies.add('entries', text(row[0]), -integer(row[1]));
    for (const row of marks.all(customer)) tallies.add('mark', text(row[0]), -integer(row[1]));
    for (const row of accounts.all(customer)) tallies.add('erased_ledger', text(row[0]), integer(row[1]));
    const row = readSummary.first(customer);
    if (row) summaries.change(customer, json<Summary>(row[0]), null, tallies);
    tallies.write();
    for (const deletion of deletions) deletion.run(customer);
  }

  return customer => connection.writeSecurely(() => erase(customer));
}

function keyReader(connection: Connection): () => string {
  const read = connection.query('SELECT value FROM settings WHERE key = ?');
  return () => json<string>(read.first(ERASURE_KEY_SETTING)?.[0]);
}
