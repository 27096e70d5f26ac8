import { createEngine } from '../../engine/index.ts';
import type { Input, Step, StepEntry } from '../../engine/index.ts';
import { startDeciders } from '../../server/deciding/deciders.ts';
import type { DecideStep, Store } from '../../server/stores/store.ts';
import { defaultProgram } from '../support/default-rules.ts';
import type { BenchStore } from './ingest/bench-store.ts';
import { drive } from './ingest/drive.ts';
import type { Drive, Driven } from './ingest/drive.ts';
import { embeddedStore } from './ingest/embedded.ts';
import { mongodbStore } from './ingest/mongodb.ts';
import { ratesOfNodes } from './ingest/nodes.ts';
import { BENCH_RELEASE, createWorkload } from './ingest/workload.ts';
import type { MixName, Workload } from './ingest/workload.ts';

const BATCH = 500;
/** Of the measured inputs, those that are brought one by one: half of them by one client, half by many at once. */
const SINGLY_SHARE = 0.2;
const CLIENTS = 64;

export interface IngestBench {
  /** Events of other customers that are stored before. */
  readonly stored: number;
  /** How many times the customers of the mixes. */
  readonly scale: number;
  /** Also two processes on one store. */
  readonly nodes: boolean;
  /** Also the embedded store; MongoDB is measured wherever there is one. */
  readonly embedded: boolean;
  readonly mixes: readonly MixName[];
}

/**
 * Events a second with full effect (mapping done before, every score, mission and badge decided, state and journal
 * durable), beside the bare writes on the same store in the same run. What the store alone takes of
 * it is measured by giving it the same steps, decided before.
 */
export async function* run({ stored, scale, nodes, embedded, mixes }: IngestBench): AsyncGenerator<string> {
  const url = process.env['MONGODB_URL'];
  const stores = [...(embedded ? [embeddedStore] : []), ...(url ? [() => mongodbStore(url)] : [])];
  if (stores.length === 0) throw new Error('MONGODB_URL names no server to measure');
  yield `ingest: full effect ÷ raw insert + get + put, ${count(stored)} events stored before`;
  for (const mix of mixes) {
    const workload = createWorkload(mix, scale);
    yield `${workload.what} (${count(workload.measured.length)} events measured)`;
    for (const open of stores) {
      const store = open();
      try {
        yield* await measure(store, workload, stored);
        if (nodes) yield* await measureNodes(store, mix, scale);
      } finally {
        await store.drop();
      }
    }
  }
}

async function measure(on: BenchStore, { past, measured }: Workload, stored: number): Promise<string[]> {
  const [sample] = measured;
  if (sample === undefined) throw new Error('the workload is empty');
  const singlyFrom = Math.floor(measured.length * (1 - SINGLY_SHARE));
  const batched = measured.slice(0, singlyFrom);
  const singly = measured.slice(singlyFrom);
  const deciders = startDeciders({ threads: null, log: console });
  await deciders.start();
  const recorder = recordSteps(deciders.decideBy(createEngine(defaultProgram(), BENCH_RELEASE)));

  const alone = await on.open('alone');
  await drive(alone, past, recorder.decide, { batch: BATCH, calls: 2 });
  const stateBytes = await medianState(alone, batched);
  // Before the store is filled: a server that keeps all in memory has not room for both.
  const raw = (inputs: readonly Input[], batch: number) => on.raw(inputs, { stateBytes, batch, stored });
  const rawBatched = ((await raw(batched, BATCH)) + (await raw(batched, BATCH))) / 2;
  const rawSingly = await raw(singly, 1);
  await on.dropRaw();

  if (stored > 0) await on.fill('full', stored, sample);
  const store = await on.open('full');
  const bring = async (inputs: readonly Input[], how: Drive) => drive(store, inputs, recorder.decide, how);
  // Also warms up: while the store is filled for minutes, this process's code and pages go cold.
  await bring(past, { batch: BATCH, calls: 2 });
  const bytesBefore = await on.bytes('full');
  const half = Math.floor(batched.length / 2);
  const one = await bring(batched.slice(0, half), { batch: BATCH, calls: 1 });
  const two = await bring(batched.slice(half), { batch: BATCH, calls: 2 });
  const middle = Math.floor(singly.length / 2);
  const each = await bring(singly.slice(0, middle), { batch: 1, calls: 1 });
  const many = await bring(singly.slice(middle), { batch: 1, calls: CLIENTS });
  await deciders.close();
  await store.close();
  const grown = (await on.bytes('full')) - bytesBefore;

  const storeAlone = await drive(alone, batched, recorder.replay, { batch: BATCH, calls: 1 });
  await alone.close();
  return [
    `  ${on.name}, states of ${count(stateBytes)} bytes, ${count(grown / measured.length)} bytes stored an event`,
    `    batches of ${BATCH}, one client   ${told(one, rawBatched)}`,
    `    batches of ${BATCH}, two clients  ${told(two, rawBatched)}`,
    `    decided before: the store alone  ${told(storeAlone, rawBatched)}`,
    `    each durable before the next     ${told(each, rawSingly)}`,
    `    each its own call, ${CLIENTS} clients    ${told(many, rawSingly)}`,
    `    memory, MB: ${[...one.memory, ...two.memory].join(' ')}`,
  ];
}

async function measureNodes(on: BenchStore, mix: MixName, scale: number): Promise<string[]> {
  const rates: string[] = [];
  for (const nodes of [1, 2]) {
    const name = `nodes-${nodes}`;
    await (await on.open(name)).close();
    const rate = await ratesOfNodes({ address: on.address(name), mix, scale, batch: BATCH, nodes });
    rates.push(`${nodes === 1 ? 'one process' : 'two processes'} ${count(rate)}/s`);
  }
  return [`    ${rates.join(', ')}`];
}

function told({ rate, median, slow, processor }: Driven, raw: number): string {
  const times = `a call ${median.toFixed(1)} ms, 99 % ${slow.toFixed(1)}`;
  return `${count(rate)}/s ÷ ${count(raw)} = ${(rate / raw).toFixed(2)}; ${times}; ${Math.round(processor)} µs processor`;
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** Decides and notes the entries of every input; `replay` gives them back without deciding, however they are grouped. */
function recordSteps(decide: DecideStep): { readonly decide: DecideStep; readonly replay: DecideStep } {
  const entries = new Map<string, readonly StepEntry[]>();
  const newest = new Map<string, Step>();
  return {
    decide: async (before, fresh, history) => {
      const step = await decide(before, fresh, history);
      const [first] = fresh;
      if ('needs' in step || first === undefined) return step;
      let dueInstants: StepEntry[] = [];
      for (const entry of step.entries) {
        dueInstants.push(entry);
        if (entry.kind === 'tick') continue;
        entries.set(entry.id, dueInstants);
        dueInstants = [];
      }
      newest.set(first.customer, step);
      return step;
    },
    replay: (_before, fresh) => {
      const step = newest.get(fresh[0]?.customer ?? '');
      if (step === undefined) throw new Error('only what was decided before can be given back');
      return { ...step, entries: fresh.flatMap(({ id }) => entries.get(id) ?? []) };
    },
  };
}

async function medianState(store: Store, inputs: readonly Input[]): Promise<number> {
  const ids = [...new Set(inputs.map(({ customer }) => customer))];
  const sizes = await Promise.all(ids.map(async id => (await store.customer(id))?.state.length ?? 0));
  return sizes.sort((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 0;
}
