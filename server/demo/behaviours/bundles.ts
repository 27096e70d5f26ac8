import type { BundleHabit } from '../archetype.ts';
import { isSilent } from '../customer.ts';
import type { DemoCustomer } from '../customer.ts';
import { DAY_MS, HOUR_MS, inRhythm, timeBetween } from '../day.ts';
import type { DemoDay } from '../day.ts';
import { transaction } from '../records.ts';
import type { Draft } from '../records.ts';

const TOPIC = 4;

/** Bundle cycles: bought once, renewed before the end, some used up early, the last one left to expire. */
export function bundlesOfDay(customer: DemoCustomer, day: DemoDay): readonly Draft[] {
  const bundle = customer.archetype.bundle;
  if (!bundle) return [];
  return [...newCycle(customer, day, bundle), ...usedUp(customer, day, bundle)];
}

function newCycle(customer: DemoCustomer, day: DemoDay, bundle: BundleHabit): readonly Draft[] {
  const before = day.daysAgo + bundle.validDays;
  const hadOne = before <= Math.min(day.historyDays, customer.tenureDays) && !isSilent(customer, before);
  const last = day.daysAgo === customer.bundleDaysAgo - bundle.validDays;
  if (hadOne && last && bundle.endedDaysAgo !== undefined) return [expired(customer, day, bundle)];
  if (!inRhythm(day.daysAgo, customer.bundleDaysAgo, bundle.validDays)) return [];
  if (isSilent(customer, day.daysAgo)) return hadOne ? [expired(customer, day, bundle)] : [];
  return [hadOne ? renewed(customer, day, bundle) : bought(customer, day, bundle)];
}

function bought(customer: DemoCustomer, day: DemoDay, bundle: BundleHabit): Draft {
  return transaction(customer, day.nextId(), day.startMs + 10 * HOUR_MS, 'BUNDLE', {
    ...terms(bundle),
    validity: bundle.validDays,
  });
}

function renewed(customer: DemoCustomer, day: DemoDay, bundle: BundleHabit): Draft {
  return transaction(customer, day.nextId(), timeBetween(day, day.random(TOPIC), 8, 11), 'RENEWAL', {
    ...terms(bundle),
    valid_until: new Date(day.startMs + DAY_MS - 1000).toISOString(),
  });
}

function expired(customer: DemoCustomer, day: DemoDay, bundle: BundleHabit): Draft {
  const random = day.random(TOPIC);
  return transaction(customer, day.nextId(), timeBetween(day, random, 22, 23), 'EXPIRED', {
    product: bundle.sku,
    unused_mb: random.integer(50, 900),
  });
}

function usedUp(customer: DemoCustomer, day: DemoDay, bundle: BundleHabit): readonly Draft[] {
  const daysLeft = Math.min(4, Math.floor(bundle.validDays / 2));
  const started = day.daysAgo + bundle.validDays - daysLeft;
  const random = day.random(TOPIC + 100);
  if (!inRhythm(started, customer.bundleDaysAgo, bundle.validDays)) return [];
  if (started > Math.min(day.historyDays, customer.tenureDays) || isSilent(customer, started)) return [];
  if (!random.chance(bundle.depletedEarly)) return [];
  const fields = { product: bundle.sku, days_left: daysLeft };
  return [transaction(customer, day.nextId(), timeBetween(day, random, 18, 22), 'DEPLETED', fields)];
}

function terms(bundle: BundleHabit): Readonly<Record<string, string | number | boolean>> {
  return {
    product: bundle.sku,
    amount: bundle.price,
    paid_from: bundle.paidFrom,
    auto_renew: bundle.autoRenew,
  };
}
