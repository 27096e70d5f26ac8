import type { DemoCustomer } from '../customer.ts';
import { timeBetween } from '../day.ts';
import type { DemoDay } from '../day.ts';
import type { Random } from '../random.ts';
import { probe } from '../records.ts';
import type { Draft } from '../records.ts';

const TOPIC = 7;
const OUTAGE_SPAN_DAYS = 30;

/** Dropped calls, outages and a quality sample every few days. */
export function networkOfDay(customer: DemoCustomer, day: DemoDay): readonly Draft[] {
  const habit = customer.archetype.network;
  const usage = customer.archetype.usage;
  const random = day.random(TOPIC);
  const drafts: Draft[] = [];
  const calls = (usage.callsOut + usage.callsIn) * usage.activeDays;
  for (let left = random.times(calls * habit.drops); left > 0; left -= 1)
    drafts.push(drop(customer, day, random));
  const outages = (habit.outages[0] + habit.outages[1]) / 2;
  if (day.daysAgo < OUTAGE_SPAN_DAYS && random.chance(outages / OUTAGE_SPAN_DAYS)) {
    const minutes = random.integer(habit.outageMinutes[0], habit.outageMinutes[1]);
    drafts.push(
      probe(customer, day.nextId(), timeBetween(day, random, 1, 23), 'OUTAGE', {
        outage_seconds: minutes * 60,
      }),
    );
  }
  if ((day.daysAgo + customer.number) % 4 === 0) drafts.push(sample(customer, day, random));
  return drafts;
}

function drop(customer: DemoCustomer, day: DemoDay, random: Random): Draft {
  return probe(customer, day.nextId(), timeBetween(day, random, 7, 22), 'DROP', {
    cause: random.pick(['coverage', 'handover', 'congestion']),
    cell_id: `C${String(1000 + (customer.number % 400))}`,
  });
}

function sample(customer: DemoCustomer, day: DemoDay, random: Random): Draft {
  const habit = customer.archetype.network;
  return probe(customer, day.nextId(), timeBetween(day, random, 8, 22), 'QOE', {
    throughput_kbps: Math.round(
      random.between(habit.megabitsPerSecond[0], habit.megabitsPerSecond[1]) * 1000,
    ),
    rtt_ms: random.integer(25, 120),
    loss: Math.round(random.between(0, 2) * 100) / 100,
    rat: random.pick(customer.archetype.usage.rat),
  });
}
