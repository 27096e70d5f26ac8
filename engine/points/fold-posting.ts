import type { Effect } from '../model.ts';
import type { PointsState } from '../state.ts';

type Posting = Extract<Effect, { kind: 'points_posted' }>;

/**
 * Folds one posting into a customer's points. The balance is the sum of the customer's lines; lots say when what is
 * left of it expires: earnings first repay a negative balance, debits use the oldest lots up.
 */
export function postPoints(points: PointsState, posting: Posting): PointsState {
  const customer = sumOf(posting, 'customer');
  const pending = sumOf(posting, 'pending');
  const balance = points.balance + customer;
  return {
    balance,
    pending: points.pending + pending,
    lots: lotsAfter(points, customer, balance, posting.lot),
    held: heldAfter(points, posting, pending),
  };
}

function sumOf(posting: Posting, account: 'customer' | 'pending'): number {
  return posting.lines.reduce((sum, line) => (line.account === account ? sum + line.amount : sum), 0);
}

function lotsAfter(
  points: PointsState,
  amount: number,
  balance: number,
  expiryDay: number | undefined,
): PointsState['lots'] {
  if (amount > 0) {
    const spendable = Math.min(amount, Math.max(0, balance));
    if (spendable === 0 || expiryDay === undefined) return points.lots;
    return mergeLot(points.lots, expiryDay, spendable);
  }
  let toTake = -amount;
  const lots: (readonly [number, number])[] = [];
  for (const [day, left] of points.lots) {
    const taken = Math.min(left, toTake);
    toTake -= taken;
    if (left > taken) lots.push([day, left - taken]);
  }
  return lots;
}

function mergeLot(lots: PointsState['lots'], day: number, amount: number): PointsState['lots'] {
  const same = lots.find(([other]) => other === day);
  const merged = same === undefined ? amount : same[1] + amount;
  return [...lots.filter(([other]) => other !== day), [day, merged] as const].sort(([a], [b]) => a - b);
}

function heldAfter(points: PointsState, posting: Posting, pending: number): PointsState['held'] {
  if (pending > 0 && posting.due !== undefined)
    return [...points.held, [posting.posting_key, posting.due, pending]];
  if (pending < 0) return points.held.filter(([key]) => key !== posting.releases);
  return points.held;
}
