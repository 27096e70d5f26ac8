import type { Entry } from '../../../engine/model.ts';
import type { Store } from '../store.ts';
import { createFindBehind } from './behind-journal.ts';
import { createBatchRunner, randomRev, type BatchParts } from './batch.ts';
import { createConflicts } from './conflicts.ts';
import { openConnection, type Connection } from './connection.ts';
import { createCustomers } from './customers.ts';
import { openStepOf, type OpenStep } from './documents.ts';
import { createEraser, createErasures } from './erasure.ts';
import { createFailedRecords } from './failed-records.ts';
import { createFinisher } from './finish-steps.ts';
import { createJournal } from './journal.ts';
import { createLookUpParts, lookUp } from './look-up.ts';
import { createOutbox } from './outbox.ts';
import { createRepeats } from './repeats.ts';
import { createRequests } from './requests.ts';
import { bringUp } from './schema.ts';
import { createRestoreMender } from './restore.ts';
import { createRestoredByHalf } from './restored-by-half.ts';
import { createSettings } from './settings.ts';
import { createState } from './state.ts';
import { createSubmitter } from './submit.ts';
import { createTotals } from './totals.ts';
import { createTruth } from './truth.ts';

export interface MongoStoreOptions {
  readonly url: string;
  readonly database: string;
  /** How long a call waits for a database that does not answer. */
  readonly patienceMs?: number;
  /** Other ways to do parts of a step, to show that tests notice when they are wrong. */
  readonly parts?: Partial<Pick<BatchParts, 'lookUp' | 'revOf'>>;
}

const PATIENCE_MS = 10_000;
const STEPS_A_ROUND = 500;

/** The production store: one MongoDB that any number of nodes use at once. */
export async function openMongoStore(options: MongoStoreOptions): Promise<Store> {
  const { url, database, patienceMs = PATIENCE_MS, parts = {} } = options;
  const connection = openConnection({ url, database, patienceMs });
  try {
    await bringUp(connection);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return storeOn(connection, parts);
}

function storeOn(connection: Connection, parts: NonNullable<MongoStoreOptions['parts']>): Store {
  const erasures = createErasures(connection);
  const finisher = createFinisher(connection, erasures);
  const journal = createJournal(connection);
  const eraser = createEraser(connection, erasures, finisher.write);

  async function finishSteps(steps: readonly OpenStep[]): Promise<void> {
    if (steps.length === 0) return;
    await finisher.write(steps);
    await finisher.close(steps);
  }

  async function history(customer: string, upTo: number): Promise<readonly Entry[]> {
    const entries: Entry[] = [];
    for await (const entry of journal.history(customer, upTo)) entries.push(entry);
    return entries;
  }

  const submitter = createSubmitter(
    createBatchRunner({
      connection,
      lookUp,
      findBehind: createFindBehind(connection),
      lookUpParts: createLookUpParts(connection, erasures, finishSteps),
      finisher,
      erasures: { ...erasures, erase: eraser.erase },
      revOf: randomRev,
      readHistory: history,
      ...parts,
    }),
  );

  return {
    submit: submitter.submit,
    ...createConflicts(connection),
    ...createCustomers(connection),
    ...journal,
    ...createTotals(connection),
    async finishOpen(olderThanMs) {
      const now = Date.now();
      let finished = 0;
      for (;;) {
        const steps = await openSteps(connection, now - olderThanMs);
        await finishSteps(steps);
        finished += steps.length;
        if (steps.length < STEPS_A_ROUND) break;
      }
      await eraser.eraseAgain(now);
      return finished;
    },
    ...createOutbox(connection),
    ...createFailedRecords(connection),
    ...createRequests(connection),
    ...createRepeats(connection),
    ...createSettings(connection),
    ...createTruth(connection, finishSteps, {
      mendAfterRestore: createRestoreMender(connection, erasures, eraser),
      isRestoredByHalf: createRestoredByHalf(connection, erasures),
    }),
    erase: eraser.erase,
    wasErased: async id => (await erasures.among([id])).has(id),
    state: createState(connection),
    async close() {
      await submitter.close();
      await connection.close();
    },
  };
}

async function openSteps({ customers, patiently }: Connection, since: number): Promise<readonly OpenStep[]> {
  const found = await patiently(() =>
    customers
      .find({ open_at: { $lte: since } })
      .limit(STEPS_A_ROUND)
      .toArray(),
  );
  return found.map(openStepOf).filter(step => step !== null);
}
