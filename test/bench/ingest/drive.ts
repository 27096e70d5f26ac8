import { performance } from 'node:perf_hooks';
import type { Input } from '../../../engine/index.ts';
import type { DecideStep, Store } from '../../../server/stores/store.ts';

export interface Drive {
  /** Inputs that a call brings. */
  readonly batch: number;
  /** Calls that are under way at once; 1: each waits for the one before. */
  readonly calls: number;
}

export interface Driven {
  /** Inputs a second. */
  readonly rate: number;
  /** Of a call, in ms: half of them, and 99 of 100, took no longer. */
  readonly median: number;
  readonly slow: number;
  /** Of this process's threads together, in µs an input. */
  readonly processor: number;
  /** Resident memory in MB, at ten points. */
  readonly memory: readonly number[];
}

/** Brings inputs to a store, as clients do that go on when they are answered. */
export async function drive(
  store: Pick<Store, 'submit'>,
  inputs: readonly Input[],
  decide: DecideStep,
  { batch, calls }: Drive,
): Promise<Driven> {
  const times: number[] = [];
  const memory: number[] = [];
  const start = performance.now();
  const used = process.cpuUsage();
  let next = 0;

  async function client(): Promise<void> {
    while (next < inputs.length) {
      const from = next;
      next += batch;
      const since = performance.now();
      await store.submit(inputs.slice(from, from + batch), decide);
      times.push(performance.now() - since);
      if (next >= ((memory.length + 1) * inputs.length) / 10) memory.push(residentMb());
    }
  }

  await Promise.all(Array.from({ length: calls }, client));
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(used);
  times.sort((a, b) => a - b);
  return {
    rate: inputs.length / seconds,
    median: at(times, 0.5),
    slow: at(times, 0.99),
    processor: (user + system) / inputs.length,
    memory,
  };
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function residentMb(): number {
  return Math.round(process.memoryUsage.rss() / 1024 / 1024);
}
