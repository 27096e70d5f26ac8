import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../store.ts';
import { createLanes, waitingFor, type Group, type Result, type Waiting } from '../steps/lanes.ts';
import { openBatches } from '../steps/open-batches.ts';
import { outcomesOf, settleAll } from '../steps/outcomes.ts';
import type { BatchResult } from './batch.ts';
import { UnavailableError } from './unavailable.ts';

export interface Submitter extends Pick<Store, 'submit'> {
  /** Takes nothing more and waits until all that was taken is answered. */
  close(): Promise<void>;
}

/** Batches at work at once, so that this process decides while the database writes. */
const OPEN_BATCHES = 3;

/** How long those who lose a customer to other nodes again and again go on. */
const PATIENCE_MS = 20_000;

const [FIRST_RETREAT_MS, LONGEST_RETREAT_MS] = [4, 250];

interface Losses {
  readonly since: number;
  readonly count: number;
}

/** Concurrent calls share batches, and a batch its reads and writes. */
export function createSubmitter(runBatch: (groups: readonly Group[]) => Promise<BatchResult>): Submitter {
  const lanes = createLanes();
  const losses = new WeakMap<Waiting, Losses>();
  let retreating = 0;
  let closed = false;
  const batches = openBatches({
    lanes,
    most: OPEN_BATCHES,
    work,
    // Who retreats is to be put back.
    isWaiting: () => retreating > 0,
  });

  async function work(groups: readonly Group[]): Promise<void> {
    const lost = new Set(await commit(groups));
    const again = [...lost].filter(group => goesOn(group));
    lanes.done(groups.filter(group => !again.includes(group)));
    if (again.length > 0) void retreat(again);
  }

  /** Gives back the groups that are to be decided anew. */
  async function commit(groups: readonly Group[]): Promise<readonly Group[]> {
    try {
      const { results, lost } = await runBatch(groups);
      for (const [waiting, result] of results) waiting.settle(result);
      return lost;
    } catch (thrown) {
      if (thrown instanceof UnavailableError) settleAll(groups, id => ({ id, error: 'busy' }));
      else if (groups.length === 1) settleAll(groups, id => ({ id, thrown }));
      // What one customer's step could not write must not keep the others of its batch from being written.
      else return (await Promise.all(groups.map(group => commit([group])))).flat();
      return [];
    }
  }

  /** Counts the loss; false where its patience is over, and everybody is told. */
  function goesOn(group: Group): boolean {
    const now = performance.now();
    let isOver = false;
    for (const waiting of group.members) {
      const before = losses.get(waiting);
      losses.set(waiting, { since: before?.since ?? now, count: (before?.count ?? 0) + 1 });
      if (before && now - before.since > PATIENCE_MS) isOver = true;
    }
    if (isOver) settleAll([group], id => ({ id, error: 'busy' }));
    return !isOver;
  }

  /** Other nodes are at the same customers: tries again a little later, with what has come for them meanwhile. */
  async function retreat(groups: readonly Group[]): Promise<void> {
    retreating += 1;
    const [first] = groups[0]?.members ?? [];
    const count = (first && losses.get(first)?.count) ?? 1;
    await pause(Math.random() * Math.min(LONGEST_RETREAT_MS, FIRST_RETREAT_MS * 2 ** count));
    lanes.done(groups);
    lanes.giveBack(groups);
    retreating -= 1;
    batches.schedule();
  }

  return {
    async submit(inputs, decide) {
      if (closed) throw new Error('The store is closed.');
      const results = inputs.map(
        input => new Promise<Result>(resolve => lanes.add(waitingFor(input, decide, resolve))),
      );
      batches.schedule();
      return outcomesOf(await Promise.all(results));
    },
    async close() {
      closed = true;
      await batches.whenIdle();
    },
  };
}
