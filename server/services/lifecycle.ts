/** How far the process is. Recovering: steps that a crash left open are being finished. */
export type Phase = 'recovering' | 'running' | 'draining';

export interface Lifecycle {
  readonly phase: Phase;
  /** Aborts as draining begins: who reads a stream that has no end of its own stops there. */
  readonly stopping: AbortSignal;
  /** What is new is refused from now on; what is in hand is finished. */
  readonly refuses: boolean;
  /** What has to happen before it runs, where that is for people to do, in a sentence. */
  readonly waitsFor: string | null;
  waitFor(problem: string | null): void;
  recover(): void;
  run(): void;
  drain(): void;
  refuse(): void;
}

/** A process runs as soon as it is made; only one that serves has something to recover and to drain. */
export function createLifecycle(): Lifecycle {
  const controller = new AbortController();
  let phase: Phase = 'running';
  let refuses = false;
  let waitsFor: string | null = null;
  return {
    get phase() {
      return phase;
    },
    get refuses() {
      return refuses || phase === 'recovering';
    },
    stopping: controller.signal,
    get waitsFor() {
      return waitsFor;
    },
    waitFor(problem) {
      waitsFor = problem;
    },
    recover() {
      phase = 'recovering';
    },
    run() {
      if (phase === 'recovering') phase = 'running';
    },
    drain() {
      phase = 'draining';
      controller.abort();
    },
    refuse() {
      refuses = true;
    },
  };
}
