import { setTimeout as pause } from 'node:timers/promises';
import { BehindJournalError } from '../behind-journal-error.ts';
import type { Store } from '../store.ts';
import { openBatches } from '../steps/open-batches.ts';
import { outcomesOf, settleAll } from '../steps/outcomes.ts';
import { createBatchRunner, type BatchResult, type DecidedBatch } from './batch.ts';
import { BusyError } from './busy.ts';
import type { Connection } from './connection.ts';
import { UnwritableError } from './unwritable.ts';
import { createLanes, waitingFor, type Group, type Result } from '../steps/lanes.ts';

export interface Submitter extends Pick<Store, 'submit'> {
  /** Takes nothing more and waits until all that was taken is answered. */
  close(): Promise<void>;
}

/** Batches at work at once: while one is written, the next ones are decided. What comes meanwhile waits together. */
const OPEN_BATCHES = 3;

/** Smaller than a batch may be, so that a large call's beginning is written while its rest is decided. */
const INPUTS_A_BATCH = 250;

/** A transaction longer than this leaves the file alone for a moment, or other processes would hardly find it free. */
const LONG_WRITE_MS = 10;

/** Within this time, those who lost a customer to another process try again. */
const LONGEST_RETREAT_MS = 8;

/** Concurrent calls share batches, and a batch one transaction; calls are answered after its commit. */
export function createSubmitter(connection: Connection): Submitter {
  const batches = createBatchRunner(connection);
  const ahead = connection.query(
    'SELECT 1 FROM journal WHERE customer = ? AND v > coalesce((SELECT v FROM customers WHERE id = ?), 0) LIMIT 1',
  );
  const lanes = createLanes();
  let lastWrite: Promise<unknown> = Promise.resolve();
  let closed = false;
  const opener = openBatches({ lanes, most: OPEN_BATCHES, inputs: INPUTS_A_BATCH, work });

  async function work(groups: readonly Group[]): Promise<void> {
    const lost = await commit(groups);
    // Who lost stays in hand meanwhile, or this process would run into the same other again.
    if (lost.length > 0) await pause(Math.random() * LONGEST_RETREAT_MS);
    lanes.done(groups);
    lanes.giveBack(lost);
  }

  /** Gives back the groups that are to be decided anew. */
  async function commit(groups: readonly Group[]): Promise<readonly Group[]> {
    const [group, ...others] = groups;
    try {
      const batch = await batches.decide(groups);
      const { results, lost } = await write(batch);
      for (const [waiting, result] of results) waiting.settle(result);
      return lost;
    } catch (thrown) {
      if (thrown instanceof BusyError) settleAll(groups, id => ({ id, error: 'busy' }));
      // By itself, none of them would be written either.
      else if (thrown instanceof UnwritableError) settleAll(groups, id => ({ id, thrown }));
      else if (group !== undefined && others.length === 0) {
        const why = await explained(group, thrown);
        settleAll(groups, id => ({ id, thrown: why }));
      }
      // What one customer's step could not write must not keep the others of its batch from being written.
      else return (await Promise.all(groups.map(group => commit([group])))).flat();
      return [];
    }
  }

  /** Asked only here, where a step could not be written: a document that is what it should be needs no such look. */
  async function explained({ customer }: Group, thrown: unknown): Promise<unknown> {
    const isBehind = await connection
      .read(() => ahead.first(customer, customer) !== undefined)
      .catch(() => false);
    return isBehind ? new BehindJournalError() : thrown;
  }

  function write(batch: DecidedBatch): Promise<BatchResult> {
    let since = 0;
    const result = lastWrite.then(() => {
      since = performance.now();
      return connection.write(() => batches.write(batch));
    });
    lastWrite = result
      .catch(() => undefined)
      .then(() => (performance.now() - since > LONG_WRITE_MS ? pause(1) : undefined));
    return result;
  }

  return {
    async submit(inputs, decide) {
      if (closed) throw new Error('The store is closed.');
      const results = inputs.map(
        input => new Promise<Result>(resolve => lanes.add(waitingFor(input, decide, resolve))),
      );
      opener.schedule();
      return outcomesOf(await Promise.all(results));
    },
    async close() {
      closed = true;
      await opener.whenIdle();
    },
  };
}
