import type { FastifyBaseLogger } from 'fastify';

export interface Background {
  /** Begins no new round and waits for the one at hand. */
  stop(): Promise<void>;
}

/** What is done again and again, and what it came to. */
export interface BackgroundWork {
  readonly name: string;
  /** From the end of a round to the beginning of the next. */
  readonly everyMs: number;
  /** True: more is waiting, so the next round begins at once. */
  readonly round: () => Promise<boolean>;
}

/** Told after each round. */
export type OnRound = (work: BackgroundWork, error: unknown) => void;

/** Work that fails is tried less and less often, and so is a store that is away spared. */
const LONGEST_PAUSE_MS = 30_000;

/** Runs one piece of work until it is stopped. A failure is logged when it begins and when it is over. */
export function repeat(
  work: BackgroundWork,
  log: FastifyBaseLogger,
  onRound: OnRound = () => undefined,
): Background {
  const { name, everyMs } = work;
  let stopped = false;
  let failures = 0;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();

  async function round(): Promise<void> {
    try {
      const more = await work.round();
      if (failures > 0) log.info({ work: name, failures }, 'background work goes on');
      failures = 0;
      onRound(work, null);
      schedule(more ? 0 : everyMs);
    } catch (error) {
      failures += 1;
      if (failures === 1) log.error({ err: error, work: name }, 'background work failed; it is tried again');
      onRound(work, error);
      schedule(Math.min(everyMs * 2 ** failures, Math.max(everyMs, LONGEST_PAUSE_MS)));
    }
  }

  function schedule(delayMs: number): void {
    if (stopped) return;
    timer = setTimeout(() => {
      running = round();
    }, delayMs);
    timer.unref();
  }

  schedule(everyMs);
  return {
    async stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
