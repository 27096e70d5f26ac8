import { Worker } from 'node:worker_threads';
import type { Engine } from '../../engine/index.ts';
import type { Answer, Ask, Reply, Request } from './messages.ts';

/** One thread as the process sees it. */
export interface DeciderThread {
  /** Whether it has started, so that asks need not wait for that. */
  readonly isReady: boolean;
  /** Resolved once it has started, or has failed to. */
  readonly whenReady: Promise<void>;
  ask(asked: readonly { readonly ask: Ask; readonly engine: Engine }[]): void;
  stop(): Promise<void>;
}

export interface ThreadEvents {
  answered(answers: readonly Answer[]): void;
  /** It is gone, with all that it had not answered. */
  died(error: unknown): void;
}

/** Releases that a thread keeps ready: the live one, the one before it, and one on the way. */
const RELEASES = 3;

/** Room for young objects: nearly all that deciding makes is garbage at once, and a small room moves it about. */
const YOUNG_MB = 64;

export function startThread(execArgv: readonly string[] | undefined, events: ThreadEvents): DeciderThread {
  // Beside this file, whatever it is run from: sources, or what was built of them.
  const file = new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js', import.meta.url);
  const worker = new Worker(file, {
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    ...(execArgv === undefined ? {} : { execArgv: [...execArgv] }),
  });
  const given = new Set<number>();
  let isReady = false;
  let ready = (): void => undefined;
  const whenReady = new Promise<void>(resolve => (ready = resolve));
  let stopped = false;
  let failure: unknown = new Error('A thread that decides has ended.');

  worker.unref();
  worker.on('message', (reply: Reply) => {
    if (reply.kind === 'decided') events.answered(reply.answers);
    else {
      isReady = true;
      ready();
    }
  });
  worker.on('error', error => (failure = error));
  worker.on('exit', () => {
    ready();
    if (!stopped) events.died(failure);
  });

  function say(request: Request): void {
    worker.postMessage(request);
  }

  function give(key: number, engine: Engine): void {
    if (given.has(key)) return;
    given.add(key);
    say({ kind: 'release', key, program: engine.program, release: engine.release });
    const [oldest] = given;
    if (given.size <= RELEASES || oldest === undefined) return;
    given.delete(oldest);
    say({ kind: 'forget', key: oldest });
  }

  return {
    get isReady() {
      return isReady;
    },
    whenReady,
    ask(asked) {
      for (const { ask, engine } of asked) give(ask.key, engine);
      say({ kind: 'decide', asks: asked.map(({ ask }) => ask) });
    },
    async stop() {
      stopped = true;
      await worker.terminate();
    },
  };
}
