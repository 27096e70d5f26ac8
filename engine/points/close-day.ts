import { localDay } from '../calendar/zone.ts';
import type { CustomerStep } from '../runtime/customer-step.ts';
import type { PointsState } from '../state.ts';
import { expiring, freeing, releasing } from './postings.ts';

/** What a day's beginning does to points: held ones become spendable, lots whose day has come expire. */
export function closePointsDay(step: CustomerStep, today: number): void {
  const { expireDays } = step.prepared.policy.points;
  freeExpiredHolds(step);
  for (const [key, due, amount] of step.decisions.points.held) {
    if (due <= today) step.emit(releasing(`release:${key}`, key, amount, today + expireDays));
  }
  for (const [day, amount] of step.decisions.points.lots) {
    if (day <= today) step.emit(expiring(`expiry:${step.customer}:${day}`, amount));
  }
}

/** Holds whose time is over by the step's clock are free again. */
export function freeExpiredHolds(step: CustomerStep): void {
  const today = localDay(step.facts.kept.zone, step.at);
  for (const hold of step.decisions.points.holds ?? []) {
    if (hold.expires_at <= step.at) step.emit(freeing(hold, 'hold_expiry', today));
  }
}

/** When the next hold's time is over, in ms; null: there is none. */
export function nextHoldExpiry({ holds }: PointsState): number | null {
  return holds === undefined ? null : Math.min(...holds.map(({ expires_at }) => expires_at));
}
