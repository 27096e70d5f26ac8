import type { Effect, Step } from '../../engine/model.ts';

/** How long a delivery that fails holds up the later ones of its customer; then it is tried beside the order. */
export const ORDER_KEPT_MS = 24 * 3_600_000;

/** How long a delivery is tried before it becomes a dead letter, from its first attempt on. */
export const TRIED_MS = 7 * 24 * 3_600_000;

/** How long what was delivered is kept: as the record of it, and so that no slow writer brings it back. */
export const DELIVERED_KEPT_MS = 7 * 24 * 3_600_000;

/** Where effects go that name no receiver of their own. */
const COMMON_LANE = 'all';

export type DeliveryState = 'waiting' | 'delivered' | 'dead';

/** What one step has to send to one receiver. */
export interface Delivery {
  /** "customer:v:lane": a step's delivery has the same id on whatever node writes or sends it. */
  readonly id: string;
  /** The receiver. A lane keeps each customer's deliveries in the order of their steps. */
  readonly lane: string;
  readonly customer: string;
  readonly v: number;
  /** The customer's clock in that step. */
  readonly at: number;
  readonly effects: readonly Effect[];
  readonly state: DeliveryState;
  /** How often it was taken to be sent; also the proof of who took it last. */
  readonly attempts: number;
  /** When it was taken first; null: not yet. */
  readonly first_at: number | null;
  /** Not before this; 0: at once. */
  readonly next_at: number;
  /** When it was delivered, or given up. */
  readonly done_at: number | null;
  /** What its last attempt came to, where that failed. */
  readonly error: string | null;
}

/** What an attempt came to. `later`: once more at `until`, unless it was tried for long enough. Times in ms. */
export type DeliveryResult =
  | { readonly kind: 'delivered'; readonly at: number }
  | { readonly kind: 'later'; readonly at: number; readonly until: number; readonly error: string }
  | { readonly kind: 'dead'; readonly at: number; readonly error: string };

/** What the step has to send: one delivery a lane, each with its effects in their order. */
export function deliveriesOf(customer: string, v: number, step: Step): readonly Delivery[] {
  const lanes = new Map<string, Effect[]>();
  for (const effect of step.entries.flatMap(entry => entry.send)) {
    const lane = 'webhook' in effect ? effect.webhook : COMMON_LANE;
    const effects = lanes.get(lane);
    if (effects === undefined) lanes.set(lane, [effect]);
    else effects.push(effect);
  }
  return [...lanes].map(([lane, effects]) => ({
    // A customer's id may hold colons, so the lane must not: else two deliveries could get one id.
    id: `${customer}:${v}:${encodeURIComponent(lane)}`,
    lane,
    customer,
    v,
    at: step.at,
    effects,
    state: 'waiting',
    attempts: 0,
    first_at: null,
    next_at: 0,
    done_at: null,
    error: null,
  }));
}

type Changes = Pick<Delivery, 'state' | 'next_at' | 'done_at' | 'error'>;

/** How a result changes a waiting delivery; null: not at all, since another has taken it meanwhile. */
export function settled(delivery: Delivery, attempt: number, result: DeliveryResult): Changes | null {
  if (delivery.state !== 'waiting') return null;
  // Delivered is delivered, whoever did it. Anything else counts only from who took it last.
  if (result.kind === 'delivered') {
    return { state: 'delivered', next_at: delivery.next_at, done_at: result.at, error: null };
  }
  if (delivery.attempts !== attempt) return null;
  const { at, error } = result;
  const isOver = result.kind === 'dead' || at >= (delivery.first_at ?? at) + TRIED_MS;
  if (isOver) return { state: 'dead', next_at: delivery.next_at, done_at: at, error };
  return { state: 'waiting', next_at: result.until, done_at: null, error };
}

/** Until when `earlier`, which waits too, holds up the customer's later ones; null: it does not. */
export function heldUpUntil(earlier: Pick<Delivery, 'first_at' | 'next_at'>, now: number): number | null {
  const orderEnds = earlier.first_at === null ? Number.MAX_SAFE_INTEGER : earlier.first_at + ORDER_KEPT_MS;
  if (orderEnds <= now) return null;
  return Math.min(orderEnds, Math.max(earlier.next_at, now + 1));
}
