import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../store.ts';
import { outcomesOf, settleAll } from '../steps/outcomes.ts';
import { createBatchRunner } from './batch.ts';
import { BusyError } from './busy.ts';
import type { Connection } from './connection.ts';
import { createLanes, waitingFor, type Group, type Result } from '../steps/lanes.ts';

export interface Submitter extends Pick<Store, 'submit'> {
  /** Takes nothing more and waits until all that was taken is answered. */
  close(): Promise<void>;
}

/** A batch longer than this leaves the file alone for a moment, or other processes would hardly ever find it free. */
const LONG_BATCH_MS = 20;

/** Concurrent calls share batches, and a batch one transaction; calls are answered after its commit. */
export function createSubmitter(connection: Connection): Submitter {
  const runBatch = createBatchRunner(connection);
  const lanes = createLanes();
  let working: Promise<void> | null = null;
  let closed = false;

  async function work(): Promise<void> {
    await nextTurn();
    while (!lanes.isEmpty()) {
      const since = performance.now();
      const batch = lanes.takeBatch();
      const undecided = await commit(batch);
      lanes.done(batch);
      lanes.giveBack(undecided);
      if (performance.now() - since > LONG_BATCH_MS) await pause(1);
      else await nextTurn();
    }
    working = null;
  }

  /** Gives back the groups that there was no time for. */
  async function commit(groups: readonly Group[]): Promise<readonly Group[]> {
    try {
      const { results, undecided } = await connection.write(() => runBatch(groups));
      for (const [waiting, result] of results) waiting.settle(result);
      return undecided;
    } catch (thrown) {
      if (thrown instanceof BusyError) settleAll(groups, id => ({ id, error: 'busy' }));
      else if (groups.length === 1) settleAll(groups, id => ({ id, thrown }));
      // What one customer's step could not write must not keep the others of its batch from being written.
      else for (const group of groups) await commit([group]);
      return [];
    }
  }

  return {
    async submit(inputs, decide) {
      if (closed) throw new Error('The store is closed.');
      const results = inputs.map(
        input => new Promise<Result>(resolve => lanes.add(waitingFor(input, decide, resolve))),
      );
      working ??= work();
      return outcomesOf(await Promise.all(results));
    },
    async close() {
      closed = true;
      await working;
    },
  };
}
