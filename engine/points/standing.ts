import type { PointsState } from '../state.ts';

/** What a customer's points come to, as answers and pages tell it. */
export interface PointsStanding {
  /** The sum of the customer's ledger lines; below zero after a reversal of what was spent. */
  readonly balance: number;
  /** What can be redeemed or set aside now. */
  readonly available: number;
  readonly pending: number;
  readonly on_hold: number;
}

export function standingOf({ balance, pending, holds = [] }: PointsState): PointsStanding {
  const onHold = holds.reduce((sum, { amount }) => sum + amount, 0);
  return { balance, available: Math.max(0, balance), pending, on_hold: onHold };
}
