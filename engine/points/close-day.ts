import type { CustomerStep } from '../runtime/customer-step.ts';
import { expiring, releasing } from './postings.ts';

/** What a day's beginning does to points: held ones become spendable, lots whose day has come expire. */
export function closePointsDay(step: CustomerStep, today: number): void {
  const { expireDays } = step.prepared.policy.points;
  for (const [key, due, amount] of step.decisions.points.held) {
    if (due <= today) step.emit(releasing(`release:${key}`, key, amount, today + expireDays));
  }
  for (const [day, amount] of step.decisions.points.lots) {
    if (day <= today) step.emit(expiring(`expiry:${step.customer}:${day}`, amount));
  }
}
