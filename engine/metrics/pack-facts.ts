import type { Buckets } from './buckets.ts';
import type { EventValue, Facts } from './facts-state.ts';
import { unpackNumbers, unpackSeries } from './pack-numbers.ts';
import type { UnitBits } from './unit-bits.ts';

/** Facts as they are stored: the same, with lists of numbers as short texts. */
export interface PackedFacts {
  readonly clock: number;
  readonly days: Readonly<Record<string, UnitBits>>;
  readonly events: Readonly<Record<string, readonly EventValue[]>>;
  readonly open: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly runs: Readonly<Record<string, readonly [failed: string, met: string]>>;
  readonly series: Readonly<Record<string, string>>;
  readonly times: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly zone: string;
}

/** Facts to go on with; nothing is shared with what was packed, but lists that are changed by replacement alone. */
export function unpackFacts(packed: PackedFacts): Facts {
  return {
    zone: packed.zone,
    clock: packed.clock,
    series: map(packed.series, unpackSeries),
    values: map(packed.values, states => map<string, Buckets>(states, unpackSeries)),
    days: map(packed.days, bits => [...bits]),
    times: map(packed.times, unpackNumbers),
    events: map(packed.events, events => [...events]),
    open: map(packed.open, states => map(states, unpackNumbers)),
    runs: map(packed.runs, ([failed, met]) => [unpackNumbers(failed), unpackNumbers(met)]),
  };
}

function map<T, U>(record: Readonly<Record<string, T>>, change: (item: T) => U): Record<string, U> {
  const result: Record<string, U> = {};
  for (const [key, item] of Object.entries(record)) result[key] = change(item);
  return result;
}
