/** Read models of one customer, computed on the fly; field names are the API's, times are ms since the epoch. */
export interface TermView {
  readonly name: string;
  readonly label: string;
  /** What the term measured (the first argument of its outermost function), null if missing. */
  readonly input: number | null;
  /** The same as a person says it: 310 MB, 2.5 days. */
  readonly input_text: string | null;
  /** 0–100, null if it dropped out. */
  readonly value: number | null;
  /** As written in the rule. */
  readonly weight: number;
  /** Points that it adds to the score after the weights were renormalised. */
  readonly contribution: number;
  readonly text: string;
  readonly state: 'counted' | 'missing' | 'source_off';
}

export interface ScoreView {
  readonly score: number;
  readonly coverage: number;
  readonly terms: readonly TermView[];
  readonly bounds: readonly {
    readonly name: string;
    readonly kind: 'at_least' | 'at_most';
    readonly value: number;
    readonly applied: boolean;
  }[];
}

export interface RewardView {
  readonly points?: number;
  readonly data?: number;
  readonly money?: number;
  readonly offer?: string;
  readonly hold_days?: number;
}

export interface MissionView {
  readonly id: string;
  readonly template_id: string;
  readonly name: string;
  readonly category: string;
  readonly level: 'a' | 'b' | 'c';
  readonly variant: string;
  /** week, month, quarter or "14d". */
  readonly period: string;
  /** Canonical text of the progress. */
  readonly metric: string;
  readonly current_value: number;
  readonly target_value: number;
  /** Unit in which the two are given: count, MB, min, money, %, days … */
  readonly unit: string;
  readonly percent: number;
  readonly remaining: number;
  readonly sentence: string;
  readonly reward_config: RewardView;
  readonly starts_at: number;
  readonly ends_at: number;
  readonly assigned_at: number;
  readonly status: string;
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

export interface BadgeView {
  readonly badge_type: string;
  readonly name: string;
  readonly level: string | null;
  readonly next_level: string | null;
  readonly how_far: number;
  readonly sentence: string;
  readonly awards: readonly {
    readonly level: string;
    readonly awarded_at: number;
    readonly cause: string;
    readonly ordinal: number;
  }[];
}

export interface CustomerView {
  readonly customer_id: string;
  readonly as_of: number;
  readonly first_seen: number | null;
  readonly zone: string;
  readonly program: string;
  readonly release: number;
  readonly entries: number;
  readonly scores: Readonly<Record<string, ScoreView>>;
  readonly segments: readonly { readonly id: string; readonly name: string }[];
  readonly tier: {
    readonly id: string;
    readonly name: string;
    readonly next: string | null;
    readonly sentence: string;
  } | null;
  readonly profile: readonly {
    readonly id: string;
    readonly name: string;
    readonly value: string | number | boolean | null;
    readonly unit: string;
    /** As a person says it. */
    readonly text: string;
    readonly description: string;
  }[];
  readonly points: {
    /** The sum of the customer's ledger lines: what can be spent, below zero after a reversal of what was. */
    readonly balance: number;
    readonly available: number;
    readonly pending: number;
    readonly on_hold: number;
    readonly holds: readonly {
      readonly hold_id: string;
      readonly amount: number;
      readonly reason: string;
      readonly expires_at: number;
    }[];
    readonly expiring: readonly { readonly amount: number; readonly on: number }[];
  };
  readonly missions: readonly MissionView[];
  readonly badges: readonly BadgeView[];
  readonly holdout: boolean;
  readonly excluded: boolean;
}

/** One condition taken apart: what it says, whether it is met, what it saw, what it needs and how far that is. */
export interface ExplainNode {
  readonly text: string;
  readonly kind: string;
  /** Null: not a condition, or missing. */
  readonly met: boolean | null;
  readonly value?: string | number | boolean | null;
  /** The value as a person says it, with its unit. */
  readonly shown?: string;
  readonly need?: string;
  /** 0–1. */
  readonly how_far?: number;
  readonly children: readonly ExplainNode[];
}

export interface ExplanationView {
  readonly rule: string;
  readonly name: string;
  readonly verdict: string;
  readonly met: boolean | null;
  readonly gates: readonly { readonly gate: string; readonly passed: boolean; readonly sentence: string }[];
  readonly tree: ExplainNode | null;
}

/** A mission that a generation did not give, with the gate that decided. */
export interface NotGenerated {
  readonly template_id: string;
  readonly reason: string;
  readonly how_far?: number;
}
