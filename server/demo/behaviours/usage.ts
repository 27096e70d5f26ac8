import type { UsageHabit } from '../archetype.ts';
import type { DemoCustomer } from '../customer.ts';
import { timeBetween } from '../day.ts';
import type { DemoDay } from '../day.ts';
import type { Random } from '../random.ts';
import { cdr } from '../records.ts';
import type { Draft } from '../records.ts';

const TOPIC = 1;

/** Calls, messages and data sessions of a day. */
export function usageOfDay(customer: DemoCustomer, day: DemoDay): readonly Draft[] {
  const habit = customer.archetype.usage;
  const random = day.random(TOPIC);
  const change = habit.change && day.daysAgo < habit.change.daysAgo ? habit.change.factor : 1;
  // Who does less does it on fewer days, and less on each.
  if (!random.chance(habit.activeDays * Math.sqrt(change))) return [];
  const drafts: Draft[] = [];
  const repeat = (rate: number, make: () => Draft): void => {
    for (let left = random.times(rate * Math.sqrt(change)); left > 0; left -= 1) drafts.push(make());
  };
  repeat(habit.callsOut, () => call(customer, day, random, habit, 'outgoing'));
  repeat(habit.callsIn, () => call(customer, day, random, habit, 'incoming'));
  repeat(habit.sms, () => message(customer, day, random));
  repeat(habit.sessions, () => session(customer, day, random, habit));
  // An active day is one with usage: chance may give none of each.
  if (drafts.length === 0) drafts.push(session(customer, day, random, habit));
  return drafts;
}

function call(
  customer: DemoCustomer,
  day: DemoDay,
  random: Random,
  habit: UsageHabit,
  direction: string,
): Draft {
  const roaming = random.chance(habit.roaming);
  const international = direction === 'outgoing' && random.chance(habit.international);
  return cdr(customer, day.nextId(), timeBetween(day, random, 7, 22.5), direction, {
    duration: Math.round(random.between(habit.minutes[0], habit.minutes[1]) * 60),
    called_operator: random.chance(habit.onNet) ? 'own' : 'other',
    called_class: international ? 'international' : 'national',
    ...(roaming ? { visited_network: 'abroad' } : {}),
  });
}

function message(customer: DemoCustomer, day: DemoDay, random: Random): Draft {
  const type = random.chance(0.7) ? 'sms_out' : 'sms_in';
  return cdr(customer, day.nextId(), timeBetween(day, random, 7, 22.5), type, { called_class: 'national' });
}

function session(customer: DemoCustomer, day: DemoDay, random: Random, habit: UsageHabit): Draft {
  const [fromHour, toHour] = random.chance(habit.offPeak) ? [0.2, 6.8] : [7, 23];
  const kilobytes = Math.round(random.between(habit.megabytes[0], habit.megabytes[1]) * 1000);
  const up = Math.round(kilobytes * random.between(0.05, 0.2));
  return cdr(customer, day.nextId(), timeBetween(day, random, fromHour, toHour), 'gprs', {
    kb_up: up,
    kb_down: kilobytes - up,
    rat: random.pick(habit.rat),
    ...(random.chance(habit.roaming) ? { visited_network: 'abroad' } : {}),
  });
}
