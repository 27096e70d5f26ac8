import { firstDaysAgo } from '../customer.ts';
import type { DemoCustomer } from '../customer.ts';
import { DAY_MS, HOUR_MS } from '../day.ts';
import type { DemoDay } from '../day.ts';
import { activity, appEvent, warehouseRow } from '../records.ts';
import type { Draft, RawRecord } from '../records.ts';
import { createRandom } from '../random.ts';

const TOPIC = 8;

/** What is known of a customer from the first day: the activation, the warehouse's attributes, the consents, the profile. */
export function profileOfDay(customer: DemoCustomer, day: DemoDay, seed: number): readonly Draft[] {
  if (day.daysAgo !== firstDaysAgo(customer, day.historyDays)) return [];
  const joined = customer.tenureDays === day.daysAgo;
  const { archetype } = customer;
  const random = createRandom(seed, customer.number, TOPIC);
  const morning = day.startMs + 8 * HOUR_MS;
  const drafts: Draft[] = [];
  const row = (fields: RawRecord): void => {
    drafts.push(warehouseRow(customer, day.nextId(), day.startMs + 4 * HOUR_MS, fields));
  };
  if (joined) {
    const fields = { plan: archetype.plan, payment_type: archetype.paymentType };
    drafts.push(activity(customer, day.nextId(), morning, 'activation', fields));
  } else {
    const activated = new Date(day.startMs - (customer.tenureDays - day.daysAgo) * DAY_MS + 12 * HOUR_MS);
    row({ attribute_name: 'activated_at', attribute_value: activated.toISOString().slice(0, 10) });
    row({ attribute_name: 'payment_type', attribute_value: archetype.paymentType });
  }
  if (archetype.classCode !== 'consumer') row({ segment_code: archetype.classCode });
  if (archetype.bundle?.larger)
    row({ attribute_name: 'larger_sku', attribute_value: archetype.bundle.larger });
  for (const channel of archetype.app.optIns) {
    drafts.push(appEvent(customer, day.nextId(), morning, 'consent', { channel, granted: true }));
  }
  if (archetype.bills?.autopay === true) drafts.push(activity(customer, day.nextId(), morning, 'autopay_on'));
  const [low, high] = archetype.programme.profile;
  drafts.push(
    activity(customer, day.nextId(), morning, 'profile', { percent_complete: random.integer(low, high) }),
  );
  return drafts;
}
