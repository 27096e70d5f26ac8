import { deliveriesOf } from '../deliveries.ts';
import type { Connection } from './connection.ts';
import type { PlannedStep } from '../steps/plan-step.ts';
import { integer } from './rows.ts';
import { createSummaryIndex, type Tallies } from './summary-index.ts';

/** Writes decided steps: customer, journal, marks, outbox and what is counted along. `salt` makes revs unique. */
export function createStepWriter(
  connection: Connection,
): (steps: readonly PlannedStep[], salt: string) => void {
  const lastSeq = connection.query('SELECT coalesce(max(seq), 0) FROM journal');
  const insertCustomer = connection.statement(
    `INSERT INTO customers (rev, v, entries, at, release, due_at, summary, state, digest, id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const updateCustomer = connection.statement(
    `UPDATE customers SET rev = ?, v = ?, entries = ?, at = ?, release = ?, summary = ?, state = ?, digest = ?
     WHERE id = ?`,
  );
  // Mostly the same as before, and indexed: to set it is to write two more pages.
  const updateDueAt = connection.statement('UPDATE customers SET due_at = ? WHERE id = ?');
  const insertEntry = connection.statement(
    `INSERT INTO journal
       (seq, id, customer, v, i, "of", at, kind, release, program, body_hash, marks, effects, answer, input, digest)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertMark = connection.statement('INSERT OR IGNORE INTO marks (mark, at, entry) VALUES (?, ?, ?)');
  const insertDelivery = connection.statement(
    'INSERT INTO outbox (id, lane, customer, v, at, effects) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const summaries = createSummaryIndex(connection);

  function writeCustomer({ customer, before, step, v, digest }: PlannedStep, salt: string): void {
    const rev = `${v}:${salt}`;
    const { at, release, dueAt, state } = step;
    const entries = (before?.snapshot.entries ?? 0) + step.entries.length;
    const summary = JSON.stringify(step.summary);
    if (!before) {
      insertCustomer.run(rev, v, entries, at, release, dueAt, summary, state, digest ?? null, customer);
      return;
    }
    updateCustomer.run(rev, v, entries, at, release, summary, state, digest ?? null, customer);
    if (dueAt !== before.dueAt) updateDueAt.run(dueAt, customer);
  }

  function writeEntries({ rows }: PlannedStep, firstSeq: number, tallies: Tallies): void {
    for (const { entry, bodyHash, marks, texts, digest } of rows) {
      const { id, customer, v, i, at, kind, release, program } = entry;
      const seq = firstSeq + i;
      insertEntry.run(
        seq,
        id,
        customer,
        v,
        i,
        rows.length,
        at,
        kind,
        release,
        program,
        bodyHash,
        texts.marks,
        texts.effects,
        texts.answer,
        texts.input,
        digest,
      );
      for (const mark of marks) tallies.add('mark', mark, insertMark.run(mark, at, seq));
      tallies.add('entries', kind, 1);
    }
  }

  function writeDeliveries({ customer, step, v }: PlannedStep): void {
    for (const { id, lane, at, effects } of deliveriesOf(customer, v, step)) {
      insertDelivery.run(id, lane, customer, v, at, JSON.stringify(effects));
    }
  }

  return (steps, salt) => {
    if (steps.length === 0) return;
    const tallies = summaries.tallies();
    let seq = integer(lastSeq.first()?.[0]);
    for (const step of steps) {
      writeCustomer(step, salt);
      writeEntries(step, seq + 1, tallies);
      seq += step.step.entries.length;
      writeDeliveries(step);
      summaries.change(step.customer, step.before?.snapshot.summary ?? null, step.step.summary, tallies);
    }
    tallies.write();
  };
}
