import type { Effect, NormalisedEvent } from './types.ts';

export interface CustomerRow {
  readonly customer_id: string;
  readonly as_of: string;
  readonly scores: Readonly<Record<string, number>>;
  readonly tier: string;
  readonly segments: readonly string[];
  readonly points: number;
  readonly active_missions: number;
  readonly badges: number;
  readonly last_event_at: string | null;
}

export interface ScoreTerm {
  readonly name: string;
  readonly label: string;
  readonly input: number | null;
  readonly input_text: string | null;
  readonly value: number | null;
  readonly weight: number;
  readonly contribution: number;
  readonly text: string;
  readonly state: 'counted' | 'missing' | 'source_off';
}

export interface ScoreBound {
  readonly name: string;
  readonly kind: 'at_least' | 'at_most';
  readonly value: number;
  readonly applied: boolean;
}

export interface ScoreBreakdown {
  readonly score: number;
  readonly coverage: number;
  readonly terms: readonly ScoreTerm[];
  readonly bounds: readonly ScoreBound[];
}

export interface Reward {
  readonly points?: number;
  readonly data?: number;
  readonly money?: number;
  readonly offer?: string;
  readonly hold_days?: number;
}

export interface Mission {
  readonly id: string;
  readonly template_id: string;
  readonly name: string;
  readonly category: string;
  readonly level: 'a' | 'b' | 'c';
  readonly period: string;
  readonly metric: string;
  readonly current_value: number;
  readonly target_value: number;
  readonly unit: string;
  readonly percent: number;
  readonly sentence: string;
  readonly remaining: number;
  readonly reward_config: Reward;
  readonly starts_at: string;
  readonly ends_at: string;
  readonly assigned_at: string;
  readonly status: string;
  readonly is_dynamic: true;
  readonly generated_for: string;
  readonly steps?: readonly { readonly id: string; readonly name: string; readonly done: boolean }[];
  readonly why: {
    readonly priority: number;
    readonly fit: number;
    readonly margin: number;
    readonly cost: number;
    readonly weight: number;
    readonly text: string;
  };
}

export interface Badge {
  readonly badge_type: string;
  readonly name: string;
  readonly level: string | null;
  readonly next_level: string | null;
  readonly how_far: number;
  readonly sentence: string;
  readonly awards: readonly { readonly level: string; readonly awarded_at: string; readonly cause: string }[];
}

export interface PointsHold {
  readonly hold_id: string;
  readonly amount: number;
  readonly reason: string;
  readonly expires_at: string;
}

export interface PointsStanding {
  readonly balance: number;
  /** What can be redeemed or put on hold now. */
  readonly available: number;
  readonly pending: number;
  readonly on_hold: number;
}

/** What a redemption, a hold, its capture or release, or a reversal came to. */
export interface PointsDone extends PointsStanding {
  readonly posting_key: string;
  readonly amount: number;
}

export interface PointsBalance extends PointsStanding {
  readonly holds: readonly PointsHold[];
  readonly expiring: readonly { readonly amount: number; readonly on: string }[];
}

export interface ProfileAttribute {
  readonly id: string;
  readonly name: string;
  readonly value: string | number | boolean | null;
  readonly unit: string;
  /** As a person says it. */
  readonly text: string;
  /** What the rules' author says that it is. */
  readonly description: string;
}

export interface Customer {
  readonly customer_id: string;
  readonly as_of: string;
  readonly first_seen: string | null;
  readonly zone: string;
  readonly program: string;
  readonly release: number;
  readonly entries: number;
  readonly scores: Readonly<Record<string, ScoreBreakdown>>;
  readonly score_names: Readonly<Record<string, { readonly name: string; readonly high_is_bad: boolean }>>;
  readonly segments: readonly { readonly id: string; readonly name: string }[];
  readonly tier: {
    readonly id: string;
    readonly name: string;
    readonly next: string | null;
    readonly sentence: string;
  } | null;
  readonly profile: readonly ProfileAttribute[];
  readonly points: PointsBalance;
  readonly missions: readonly Mission[];
  readonly badges: readonly Badge[];
  readonly holdout: boolean;
  readonly excluded: boolean;
}

export interface TimelineItem {
  readonly id: string;
  readonly at: string;
  readonly occurred_at: string | null;
  readonly kind: 'event' | 'command' | 'tick';
  readonly title: string;
  readonly detail: string;
  readonly event?: NormalisedEvent;
  readonly effects: readonly Effect[];
  readonly sentences: readonly string[];
  readonly notes: readonly TimelineNote[];
  readonly program: string;
  readonly release: number;
}

/** How an event came in, in a sentence. */
export interface TimelineNote {
  readonly kind: 'late' | 'repeated' | 'conflict' | 'reversal' | 'reversed';
  readonly sentence: string;
}

export interface ExplainNode {
  readonly text: string;
  readonly kind: string;
  readonly met: boolean | null;
  readonly value?: string | number | boolean | null;
  readonly need?: string;
  readonly how_far?: number;
  readonly children: readonly ExplainNode[];
}

export interface Explanation {
  readonly rule: string;
  readonly name: string;
  readonly verdict: string;
  readonly met: boolean | null;
  readonly tree: ExplainNode | null;
  readonly gates: readonly { readonly gate: string; readonly passed: boolean; readonly sentence: string }[];
}

export interface NotGenerated {
  readonly template_id: string;
  readonly reason: string;
  readonly how_far?: number;
}

export interface GenerateAnswer {
  readonly missions: readonly Mission[];
  readonly not_generated: readonly NotGenerated[];
  readonly program: string;
}

export interface LedgerEntry {
  readonly posting_key: string;
  readonly account: string;
  readonly amount: number;
  readonly cause: string;
  readonly reason?: string;
  readonly hold_id?: string;
  /** The name of the mission that it was earned with. */
  readonly about?: string;
  /** The posting that this one takes back. */
  readonly reverses?: string;
  readonly at: string;
  readonly program: string;
}

/** What the recalculation of the stored events found; `differs` says whether it is not what was kept live. */
export interface Recalculation {
  readonly customer_id: string;
  readonly breakdown: Readonly<Record<string, ScoreBreakdown>>;
  readonly calculated_at: string;
  readonly program: string;
  readonly differs: boolean;
}
