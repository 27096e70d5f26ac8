/** One line of a double-entry posting; the lines of a posting sum to zero. */
export interface LedgerLine {
  readonly account: 'customer' | 'pending' | 'hold' | 'liability' | 'expense' | 'breakage';
  readonly amount: number;
}

/** Why points were posted. */
export type PostingCause =
  | 'mission'
  | 'expiry'
  | 'redemption'
  | 'operator'
  | 'reversal'
  | 'release'
  | 'hold'
  | 'capture'
  | 'hold_release'
  | 'hold_expiry';

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
      /** The local day on which what comes in expires; for what comes back from a hold, the earliest. */
      readonly lot?: number;
      readonly due?: number;
      readonly releases?: string;
      /** The hold that is made, captured or released, and until when a new one lasts, in ms. */
      readonly hold?: string;
      readonly expires_at?: number;
      /** The posting that this one reverses. */
      readonly of?: string;
      /** Why, in the words of whoever asked for it. */
      readonly reason?: string;
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

export type PointsPosting = Extract<Effect, { kind: 'points_posted' }>;
