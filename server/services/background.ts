import type { FastifyBaseLogger } from 'fastify';

export interface Background {
  /** Begins no new round and waits for the one at hand. */
  stop(): Promise<void>;
}

/** Does `work` again and again, `everyMs` after it ended; at once where it says that more is waiting. */
export function repeat(everyMs: number, log: FastifyBaseLogger, work: () => Promise<boolean>): Background {
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();

  async function round(): Promise<void> {
    let more = false;
    try {
      more = await work();
    } catch (error) {
      log.error({ err: error }, 'background work failed; it is tried again');
    }
    schedule(more ? 0 : everyMs);
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
