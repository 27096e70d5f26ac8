import type { AppHabit } from '../archetype.ts';
import type { DemoCustomer } from '../customer.ts';
import { MINUTE_MS, timeBetween } from '../day.ts';
import type { DemoDay } from '../day.ts';
import type { Random } from '../random.ts';
import { appEvent } from '../records.ts';
import type { Draft } from '../records.ts';

const TOPIC = 5;

/** Logins, sessions and features of the app, and USSD menus; a survey now and then. */
export function appOfDay(customer: DemoCustomer, day: DemoDay): readonly Draft[] {
  const habit = customer.archetype.app;
  const random = day.random(TOPIC);
  // Who has just joined installs the app on the third day.
  const installed = day.daysAgo <= customer.tenureDays - 2;
  return [
    ...(installed && random.chance(habit.days) ? visit(customer, day, random, habit) : []),
    ...(random.chance(habit.ussd) ? [menu(customer, day, random)] : []),
  ];
}

function visit(customer: DemoCustomer, day: DemoDay, random: Random, habit: AppHabit): readonly Draft[] {
  const start = timeBetween(day, random, 8, 21.5);
  const minutes = random.between(2, 7);
  const features = Array.from(
    { length: random.times(habit.featuresADay) },
    () => habit.features[random.integer(0, habit.features.length - 1)],
  ).filter(feature => feature !== undefined);
  return [
    appEvent(customer, day.nextId(), start, 'login'),
    ...features.map((feature, index) =>
      appEvent(customer, day.nextId(), start + (index + 1) * 20_000, 'feature_used', { feature }),
    ),
    appEvent(customer, day.nextId(), start + Math.round(minutes * MINUTE_MS), 'session_end', {
      duration_ms: Math.round(minutes * MINUTE_MS),
      platform: habit.platform,
    }),
  ];
}

function menu(customer: DemoCustomer, day: DemoDay, random: Random): Draft {
  const code = random.pick(['*100#', '*144#', '*150*1#']);
  return appEvent(customer, day.nextId(), timeBetween(day, random, 7, 21), 'ussd', { code });
}
