import type { LedgerLine, PointsPosting } from '../model.ts';
import type { PointsHold, PointsState } from '../state.ts';
import { putInto, takeFrom } from './lots.ts';
import type { Lots } from './lots.ts';

/**
 * Folds one posting into a customer's points. The balance is the sum of the customer's lines; lots say when what is
 * left of it expires: what comes in first repays a negative balance, what goes out uses the oldest lots up.
 */
export function postPoints(points: PointsState, posting: PointsPosting): PointsState {
  const customer = sumOf(posting, 'customer');
  const pending = sumOf(posting, 'pending');
  const balance = points.balance + customer;
  const holds = holdsAfter(points, posting);
  return {
    balance,
    pending: points.pending + pending,
    lots: customer > 0 ? lotsWith(points, posting, customer, balance) : takeFrom(points.lots, -customer).left,
    held: heldAfter(points, posting, pending),
    ...(holds.length === 0 ? {} : { holds }),
  };
}

export function sumOf(posting: PointsPosting, account: LedgerLine['account']): number {
  return posting.lines.reduce((sum, line) => (line.account === account ? sum + line.amount : sum), 0);
}

function lotsWith(points: PointsState, posting: PointsPosting, amount: number, balance: number): Lots {
  const { lot, hold: id } = posting;
  const spendable = Math.min(amount, Math.max(0, balance));
  if (spendable === 0 || lot === undefined) return points.lots;
  if (id === undefined) return putInto(points.lots, lot, spendable);
  const hold = points.holds?.find(other => other.id === id);
  // A negative balance is repaid with what would have expired first.
  const back = takeFrom(hold?.lots ?? [], amount - spendable).left;
  return back.reduce((lots, [day, part]) => putInto(lots, Math.max(day, lot), part), points.lots);
}

function heldAfter(points: PointsState, posting: PointsPosting, pending: number): PointsState['held'] {
  if (pending > 0 && posting.due !== undefined)
    return [...points.held, [posting.posting_key, posting.due, pending]];
  if (pending === 0) return points.held;
  return points.held.flatMap(([key, due, amount]) => {
    if (key !== posting.releases) return [[key, due, amount] as const];
    return amount + pending > 0 ? [[key, due, amount + pending] as const] : [];
  });
}

function holdsAfter({ lots, holds = [] }: PointsState, posting: PointsPosting): readonly PointsHold[] {
  const { hold: id, expires_at, reason = '' } = posting;
  const change = sumOf(posting, 'hold');
  if (change === 0 || id === undefined) return holds;
  if (change > 0 && expires_at !== undefined)
    return [...holds, { id, amount: change, expires_at, reason, lots: takeFrom(lots, change).taken }];
  return holds.flatMap(hold => {
    if (hold.id !== id) return [hold];
    const amount = hold.amount + change;
    return amount > 0 ? [{ ...hold, amount, lots: takeFrom(hold.lots, -change).left }] : [];
  });
}
