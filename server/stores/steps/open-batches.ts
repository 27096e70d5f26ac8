import type { Group, Lanes } from './lanes.ts';

/** Takes batches out of the lanes and has them worked on. */
export interface OpenBatches {
  /** To be called when something has come: batches are opened in the next turn, so that calls of one turn share one. */
  schedule(): void;
  /** Waits until nothing is at work and nothing waits. */
  whenIdle(): Promise<void>;
}

export interface OpenBatchesOptions {
  readonly lanes: Lanes;
  /** Batches at work at once; what comes meanwhile waits together. */
  readonly most: number;
  /** The most inputs of a batch, where it is fewer than lanes give. */
  readonly inputs?: number;
  /** Must not reject. */
  work(groups: readonly Group[]): Promise<void>;
  /** Whether something is still to come back into the lanes. */
  isWaiting?(): boolean;
}

export function openBatches({ lanes, most, inputs, work, isWaiting }: OpenBatchesOptions): OpenBatches {
  let open = 0;
  let scheduled = false;
  let idle: (() => void) | null = null;

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      openMore();
    });
  }

  function openMore(): void {
    while (open < most) {
      const groups = lanes.takeBatch(inputs);
      if (groups.length === 0) break;
      void run(groups);
    }
    if (open === 0 && isWaiting?.() !== true && lanes.isEmpty()) idle?.();
  }

  async function run(groups: readonly Group[]): Promise<void> {
    open += 1;
    await work(groups);
    open -= 1;
    schedule();
  }

  return {
    schedule,
    whenIdle: () =>
      new Promise(resolve => {
        idle = resolve;
        schedule();
      }),
  };
}
