import { arrivals } from './arrival.ts';
import type { DemoRecord } from './arrival.ts';
import { appOfDay } from './behaviours/app.ts';
import { billsOfDay } from './behaviours/bills.ts';
import { bundlesOfDay } from './behaviours/bundles.ts';
import { careOfDay } from './behaviours/care.ts';
import { networkOfDay } from './behaviours/network.ts';
import { profileOfDay } from './behaviours/profile.ts';
import { modelOfDay, programmeOfDay } from './behaviours/programme.ts';
import { rechargesOfDay } from './behaviours/recharges.ts';
import { usageOfDay } from './behaviours/usage.ts';
import { createCustomer, isSilent } from './customer.ts';
import type { DemoCustomer } from './customer.ts';
import { createDay, DAY_MS, localMidnight } from './day.ts';
import type { DemoDay } from './day.ts';
import type { Draft } from './records.ts';

export interface DemoOptions {
  readonly customers: number;
  readonly days: number;
  readonly seed: number;
  /** The zone whose days the customers live by; the one that mappings read local times in. */
  readonly zone?: string;
}

const ARRIVAL_TOPIC = 50;

/**
 * The raw records of made-up customers up to `endMs`, in the order in which they arrive.
 * The same options and end give the same records; only one day is held in memory.
 */
export function* demoRecords(options: DemoOptions, endMs: number): Generator<DemoRecord, void, undefined> {
  const { seed, zone = 'UTC' } = options;
  const customers = Array.from({ length: options.customers }, (_, index) => createCustomer(seed, index + 1));
  const lastStart = localMidnight(endMs, zone);
  const historyDays = options.days - 1;
  let waiting: DemoRecord[] = [];
  for (let daysAgo = historyDays; daysAgo >= 0; daysAgo -= 1) {
    const startMs = lastStart - daysAgo * DAY_MS;
    const dayEnd = daysAgo === 0 ? endMs : startMs + DAY_MS - 1;
    for (const customer of customers) {
      const day = createDay({ seed, customer: customer.number, startMs, daysAgo, historyDays, zone });
      const random = day.random(ARRIVAL_TOPIC);
      for (const draft of draftsOfDay(customer, day, seed)) {
        if (draft.time <= endMs) waiting.push(...arrivals(draft, random));
      }
    }
    // Sorting keeps the order of what arrives together, so that the outcome is one and the same.
    waiting.sort((a, b) => a.at - b.at);
    const due = waiting.findIndex(record => record.at > dayEnd);
    const ready = due < 0 ? waiting : waiting.slice(0, due);
    waiting = due < 0 ? [] : waiting.slice(due);
    yield* ready;
  }
}

function draftsOfDay(customer: DemoCustomer, day: DemoDay, seed: number): readonly Draft[] {
  if (day.daysAgo > customer.tenureDays) return [];
  const always = [
    ...profileOfDay(customer, day, seed),
    ...bundlesOfDay(customer, day),
    ...modelOfDay(customer, day),
  ];
  if (isSilent(customer, day.daysAgo)) return always;
  return [
    ...always,
    ...rechargesOfDay(customer, day),
    ...billsOfDay(customer, day),
    ...usageOfDay(customer, day),
    ...appOfDay(customer, day),
    ...careOfDay(customer, day, seed),
    ...networkOfDay(customer, day),
    ...programmeOfDay(customer, day, seed),
  ];
}
