import type { DemoCustomer } from '../customer.ts';
import { DAY_MS, HOUR_MS, inRhythm } from '../day.ts';
import type { DemoDay } from '../day.ts';
import { transaction } from '../records.ts';
import type { Draft } from '../records.ts';

const TOPIC = 3;
const CYCLE_DAYS = 30;
/** Days from the invoice to the due date. */
const DUE_AFTER_DAYS = 14;

/** Monthly invoices, their payments, and a reminder for each that is late. */
export function billsOfDay(customer: DemoCustomer, day: DemoDay): readonly Draft[] {
  const habit = customer.archetype.bills;
  if (!habit) return [];
  const drafts: Draft[] = [];
  const [early, late] = habit.paidAfterDue;
  // One figure a customer, so that a payment keeps its distance from its invoice.
  const afterDue = early + (customer.number % (late - early + 1));
  const dueInRhythm = customer.paidDaysAgo + afterDue;
  if (inRhythm(day.daysAgo, dueInRhythm + DUE_AFTER_DAYS - CYCLE_DAYS, CYCLE_DAYS)) {
    drafts.push(
      transaction(customer, day.nextId(), day.startMs + 6 * HOUR_MS, 'INVOICE', {
        amount: customer.billAmount,
      }),
    );
  }
  if (afterDue > 2 && inRhythm(day.daysAgo, dueInRhythm - 2, CYCLE_DAYS)) {
    const fields = { amount: customer.billAmount, days_overdue: 2 };
    drafts.push(transaction(customer, day.nextId(), day.startMs + 8 * HOUR_MS, 'DUNNING', fields));
  }
  if (inRhythm(day.daysAgo, customer.paidDaysAgo, CYCLE_DAYS)) {
    const random = day.random(TOPIC);
    const time = day.startMs + 10 * HOUR_MS;
    const channel = habit.autopay
      ? 'autopay'
      : random.chance(habit.digital)
        ? random.pick(['app', 'card', 'web'])
        : 'bank';
    drafts.push(
      transaction(customer, day.nextId(), time, 'PAYMENT', {
        amount: customer.billAmount,
        channel,
        paid_at: new Date(time).toISOString(),
        // The due date ends with its day.
        due_at: new Date(day.startMs - afterDue * DAY_MS + DAY_MS - 1000).toISOString(),
      }),
    );
  }
  return drafts;
}
