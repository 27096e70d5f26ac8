import type { Logic, TypeName } from './logic.ts';

/**
 * Where one event type flows into a keeper.
 * `where` and `values` are JSONLogic over `event.*` (attributes, `value`, `time`, `type`, `source`), in base units;
 * an event for which `where` is not true does not count.
 */
export interface Tap {
  readonly event: string;
  readonly where?: Logic;
  /**
   * What the keeper reads from the event. series, ring, values, latest: one value; open: [attribute, condition];
   * run: [condition]; none for counts, days and `latest` that only a time is read from.
   */
  readonly values?: readonly Logic[];
}

export type BucketUnit = 'hour' | 'day';
export type StreakUnit = 'day' | 'week' | 'month';

/**
 * How one aggregate is kept for a customer. Keepers are shared by every feature that names the same aggregate; the id
 * is made of the content alone.
 * - series: an integer a bucket (count, sum, min or max of one event type), and its lifetime total
 * - days: distinct local days (weeks, months) with an event, as bits, with a lifetime count and the best run
 * - latest: the newest (or oldest) events by (time, id) with the values read from them
 * - ring: the newest `size` events by (time, id), for medians
 * - values: counts by value of an attribute, by day and lifetime
 * - open: for each value of an attribute its latest event, and whether that met a condition
 * - run: the events met in a row since the last that was not
 */
export type Keeper =
  | {
      readonly kind: 'series';
      readonly tap: Tap;
      readonly measure: 'count' | 'sum' | 'min' | 'max';
      readonly scale: number;
      readonly unit: BucketUnit;
      readonly keep: number;
      readonly lifetime: boolean;
    }
  | {
      readonly kind: 'days';
      readonly taps: readonly Tap[];
      readonly unit: StreakUnit;
      readonly lifetime: boolean;
      readonly best: boolean;
    }
  | { readonly kind: 'latest'; readonly taps: readonly Tap[]; readonly order: 'first' | 'last' }
  | { readonly kind: 'ring'; readonly taps: readonly Tap[]; readonly size: number; readonly scale: number }
  | {
      readonly kind: 'values';
      readonly taps: readonly Tap[];
      readonly keep: number;
      readonly lifetime: boolean;
    }
  | { readonly kind: 'open'; readonly taps: readonly Tap[] }
  | { readonly kind: 'run'; readonly taps: readonly Tap[] };

/**
 * Which part of time an aggregate sees, ending now.
 * sliding: `count` closed buckets and the running one; calendar: the running week …; period and step: the mission's own.
 */
export type Window =
  | { readonly kind: 'sliding'; readonly unit: BucketUnit; readonly count: number }
  | { readonly kind: 'calendar'; readonly unit: 'day' | 'week' | 'month' | 'quarter' }
  | { readonly kind: 'period' }
  | { readonly kind: 'step' }
  | { readonly kind: 'lifetime' };

/**
 * How a feature is read from its keepers; `keepers` are ids.
 * `days` reads count series of several leaves (a day counts once), or, over the lifetime, one `days` keeper.
 */
export type Read =
  | {
      readonly kind: 'count' | 'sum' | 'min' | 'max' | 'days';
      readonly keepers: readonly string[];
      readonly window: Window;
    }
  | {
      readonly kind: 'avg';
      readonly sums: readonly string[];
      readonly counts: readonly string[];
      readonly window: Window;
    }
  /** Counts of the events whose attribute equals the mission's `fixed` name (sums are not kept by value). */
  | {
      readonly kind: 'countOfValue';
      readonly keeper: string;
      readonly fixed: string;
      readonly window: Window;
    }
  | { readonly kind: 'distinct'; readonly keeper: string; readonly window: Window }
  /** `value` is the index into the tap's values, or 'time'. */
  | {
      readonly kind: 'latest';
      readonly keeper: string;
      readonly value: number | 'time';
      readonly window?: Window;
    }
  | { readonly kind: 'since'; readonly keeper: string }
  | { readonly kind: 'median'; readonly keeper: string; readonly of: 'value' | 'gap'; readonly count: number }
  | {
      readonly kind: 'streak';
      readonly keeper: string;
      readonly unit: StreakUnit;
      readonly best: boolean;
      readonly window?: Window;
      readonly forgive?: { readonly count: number; readonly days: number };
    }
  | { readonly kind: 'run'; readonly keeper: string }
  | { readonly kind: 'open'; readonly keeper: string; readonly window?: Window }
  /** Per-day rate over `days` before the inner feature's window, times that window's days. Inner: count, sum, days. */
  | { readonly kind: 'usual'; readonly of: string; readonly days: number }
  /** `logic` reads only metrics of calendar windows of `unit`, evaluated as of each of the last whole periods. */
  | {
      readonly kind: 'medianOfPeriods';
      readonly logic: Logic;
      readonly metrics: readonly string[];
      readonly unit: 'day' | 'week' | 'month' | 'quarter';
      readonly count: number;
    }
  /** A constant of the release: `metric` is a named metric; `bySegment` looks the mission's segment up first. */
  | {
      readonly kind: 'percentile';
      readonly metric: string;
      readonly percent: number;
      readonly bySegment: boolean;
    }
  /** A hold: days in a row (`for`) or last true day (`within`) of a condition judged at each day's close, and now. */
  | {
      readonly kind: 'hold';
      readonly condition: string;
      readonly operator: 'for' | 'within';
      readonly days: number;
    };

/** One `{"var": "metrics.<key>"}` of the compiled rules. */
export interface Feature {
  readonly key: string;
  /** The canonical text of the aggregate, for people. */
  readonly text: string;
  readonly type: TypeName;
  readonly missing: boolean;
  /** Divides the kept integers: 1 for counts, bytes, ms, points; 1,000 for money; 1,000,000 for plain numbers. */
  readonly scale: number;
  /** Leaf event types whose arrival can change it. */
  readonly events: readonly string[];
  /** Needs a mission at hand (period, step, a fixed name, the mission's segment). */
  readonly local: boolean;
  readonly read: Read;
}

/** A condition that some rule holds over days; judged at every day close. The id is its canonical text. */
export interface HoldCondition {
  readonly text: string;
  readonly logic: Logic;
}

export interface Manifest {
  readonly keepers: Readonly<Record<string, Keeper>>;
  readonly features: Readonly<Record<string, Feature>>;
  readonly holds: Readonly<Record<string, HoldCondition>>;
}
