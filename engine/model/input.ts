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
    }
  | PointsCommand;

/** What is asked of a customer's points; amounts are whole points above 0. */
export type PointsCommand =
  | { readonly do: 'redeem'; readonly amount: number; readonly reason: string }
  /** Sets points aside for `expires_in` ms; then they are free again, unless they were captured. */
  | { readonly do: 'hold'; readonly amount: number; readonly reason: string; readonly expires_in: number }
  /** Without an amount all of the hold; what is left of it is free again. */
  | { readonly do: 'capture'; readonly hold: string; readonly amount?: number; readonly reason?: string }
  | { readonly do: 'release'; readonly hold: string; readonly reason?: string }
  /** A redemption, a capture or an earning, by its posting's key; without an amount all of it. */
  | { readonly do: 'reverse'; readonly posting: string; readonly amount?: number; readonly reason: string };

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
