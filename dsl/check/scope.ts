import type { Logic, TypeName } from '../program/logic.ts';
import type { StreakUnit, Window } from '../program/features.ts';

/** What a name stands for where an expression is written. */
export interface NameInfo {
  readonly type: TypeName;
  /** The texts it can be, where they are listed. */
  readonly values?: readonly string[];
  readonly missing: boolean;
  /** How the compiled rule reads it, e.g. `{"var": "scores.risk"}`. */
  readonly logic: Logic;
  readonly description?: string;
}

/** An attribute (or `value`, `time`, `type`, `source`) as one leaf event of a stream gives it. */
export interface StreamAttribute {
  readonly type: TypeName;
  readonly values?: readonly string[];
  /** False only where every leaf always carries it. */
  readonly missing: boolean;
}

/** One leaf event type of a stream; derived streams bring a condition and their own reading of value and attributes. */
export interface StreamLeaf {
  readonly event: string;
  readonly where?: Logic;
  /** Readings by attribute name, over `event.*`; a name not listed reads the event's own attribute. */
  readonly readings: Readonly<Record<string, Logic>>;
}

/** An event type, a family (`usage`) or a derived stream (`payment`), resolved to what is really stored. */
export interface Stream {
  readonly id: string;
  readonly leaves: readonly StreamLeaf[];
  /** By name, `value`, `time`, `type` and `source` included; a family has what all its members share. */
  readonly attributes: Readonly<Record<string, StreamAttribute>>;
}

/** The streams an expression can name. */
export interface Catalogue {
  stream(id: string): Stream | undefined;
  readonly ids: readonly string[];
}

/** One aggregate call after names and types are settled, still one per leaf. */
export interface ResolvedAggregate {
  readonly function:
    | 'count'
    | 'sum'
    | 'avg'
    | 'min'
    | 'max'
    | 'days'
    | 'distinct'
    | 'first'
    | 'last'
    | 'since'
    | 'median'
    | 'streak'
    | 'best_streak'
    | 'open';
  /** Canonical text, e.g. `sum(usage.data where off_peak, 7d)`. */
  readonly text: string;
  readonly type: TypeName;
  /**
   * `where`: all conditions on the event but the one that names a `fixed` value; `value`: the attribute or value the
   * aggregate reads (for `open` the attribute); `matches`: the attribute compared with `fixedName`; `condition`: what
   * `open` and `streak(…, each)` judge, which for these two is not in `where`.
   */
  readonly leaves: readonly {
    readonly event: string;
    readonly where?: Logic;
    readonly value?: Logic;
    readonly matches?: Logic;
    readonly condition?: Logic;
  }[];
  /** `where attribute = name` with a mission's fixed name: counted by value. */
  readonly fixedName?: string;
  /** Reads the time of the event rather than `value` (`last(x.time)`). */
  readonly readsTime: boolean;
  /** `median(S.gap, …)`. */
  readonly ofGap: boolean;
  /** Kept for good: attribute with listed texts, so that distinct(…, lifetime) is allowed. */
  readonly window?: Window;
  readonly streak?: {
    readonly unit: StreakUnit | 'each';
    readonly forgive?: { readonly count: number; readonly days: number };
  };
  /** `last n` of a median. */
  readonly last?: number;
}

/** Collects what the compiled rules must keep; every method gives the feature's key (dots written `~d`). */
export interface FeatureRegistry {
  aggregate(aggregate: ResolvedAggregate): string;
  usual(text: string, ofKey: string, days: number): string;
  /** `metrics`: keys of the aggregates inside, all of calendar windows of one unit. */
  medianOfPeriods(
    text: string,
    type: TypeName,
    logic: Logic,
    metrics: readonly string[],
    count: number,
  ): string;
  percentile(text: string, type: TypeName, metric: string, percent: number, bySegment: boolean): string;
  hold(
    text: string,
    operator: 'for' | 'within',
    days: number,
    conditionText: string,
    condition: Logic,
  ): string;
}

/** Where an expression stands: which names it sees and what it may use. */
export interface Scope {
  /** Undefined: unknown; 'circular': it depends on itself. Paths of more than one name are joined by dots. */
  resolve(name: string): NameInfo | 'circular' | undefined;
  /** The way from a name that depends on itself back to it: `a → b → a`. */
  circleOf?(name: string): string | undefined;
  /** Every name that `resolve` knows, for suggestions and completion. */
  readonly names: readonly string[];
  readonly catalogue: Catalogue;
  readonly features: FeatureRegistry;
  /** `fixed` names of the mission at hand: allowed in `where attribute = name`. */
  readonly fixedNames: readonly string[];
  readonly allows: {
    readonly aggregates: boolean;
    readonly holds: boolean;
    readonly periodWindow: boolean;
    readonly stepWindow: boolean;
    /** Mapping expressions: names are record fields of type any, missing flows through everything, `hour time field`. */
    readonly record: boolean;
  };
}
