import { randomUUID } from 'node:crypto';
import { demoRecords } from '../demo/index.ts';
import { notFound, ProblemError } from '../problem.ts';
import { calibrate } from './calibration.ts';
import type { Context } from './context.ts';
import type { Ingest } from './ingest.ts';
import { loadHistory } from './load-history.ts';
import type { Releases } from './releases.ts';
import type { Submit } from './submit.ts';

const DAY_MS = 86_400_000;

export interface DemoOrder {
  readonly customers: number;
  readonly days: number;
  readonly seed: number;
}

/** How far it is, in days of the made-up past. */
export interface DemoProgress {
  readonly done: number;
  readonly total: number;
  readonly events: number;
  readonly failed: number;
}

export interface DemoJob extends DemoProgress {
  readonly id: string;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  readonly customers: number;
  readonly rate: number;
  readonly detail?: string;
}

export interface Demo {
  /** Makes customers and takes their records in through the real mapping; ends with a calibration. */
  run(order: DemoOrder): AsyncGenerator<DemoProgress>;
  start(order: DemoOrder): string;
  job(id: string): DemoJob;
  cancel(id: string): DemoJob;
  /** Breaks off what runs and waits until it has ended cleanly. */
  stop(): Promise<void>;
}

interface Job {
  job: DemoJob;
  cancelled: boolean;
  ended: Promise<void>;
}

export function createDemo(context: Context, releases: Releases, ingest: Ingest, submit: Submit): Demo {
  const jobs = new Map<string, Job>();

  async function* run({ customers, days, seed }: DemoOrder): AsyncGenerator<DemoProgress> {
    const end = context.clock();
    const { zone } = releases.live().program.policy.time;
    const start = end - days * DAY_MS;
    const records = map(demoRecords({ customers, days, seed, zone }, end), ({ source_type, record, at }) => ({
      source_type,
      event: record,
      // What arrives after the end of the made-up past arrives now.
      at: Math.min(at, end),
    }));
    let last: DemoProgress = { done: 0, total: days, events: 0, failed: 0 };
    for await (const { events, failed, at } of loadHistory(context, ingest, submit, records)) {
      const done = Math.min(days, Math.max(0, Math.floor((at - start) / DAY_MS)));
      last = { done, total: days, events, failed };
      yield last;
    }
    await calibrate(context, releases);
    yield { ...last, done: days };
  }

  async function work(entry: Job, order: DemoOrder): Promise<void> {
    const since = context.clock();
    try {
      for await (const progress of run(order)) {
        const seconds = Math.max(0.001, (context.clock() - since) / 1000);
        entry.job = { ...entry.job, ...progress, rate: Math.round(progress.events / seconds) };
        if (entry.cancelled) break;
      }
      entry.job = { ...entry.job, state: entry.cancelled ? 'cancelled' : 'done' };
    } catch (error) {
      context.log.error({ err: error }, 'demo failed');
      const detail = error instanceof Error ? error.message : String(error);
      entry.job = { ...entry.job, state: 'failed', detail };
    }
  }

  function existing(id: string): Job {
    const entry = jobs.get(id);
    if (entry) return entry;
    throw notFound(`There is no demo job "${id}".`);
  }

  return {
    run,
    start(order) {
      if ([...jobs.values()].some(({ job }) => job.state === 'running')) {
        throw new ProblemError('conflict', 'A demo is being made already: wait for it, or cancel it.');
      }
      const id = randomUUID();
      const job: DemoJob = {
        id,
        state: 'running',
        customers: order.customers,
        done: 0,
        total: order.days,
        events: 0,
        failed: 0,
        rate: 0,
      };
      const entry: Job = { job, cancelled: false, ended: Promise.resolve() };
      jobs.set(id, entry);
      entry.ended = work(entry, order);
      return id;
    },
    job: id => existing(id).job,
    cancel(id) {
      const entry = existing(id);
      entry.cancelled = true;
      return entry.job;
    },
    async stop() {
      for (const entry of jobs.values()) entry.cancelled = true;
      await Promise.all([...jobs.values()].map(entry => entry.ended));
    },
  };
}

function* map<T, U>(items: Iterable<T>, change: (item: T) => U): Generator<U> {
  for (const item of items) yield change(item);
}
