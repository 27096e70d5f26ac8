/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One event in the catalogue's words; `value` in the catalogue's unit, times in RFC 3339 UTC. */
export interface NormalisedEvent {
  readonly event_id: string;
  readonly source_type: string;
  readonly source_name: string;
  readonly event_type: string;
  readonly customer_id: string;
  readonly occurred_at: string;
  readonly received_at: string;
  readonly value?: number;
  readonly unit?: string;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  /** Event id of the original, in the same source. */
  readonly reversal_of?: string;
  readonly reason?: 'correction' | 'refund' | 'fraud';
  readonly processing_status: 'processed';
}

/** What a person or another system asks of one customer. */
export type Command =
  | { readonly do: 'generate'; readonly max_missions: number; readonly force_regenerate: boolean }
  | {
      readonly do: 'progress';
      readonly mission: string;
      readonly current_value: number;
      readonly target_value?: number;
    }
  | { readonly do: 'approve' | 'decline' | 'withdraw'; readonly mission: string; readonly reason?: string }
  | { readonly do: 'check_badges'; readonly badge?: string }
  | {
      readonly do: 'award' | 'revoke';
      readonly badge: string;
      readonly level: string;
      readonly reason: string;
      readonly cause?: 'operator' | 'fraud';
    };

/**
 * One input of a step. `id` is "scope:id" and unique for ever; `at` is the clock when it was accepted, in ms.
 * `history`: part of a load of the past, which brings its own rising clock; no sweep looks at the customer until a
 * tick closes the load.
 */
export type Input = { readonly history?: true } & InputKind;

type InputKind =
  | {
      readonly kind: 'event';
      readonly id: string;
      readonly customer: string;
      readonly at: number;
      readonly body: NormalisedEvent;
      readonly bodyHash: string;
    }
  | {
      readonly kind: 'command';
      readonly id: string;
      readonly customer: string;
      readonly at: number;
      readonly body: Command;
      readonly bodyHash: string;
    }
  | {
      readonly kind: 'tick';
      readonly id: string;
      readonly customer: string;
      readonly at: number;
      readonly body: null;
      readonly bodyHash: string;
    };

/** One line of a double-entry posting; the lines of a posting sum to zero. */
export interface LedgerLine {
  readonly account: 'customer' | 'pending' | 'liability' | 'expense' | 'breakage';
  readonly amount: number;
}

/** Why points were posted. */
export type PostingCause = 'mission' | 'expiry' | 'redemption' | 'operator' | 'reversal' | 'release';

/** A mission as a customer was given it; its terms are frozen here. Times in ms. */
export interface AssignedMission {
  readonly id: string;
  readonly template: string;
  readonly ordinal: number;
  readonly variant: string;
  readonly segment: string | null;
  readonly level: 'a' | 'b' | 'c';
  readonly level_value: number;
  readonly target: number;
  readonly fixed: Readonly<Record<string, number | string | boolean>>;
  readonly starts_at: number;
  readonly ends_at: number;
  readonly assigned_at: number;
  /** Why it was given: priority and the parts it is made of. */
  readonly why: {
    readonly priority: number;
    readonly fit: number;
    readonly margin: number;
    readonly cost: number;
    readonly weight: number;
  };
}

/** What the end of a mission means for the template's next one: the level to start from and when, if not at once. */
export interface NextTime {
  readonly level: 'a' | 'b' | 'c';
  readonly run: number;
  readonly not_before?: number;
}

/**
 * What a step decided. Journalled effects are the only way the decisions of a customer change (fold them to get the
 * state back); `score_changed` and `mission_progressed` are derived, shown, never stored in the state.
 */
