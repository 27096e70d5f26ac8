import { deliveriesOf } from '../deliveries.ts';
import type { Connection } from './connection.ts';
import type { Document, PlannedStep } from '../steps/plan-step.ts';
import { integer } from './rows.ts';
import { createSummaryIndex, type Tallies } from './summary-index.ts';

/** A customer's document with what tells whether it is still the same. */
export interface FoundDocument extends Document {
  readonly rev: string;
}

export interface WritableStep {
  readonly before: FoundDocument | null;
  readonly planned: PlannedStep;
}

/**
 * Writes decided steps: customer, journal, marks, outbox and what is counted along. `salt` makes revs unique. Gives
 * those whose customer still was as he was found; of the others nothing is written.
 */
export function createStepWriter(
  connection: Connection,
): <Step extends WritableStep>(steps: readonly Step[], salt: string) => readonly Step[] {
  const lastSeq = connection.query('SELECT coalesce(max(seq), 0) FROM journal');
  const insertCustomer = connection.statement(
    `INSERT INTO customers (rev, v, entries, at, release, due_at, summary, state, digest, id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  );
  const updateCustomer = connection.statement(
    `UPDATE customers SET rev = ?, v = ?, entries = ?, at = ?, release = ?, summary = ?, state = ?, digest = ?
     WHERE id = ? AND rev = ?`,
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

  /** False: another process was faster. */
  function writeCustomer({ before, planned }: WritableStep, salt: string): boolean {
    const { customer, step, v, digest = null } = planned;
    const rev = `${v}:${salt}`;
    const { at, release, dueAt, state } = step;
    const entries = (before?.snapshot.entries ?? 0) + step.entries.length;
    const summary = JSON.stringify(step.summary);
    if (!before) {
      return insertCustomer.run(rev, v, entries, at, release, dueAt, summary, state, digest, customer) > 0;
    }
    if (updateCustomer.run(rev, v, entries, at, release, summary, state, digest, customer, before.rev) === 0)
      return false;
    if (dueAt !== before.dueAt) updateDueAt.run(dueAt, customer);
    return true;
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
    if (steps.length === 0) return [];
    const tallies = summaries.tallies();
    let seq = integer(lastSeq.first()?.[0]);
    const written = steps.filter(decided => {
      if (!writeCustomer(decided, salt)) return false;
      const { before, planned } = decided;
      writeEntries(planned, seq + 1, tallies);
      seq += planned.rows.length;
      writeDeliveries(planned);
      summaries.change(planned.customer, before?.snapshot.summary ?? null, planned.step.summary, tallies);
      return true;
    });
    tallies.write();
    return written;
  };
}
