import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoRecords } from '../../server/demo/index.ts';
import { createEngine } from '../../engine/index.ts';
import type { Decide, Input, Release, Step, StepEntry } from '../../engine/index.ts';
import { openSqliteStore } from '../../server/stores/sqlite/sqlite-store.ts';
import { ALL_SOURCES, defaultProgram } from '../support/default-rules.ts';
import { demoInputs } from '../support/demo-inputs.ts';
import { rawRate } from './raw-loop.ts';

const CUSTOMERS = 200;
const DAYS = 30;
const BATCH = 500;
const SINGLY = 2_000;
const END = Date.parse('2026-06-30T21:00:00Z');

type SqliteStore = Awaited<ReturnType<typeof openSqliteStore>>;

/**
 * Events a second with full effect (mapping done before, every score, mission and badge decided, state and journal
 * durable), beside the bare writes on the same store: each event durable before the next, and in batches. What the
 * store alone takes of it is measured by giving it the same steps, decided before.
 */
export async function run(): Promise<string[]> {
  const program = defaultProgram();
  const release: Release = { n: 1, constants: { percentiles: {}, live: ALL_SOURCES } };
  const records = demoRecords(
    { customers: CUSTOMERS, days: DAYS, seed: 7, zone: program.policy.time.zone },
    END,
  );
  const inputs = demoInputs(records, program);
  const half = Math.floor(inputs.length / 2);
  const [past, batched, singly] = [inputs.slice(0, half), inputs.slice(half, -SINGLY), inputs.slice(-SINGLY)];
  const folder = mkdtempSync(join(tmpdir(), 'cairn-bench-'));
  const fileOf = (name: string): string => join(folder, `${name}.db`);
  try {
    const recorder = recordSteps(createEngine(program, release).decide);
    const store = await openSqliteStore({ file: fileOf('full') });
    await fullRate(store, past, recorder.decide, BATCH);
    const bytes = await medianState(store, batched);
    const raw = rawRate(fileOf('raw'), batched, bytes, BATCH);
    const full = await fullRate(store, batched, recorder.decide, BATCH);
    const besideRaw = (raw + rawRate(fileOf('raw-again'), batched, bytes, BATCH)) / 2;

    const stored = await openSqliteStore({ file: fileOf('stored') });
    await fullRate(stored, past, recorder.replay, BATCH);
    const storeAlone = await fullRate(stored, batched, recorder.replay, BATCH);
    await stored.close();

    const rawSingly = rawRate(fileOf('raw-singly'), singly, bytes, 1);
    const fullSingly = await fullRate(store, singly, recorder.decide, 1);
    await store.close();
    return [
      `ingest: ${CUSTOMERS} customers, states of ${bytes} bytes; full effect ÷ raw insert + get + put`,
      `  each event durable before the next (${singly.length})  ${ratio(fullSingly, rawSingly)}`,
      `  in batches of ${BATCH} (${batched.length})  ${ratio(full, besideRaw)}`,
      `  the same batches, decided before: the store alone  ${ratio(storeAlone, besideRaw)}`,
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ratio(full: number, raw: number): string {
  return `${perSecond(full)} ÷ ${perSecond(raw)} = ${(full / raw).toFixed(2)}`;
}

function perSecond(rate: number): string {
  return `${Math.round(rate).toLocaleString('en-US')} events/s`;
}

async function fullRate(
  store: SqliteStore,
  inputs: readonly Input[],
  decide: Decide,
  batch: number,
): Promise<number> {
  const start = performance.now();
  for (let index = 0; index < inputs.length; index += batch)
    await store.submit(inputs.slice(index, index + batch), decide);
  return (inputs.length / (performance.now() - start)) * 1000;
}

/** Decides and notes the entries of every input; `replay` gives them back without deciding, however they are grouped. */
function recordSteps(decide: Decide): { readonly decide: Decide; readonly replay: Decide } {
  const entries = new Map<string, readonly StepEntry[]>();
  const newest = new Map<string, Step>();
  return {
    decide: (before, fresh, history) => {
      const step = decide(before, fresh, history);
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

async function medianState(store: SqliteStore, inputs: readonly Input[]): Promise<number> {
  const ids = [...new Set(inputs.map(({ customer }) => customer))];
  const sizes = await Promise.all(ids.map(async id => (await store.customer(id))?.state.length ?? 0));
  return sizes.sort((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 0;
}
