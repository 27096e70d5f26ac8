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

/** `scale`: how many times the customers of the mix. */
export function createWorkload(name: MixName, scale: number): Workload {
  const { what, days, measuredDays } = MIXES[name];
  const customers = Math.ceil(MIXES[name].customers * scale);
  const program = defaultProgram();
  const records = demoRecords({ customers, days, seed: 7, zone: program.policy.time.zone }, END);
  const inputs = demoInputs(records, program);
  const from = END - measuredDays * DAY_MS;
  const middle = inputs.findIndex(({ at }) => at >= from);
  return { name, what, past: inputs.slice(0, middle), measured: inputs.slice(middle) };
}
