import { emptyFacts } from './metrics/facts.ts';
import type { Facts } from './metrics/facts.ts';
import type { AssignedMission } from './model.ts';
import type { STATE_FORMAT } from './state-format.ts';

/** Whether a held condition is true (1) or not (0), then the days on which its judgement turned, newest first. */
export type HoldState = readonly [now: 0 | 1, ...flips: number[]];

/** The parts of a mission's priority, in a fixed order: many of them stand in every state. */
export type PackedWhy = readonly [
  priority: number,
  weight: number,
  fit: number,
  margin: number,
  cost: number,
];

export interface RunningMission extends Omit<AssignedMission, 'why'> {
  readonly why: PackedWhy;
  readonly status: 'proposed' | 'active' | 'closing' | 'completed';
  /** What a person or another system added to the progress that the facts show. */
  readonly offset: number;
  /** Steps that are done, with the local day on which they were. */
  readonly steps: Readonly<Record<string, number>>;
  readonly completed_at?: number;
  /** What it paid, so that a reversal can take it back. */
  readonly paid?: number;
}

/** What a customer's past with one template means for the next time. */
export interface TemplateHistory {
  /** How often it was assigned. */
  readonly ordinal: number;
  readonly level?: 'a' | 'b' | 'c';
  /** Successes (positive) or failures (negative) in a row. */
  readonly run: number;
  /** Not before this instant again. */
  readonly not_before?: number;
}

export interface BadgeState {
  readonly ordinal: number;
  /** Absent while it is revoked. */
  readonly awarded_at?: number;
  readonly points: number;
}

export interface TierState {
  readonly level: string;
  /** Local day since which the held level's condition is false. */
  readonly waiting?: number;
}

export interface PointsState {
  readonly balance: number;
  readonly pending: number;
  /** [local day on which they expire, amount], oldest first. */
  readonly lots: readonly (readonly [number, number])[];
  /** [posting key, local day on which they become spendable, amount]. */
  readonly held: readonly (readonly [string, number, number])[];
  /** Set aside by others, in the order in which they were; absent: none. */
  readonly holds?: readonly PointsHold[];
}

/** Points that can be captured until the hold expires. */
export interface PointsHold {
  readonly id: string;
  readonly amount: number;
  /** In ms. */
  readonly expires_at: number;
  readonly reason: string;
  /** Where they came from, as in `lots`: what is released goes back there. */
  readonly lots: PointsState['lots'];
}

/** What was decided; changes by effects alone. */
export interface Decisions {
  readonly holds: Readonly<Record<string, HoldState>>;
  /** Thresholds that a score is above, as `score:threshold`. */
  readonly above: readonly string[];
  readonly segments: readonly string[];
  readonly missions: readonly RunningMission[];
  readonly templates: Readonly<Record<string, TemplateHistory>>;
  /** By `badge:level`. */
  readonly badges: Readonly<Record<string, BadgeState>>;
  readonly tiers: Readonly<Record<string, TierState>>;
  readonly points: PointsState;
  /** When each campaign with a limit last spoke, newest first. */
  readonly campaigns: Readonly<Record<string, readonly number[]>>;
  /** What was met before it went live, by key; absent where there is nothing of the kind. */
  readonly past?: Readonly<Record<string, 'quiet' | 'from_now'>>;
}

/** All that is known of a customer's events: a function of their set, and of the clock. */
export interface CustomerFacts {
  readonly kept: Facts;
  /** When the first event happened, ms. */
  first_seen: number | null;
  last_event_at: number | null;
  /** Reversals that wait for their original: input id → null (all of it) or the part of its value, in seen units. */
  orphans: Readonly<Record<string, number | null>>;
}

export interface CustomerState {
  readonly format: typeof STATE_FORMAT;
  /** Which keepers the facts were folded by: another set of them must fold the history again. */
  readonly keepers: string;
  readonly facts: CustomerFacts;
  readonly decisions: Decisions;
}

export const NO_DECISIONS: Decisions = {
  holds: {},
  above: [],
  segments: [],
  missions: [],
  templates: {},
  badges: {},
  tiers: {},
  points: { balance: 0, pending: 0, lots: [], held: [] },
  campaigns: {},
};

export function noFacts(zone: string): CustomerFacts {
  return { kept: emptyFacts(zone), first_seen: null, last_event_at: null, orphans: {} };
}
