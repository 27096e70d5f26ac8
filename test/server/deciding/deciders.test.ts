import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { demoRecords } from '../../../server/demo/index.ts';
import { startDeciders } from '../../../server/deciding/deciders.ts';
import type { Deciders } from '../../../server/deciding/deciders.ts';
import type { DecideStep } from '../../../server/stores/store.ts';
import { canonicalJson, createEngine } from '../../../engine/index.ts';
import type { Engine, Input, Snapshot, Step } from '../../../engine/index.ts';
import { defaultProgram, RELEASE } from '../../support/default-rules.ts';
import { demoInputs } from '../../support/demo-inputs.ts';

const LOADER = ['--import', join(import.meta.dirname, '../../support/typescript.js')];
const END = Date.parse('2026-06-30T21:00:00Z');

const open: Deciders[] = [];
const errors: unknown[] = [];

afterEach(async () => {
  errors.length = 0;
  for (const deciders of open.splice(0)) await deciders.close();
});

function deciders(threads: number, execArgv: readonly string[] = LOADER): Deciders {
  const started = startDeciders({
    threads,
    log: { error: (error: unknown) => errors.push(error) },
    execArgv,
  });
  open.push(started);
  return started;
}

function engine(): Engine {
  return createEngine(defaultProgram(), RELEASE);
}

function inputs(customers: number, days: number): readonly Input[] {
  const { zone } = defaultProgram().policy.time;
  return demoInputs(demoRecords({ customers, days, seed: 3, zone }, END), defaultProgram());
}

/** Steps of customers that come in batches: each batch's customers are asked for together. */
async function stepsOf(decide: DecideStep, all: readonly Input[], batch: number): Promise<string[]> {
  const found: string[] = [];
  const snapshots = new Map<string, Snapshot>();
  for (let start = 0; start < all.length; start += batch) {
    const groups = new Map<string, Input[]>();
    for (const input of all.slice(start, start + batch))
      groups.set(input.customer, [...(groups.get(input.customer) ?? []), input]);
    const steps = await Promise.all(
      [...groups].map(async ([customer, fresh]) => {
        const before = snapshots.get(customer) ?? null;
        const decided = await decide(before, fresh);
        const step = 'needs' in decided ? await decide(before, fresh, []) : decided;
        return [customer, step] as const;
      }),
    );
    for (const [customer, step] of steps) {
      if ('needs' in step) throw new Error('the history was given');
      found.push(printed(step));
      snapshots.set(customer, snapshotAfter(snapshots.get(customer), customer, step));
    }
  }
  return found;
}

function snapshotAfter(before: Snapshot | undefined, customer: string, step: Step): Snapshot {
  const { at, release, state, summary } = step;
  const entries = (before?.entries ?? 0) + step.entries.length;
  return { customer, v: (before?.v ?? 0) + 1, at, release, entries, state, summary };
}

function printed({ entries, ...rest }: Step): string {
  return canonicalJson([
    rest,
    entries.map(({ id, kind, at, input, bodyHash, effects, answer, marks, send }) => [
      [id, kind, at, input, bodyHash],
      [effects, answer, marks, send],
    ]),
  ]);
}

/** A thread that ends as soon as it is asked about this customer; `once`: the first one alone. */
function endsOver(customer: string, once: boolean): readonly string[] {
  const flag = join(mkdtempSync(join(tmpdir(), 'cairn-thread-')), 'ended');
  const code = `
    import { parentPort } from 'node:worker_threads';
    import { existsSync, writeFileSync } from 'node:fs';
    const on = parentPort.on.bind(parentPort);
    parentPort.on = (name, listener) => on(name, message => {
      const isMeant = message.kind === 'decide' && message.asks.some(ask => ask.fresh[0].customer === '${customer}');
      if (!isMeant || (${String(once)} && existsSync('${flag}'))) return listener(message);
      writeFileSync('${flag}', '');
      process.exit(1);
    });`;
  return [...LOADER, '--import', `data:text/javascript,${encodeURIComponent(code)}`];
}

describe('deciding on threads', () => {
  it('comes to the same steps as on the calling thread', async () => {
    const all = inputs(6, 12);
    const threads = deciders(2);
    await threads.start();
    expect(await stepsOf(threads.decideBy(engine()), all, 60)).toEqual(
      await stepsOf(engine().decide, all, 60),
    );
    expect(errors).toEqual([]);
  });

  it('decides a few inputs, and everything where there are no threads, on the calling one', async () => {
    const all = inputs(3, 4);
    const known = await stepsOf(engine().decide, all, 3);
    expect(await stepsOf(deciders(2, ['--import', 'file:///nowhere.js']).decideBy(engine()), all, 3)).toEqual(
      known,
    );
    expect(deciders(0).decideBy({ ...engine() })).toBeTypeOf('function');
    expect(errors).toEqual([]);
  });

  it('hands on what a step needs, and what it throws', async () => {
    const threads = deciders(1);
    await threads.start();
    const decide = threads.decideBy(engine());
    const all = inputs(2, 20);
    const [first] = all;
    if (first?.kind !== 'event') throw new Error('the demo begins with an event');
    const many = all.filter(({ customer }) => customer === first.customer).slice(0, 20);
    const step = await decide(null, many);
    if ('needs' in step) throw new Error('no history is needed');
    const ahead = { ...snapshotAfter(undefined, first.customer, step), release: RELEASE.n + 5 };
    expect(await decide(ahead, many)).toEqual({ needs: RELEASE.n + 5 });
    const unknown = many.map(
      input => ({ ...input, body: { ...first.body, event_type: 'no.such' } }) as Input,
    );
    await expect(Promise.resolve(decide(null, unknown))).rejects.toThrow(
      'event type no.such is not in the catalogue',
    );
  });

  it('replaces a thread that ends, and decides again what it had in hand', async () => {
    const all = inputs(6, 8);
    const customer = all[40]?.customer ?? '';
    const threads = deciders(2, endsOver(customer, true));
    await threads.start();
    expect(await stepsOf(threads.decideBy(engine()), all, 60)).toEqual(
      await stepsOf(engine().decide, all, 60),
    );
    expect(errors).toHaveLength(1);
  });

  it('gives up an input over which threads end again and again, and no other', async () => {
    const all = inputs(4, 20);
    const customer = all[10]?.customer ?? '';
    const threads = deciders(1, endsOver(customer, false));
    await threads.start();
    const decide = threads.decideBy(engine());
    const mine = all.filter(input => input.customer === customer);
    const others = all.filter(input => input.customer !== customer).slice(0, 10);
    await expect(Promise.resolve(decide(null, mine))).rejects.toThrow('thread');
    await threads.start();
    await expect(stepsOf(decide, others, 10)).resolves.toHaveLength(
      new Set(others.map(one => one.customer)).size,
    );
  });

  it('goes on by itself where no thread can start', async () => {
    const all = inputs(3, 6);
    const threads = deciders(1, ['--import', 'file:///nowhere.js']);
    const decide = threads.decideBy(engine());
    for (let attempt = 0; attempt < 5; attempt += 1) await threads.start();
    expect(await stepsOf(decide, all, 40)).toEqual(await stepsOf(engine().decide, all, 40));
    expect(errors).toHaveLength(5);
  });
});
