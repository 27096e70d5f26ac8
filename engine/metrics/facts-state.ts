import type { Buckets } from './buckets.ts';
import type { UnitBits } from './unit-bits.ts';

/** [time, id, value] of an event. */
export type EventValue = [number, string, number | string | boolean];

/** Times of the newest events that failed a condition, and of those that met it after the oldest of these. */
export type RunState = [failed: number[], met: number[]];

/**
 * All that is kept of a customer's events: a function of the set of events, each with its entry's `at`, and of the
 * clock. Plain JSON, changed in place by its owner; each part is keyed by the keeper's short key.
 */
export interface Facts {
  readonly zone: string;
  /** Start of the local hour up to which buckets that no window reaches were dropped. */
  clock: number;
  readonly series: Record<string, Buckets>;
  readonly values: Record<string, Record<string, Buckets>>;
  readonly days: Record<string, UnitBits>;
  /** Times alone: newest, then gaps back. */
  readonly times: Record<string, number[]>;
  readonly events: Record<string, EventValue[]>;
  readonly open: Record<string, Record<string, number[]>>;
  readonly runs: Record<string, RunState>;
}
