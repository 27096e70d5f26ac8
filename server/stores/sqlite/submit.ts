import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Outcome, Store } from '../store.ts';
import { SubmitError } from '../submit-error.ts';
import { createBatchRunner } from './batch.ts';
import { BusyError } from './busy.ts';
import type { Connection } from './connection.ts';
import { createLanes, waitingFor, type Group, type Result } from './lanes.ts';

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
      await commit(lanes.takeBatch());
      if (performance.now() - since > LONG_BATCH_MS) await pause(1);
      else await nextTurn();
    }
    working = null;
  }

  async function commit(groups: readonly Group[]): Promise<void> {
    try {
      const { results, undecided } = await connection.write(() => runBatch(groups));
      lanes.giveBack(undecided);
      for (const [waiting, result] of results) waiting.settle(result);
    } catch (thrown) {
      if (thrown instanceof BusyError) settleAll(groups, id => ({ id, error: 'busy' }));
      else if (groups.length === 1) settleAll(groups, id => ({ id, thrown }));
      // What one customer's step could not write must not keep the others of its batch from being written.
      else for (const group of groups) await commit([group]);
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

function settleAll(groups: readonly Group[], result: (id: string) => Result): void {
  for (const { members, copies } of groups) {
    for (const waiting of [...members, ...copies]) waiting.settle(result(waiting.input.id));
  }
}

function outcomesOf(results: readonly Result[]): readonly Outcome[] {
  const failures = new Map<string, unknown>();
  const outcomes = results.map(result => {
    if (!('thrown' in result)) return result;
    failures.set(result.id, result.thrown);
    return null;
  });
  if (failures.size > 0) throw new SubmitError(failures, outcomes);
  return outcomes.filter(outcome => outcome !== null);
}
