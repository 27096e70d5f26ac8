import type { Store, StoreState } from '../store.ts';
import { openConnection } from './connection.ts';
import { createCustomers } from './customers.ts';
import { createErasedCheck, createEraser } from './erasure.ts';
import { createFailedRecords } from './failed-records.ts';
import { createJournal } from './journal.ts';
import { createOutbox } from './outbox.ts';
import { createRepeats } from './repeats.ts';
import { createRequests } from './requests.ts';
import { createSettings } from './settings.ts';
import { createSubmitter } from './submit.ts';
import { createTotals } from './totals.ts';
import { createTruth } from './truth.ts';

export interface SqliteStoreOptions {
  readonly file: string;
  /** How long a call waits while other processes keep the file locked. */
  readonly patienceMs?: number;
}

/** The embedded store: one SQLite file, which several processes may use at once. */
export async function openSqliteStore({ file, patienceMs = 10_000 }: SqliteStoreOptions): Promise<Store> {
  const connection = await openConnection(file, patienceMs);
  const submitter = createSubmitter(connection);
  const erasedCheck = createErasedCheck(connection);
  const probe = connection.query('SELECT 1 FROM settings LIMIT 1');
  return {
    submit: submitter.submit,
    ...createCustomers(connection),
    ...createJournal(connection),
    ...createTotals(connection),
    ...createTruth(connection),
    // A step is one transaction here: it is there or it is not, and none is ever left open.
    finishOpen: () => Promise.resolve(0),
    // Nor are two steps decided on one id.
    conflicts: () => Promise.resolve([]),
    undone: () => Promise.resolve(),
    ...createOutbox(connection),
    ...createFailedRecords(connection),
    ...createRequests(connection),
    ...createRepeats(connection),
    ...createSettings(connection),
    erase: createEraser(connection),
    wasErased: id => connection.read(() => erasedCheck()(id)),
    state: () =>
      connection
        .read(() => probe.all())
        .then(() => connection.assertWritable())
        .then(
          () => stateOf(null),
          (error: unknown) => stateOf(error instanceof Error ? error.message : String(error)),
        ),
    async close() {
      await submitter.close();
      await connection.close();
    },
  };
}

function stateOf(problem: string | null): StoreState {
  return { kind: 'embedded', reachable: problem === null, problem, clockAheadMs: null };
}
