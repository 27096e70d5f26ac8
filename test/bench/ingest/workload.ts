import { demoRecords } from '../../../server/demo/index.ts';
import type { Input, Release } from '../../../engine/index.ts';
import { ALL_SOURCES, defaultProgram } from '../../support/default-rules.ts';
import { demoInputs } from '../../support/demo-inputs.ts';

const END = Date.parse('2026-06-30T21:00:00Z');
const DAY_MS = 86_400_000;

export const BENCH_RELEASE: Release = { n: 1, constants: { percentiles: {}, live: ALL_SOURCES } };

/** Events in the order in which they come: first those that make the customers what they are, then the measured. */
export interface Workload {
  readonly name: string;
  readonly what: string;
  readonly past: readonly Input[];
  readonly measured: readonly Input[];
}

interface Mix {
  readonly what: string;
  readonly customers: number;
  readonly days: number;
  /** Measured at the end; the days before are the past. */
  readonly measuredDays: number;
}

const MIXES = {
  load: {
    what: 'a load of history: few customers, weeks of days one after the other',
    customers: 200,
    days: 30,
    measuredDays: 15,
  },
  day: {
    what: 'a live day: many customers, a few events each, one day to close',
    customers: 2_000,
    days: 3,
    measuredDays: 1,
  },
} satisfies Record<string, Mix>;

export type MixName = keyof typeof MIXES;

export const MIX_NAMES: readonly MixName[] = ['load', 'day'];

/** `scale`: how many times the customers of the mix. */
export function createWorkload(name: MixName, scale: number): Workload {
  const { what, days, measuredDays } = MIXES[name];
  const customers = Math.ceil(MIXES[name].customers * scale);
  const program = defaultProgram();
  const records = demoRecords({ customers, days, seed: 7, zone: program.policy.time.zone }, END);
  const inputs = demoInputs(records, program);
  const from = END - measuredDays * DAY_MS;
  const middle = inputs.findIndex(({ at }) => at >= from);
  const past = inputs.slice(0, middle);
  const [firstOnes, measured] = withoutFirstOnes(past, inputs.slice(middle));
  return { name, what, past: [...past, ...firstOnes], measured };
}

/**
 * Nobody comes new while it is measured: whether the journal knows somebody without a document is asked by an index
 * that the MongoDB of the tests does not use, so that it reads the whole journal for each.
 */
function withoutFirstOnes(
  past: readonly Input[],
  inputs: readonly Input[],
): readonly [firstOnes: readonly Input[], others: readonly Input[]] {
  const known = new Set(past.map(({ customer }) => customer));
  const firstOnes = inputs.filter(({ customer }) => !known.has(customer) && known.add(customer));
  const moved = new Set(firstOnes);
  return [firstOnes, inputs.filter(input => !moved.has(input))];
}