export type Effect =
  | {
      readonly kind: 'score_changed';
      readonly score: string;
      readonly before: number;
      readonly after: number;
    }
  | {
      readonly kind: 'mission_progressed';
      readonly mission: string;
      readonly template: string;
      readonly before: number;
      readonly after: number;
      readonly target: number;
    }
  | {
      readonly kind: 'score_crossed';
      readonly score: string;
      readonly threshold: number;
      readonly direction: 'up' | 'down';
      readonly before: number;
      readonly after: number;
    }
  | { readonly kind: 'hold_changed'; readonly hold: string; readonly day: number; readonly value: boolean }
  | { readonly kind: 'segment_changed'; readonly segment: string; readonly member: boolean }
  | { readonly kind: 'mission_proposed'; readonly mission: AssignedMission }
  | {
      readonly kind: 'mission_assigned';
      readonly mission: AssignedMission;
      readonly category: string;
      /** Nobody is told: the customer met its condition before the mission went live. */
      readonly quiet?: true;
    }
  | {
      readonly kind: 'mission_adjusted';
      readonly mission: string;
      readonly template: string;
      readonly offset: number;
    }
  | {
      readonly kind: 'mission_step_done';
      readonly mission: string;
      readonly template: string;
      readonly step: string;
      readonly day: number;
    }
  | { readonly kind: 'mission_closing'; readonly mission: string; readonly template: string }
  | {
      readonly kind: 'mission_completed';
      readonly mission: string;
      readonly template: string;
      readonly category: string;
      readonly level: 'a' | 'b' | 'c';
      readonly ordinal: number;
      readonly points: number;
      readonly customer_age: number;
      readonly value: number;
      readonly target: number;
      readonly next: NextTime;
    }
  | {
      readonly kind: 'mission_expired';
      readonly mission: string;
      readonly template: string;
      readonly category: string;
      readonly level: 'a' | 'b' | 'c';
      readonly value: number;
      readonly target: number;
      readonly next: NextTime;
    }
  | {
      readonly kind: 'mission_withdrawn';
      readonly mission: string;
      readonly template: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'mission_reversed';
      readonly mission: string;
      readonly template: string;
      readonly value: number;
      readonly target: number;
    }
  | { readonly kind: 'mission_settled'; readonly mission: string; readonly template: string }
  | {
      readonly kind: 'points_posted';
      readonly posting_key: string;
      readonly cause: PostingCause;
      readonly amount: number;
      readonly lines: readonly LedgerLine[];
      readonly lot?: number;
      readonly due?: number;
      readonly releases?: string;
    }
  | {
      readonly kind: 'reward_granted';
      readonly mission: string;
      readonly template: string;
      readonly data?: number;
      readonly money?: number;
      readonly offer?: string;
    }
  | {
      readonly kind: 'badge_awarded';
      readonly badge: string;
      readonly level: string;
      readonly ordinal: number;
      readonly points: number;
      readonly cause: string;
      /** Nobody is told and no points count: the level was reached before it went live. */
      readonly quiet?: true;
    }
  | {
      readonly kind: 'badge_revoked';
      readonly badge: string;
      readonly level: string;
      readonly points: number;
      readonly reason: 'reversal' | 'fraud' | 'operator';
      readonly note?: string;
    }
  | {
      readonly kind: 'tier_changed';
      readonly tier: string;
      readonly from: string;
      readonly to: string;
      readonly direction: 'up' | 'down';
      /** Nobody is told: the level's condition was met before it went live. */
      readonly quiet?: true;
    }
  | { readonly kind: 'tier_waiting'; readonly tier: string; readonly since: number | null }
  | {
      readonly kind: 'campaign_triggered';
      readonly campaign: string;
      readonly webhook: string;
      readonly payload: Readonly<Record<string, string | number | boolean | null>>;
      readonly remember: number;
    }
  /** A release calls a rule otherwise: what is held under the former id goes on under the present one. */
  | {
      readonly kind: 'rule_renamed';
      readonly of: 'mission' | 'badge' | 'tier';
      readonly from: string;
      readonly to: string;
    }
  /** What the customer met before it went live, by key (`badge:power_user:gold`); null: it counts as any other again. */
  | { readonly kind: 'past_noted'; readonly rule: string; readonly past: 'quiet' | 'from_now' | null };

/** One journalled input (or due instant) of a customer with what it caused. `event` entries carry the event. */
export interface Entry {
  readonly id: string;
  readonly customer: string;
  readonly v: number;
  readonly i: number;
  readonly at: number;
  readonly program: string;
  readonly release: number;
  readonly kind: 'event' | 'command' | 'tick';
  readonly input: NormalisedEvent | Command | null;
  readonly effects: readonly Effect[];
  readonly answer: Json;
}

/** Everything hot of one customer, as a store hands it over. `state` is canonical JSON text. */
export interface Snapshot {
  readonly customer: string;
  readonly v: number;
  readonly at: number;
  readonly release: number;
  /** Journal entries so far. */
  readonly entries: number;
  readonly state: string;
  readonly summary: Summary;
}

/** What audiences, histograms and funnels are answered from, as of the customer's last step. */
export interface Summary {
  readonly scores: Readonly<Record<string, number>>;
  readonly segments: readonly string[];
  readonly tier: string;
  readonly points: number;
  /** Active missions by template. */
  readonly missions: readonly string[];
  readonly badges: number;
  readonly last_event_at: number | null;
  /** Named metrics that percentiles are calibrated from. */
  readonly metrics: Readonly<Record<string, number>>;
}

export interface StepEntry {
  readonly id: string;
  readonly kind: 'event' | 'command' | 'tick';
  readonly at: number;
  readonly input: NormalisedEvent | Command | null;
  readonly bodyHash: string;
  readonly effects: readonly Effect[];
  readonly answer: Json;
  /** "kind" and "kind:subject" of rare effects, counted for funnels and lists. */
  readonly marks: readonly string[];
  /** Effects that go to a webhook. */
  readonly send: readonly Effect[];
}

/** What one customer's step writes; due instants first. */
export interface Step {
  readonly at: number;
  readonly release: number;
  readonly program: string;
  readonly state: string;
  readonly summary: Summary;
  /** When a sweep should look again, in ms; null: never. */
  readonly dueAt: number | null;
  readonly entries: readonly StepEntry[];
}

/**
 * Pure and repeatable. `history`: all entries in order, given when it was asked for.
 * A number asks for that release (the document is ahead of this node).
 */
export type Decide = (
  before: Snapshot | null,
  fresh: readonly Input[],
  history?: readonly Entry[],
) => Step | { readonly needs: 'history' | number };

/** Constants of a release: what is measured over the base, and which source types are live. */
export interface Constants {
  /** `metric@percent` → value, or → by segment: `metric@percent@segment`. */
  readonly percentiles: Readonly<Record<string, number>>;
  readonly live: readonly string[];
}

/** What nodes decide by. */
export interface Release {
  readonly n: number;
  readonly constants: Constants;
  /**
   * Which release brought what customers qualify for, or changed what it asks, by key (`mission:data_explorer`,
   * `badge:power_user:gold`); absent: it was always so.
   */
  readonly since?: Readonly<Record<string, number>>;
}
