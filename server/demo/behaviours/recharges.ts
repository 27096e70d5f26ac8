import type { RechargeHabit } from '../archetype.ts';
import type { DemoCustomer } from '../customer.ts';
import { HOUR_MS, inRhythm, MINUTE_MS, timeBetween } from '../day.ts';
import type { DemoDay } from '../day.ts';
import type { Random } from '../random.ts';
import { transaction } from '../records.ts';
import type { Draft } from '../records.ts';

const TOPIC = 2;

/** Recharges in the customer's rhythm, with what comes before them: a low balance, an advance, a failed try. */
export function rechargesOfDay(customer: DemoCustomer, day: DemoDay): readonly Draft[] {
  const habit = customer.archetype.recharges;
  if (!habit) return [];
  const random = day.random(TOPIC);
  if (habit.once)
    return day.daysAgo === customer.rechargedDaysAgo ? [recharge(customer, day, random, habit, 9.5)] : [];
  const due = inRhythm(day.daysAgo, customer.rechargedDaysAgo, habit.everyDays);
  if (due) return rechargeDay(customer, day, random, habit);
  const after = customer.rechargedDaysAgo - day.daysAgo;
  return after > 0 && after % habit.everyDays === 0 ? troubleDay(customer, day, random, habit) : [];
}

function rechargeDay(
  customer: DemoCustomer,
  day: DemoDay,
  random: Random,
  habit: RechargeHabit,
): readonly Draft[] {
  const drafts: Draft[] = [];
  const hour = random.between(8, 19);
  const at = day.startMs + Math.floor(hour * HOUR_MS);
  if (random.chance(habit.runsLow)) drafts.push(lowBalance(customer, day, random, at - 2 * HOUR_MS));
  const advanced = random.chance(habit.advance);
  const amount = 1;
  if (advanced)
    drafts.push(transaction(customer, day.nextId(), at - HOUR_MS, 'LOAN', { amount, status: 'OK' }));
  if (random.chance(habit.fails)) drafts.push(failure(customer, day, at - 10 * MINUTE_MS, habit));
  drafts.push(recharge(customer, day, random, habit, hour));
  if (advanced) drafts.push(transaction(customer, day.nextId(), at + MINUTE_MS, 'LOAN_BACK', { amount }));
  return drafts;
}

/** A recharge that would have been due by the old rhythm did not come. */
function troubleDay(
  customer: DemoCustomer,
  day: DemoDay,
  random: Random,
  habit: RechargeHabit,
): readonly Draft[] {
  const at = timeBetween(day, random, 9, 18);
  return [
    ...(random.chance(habit.runsLow) ? [lowBalance(customer, day, random, at)] : []),
    ...(random.chance(habit.fails) ? [failure(customer, day, at + HOUR_MS, habit)] : []),
  ];
}

function recharge(
  customer: DemoCustomer,
  day: DemoDay,
  random: Random,
  habit: RechargeHabit,
  hour: number,
): Draft {
  const channel = isDigital(customer, day, habit)
    ? random.pick(['app', 'wallet', 'card'])
    : random.pick(['shop', 'voucher']);
  return transaction(customer, day.nextId(), day.startMs + Math.floor(hour * HOUR_MS), 'TOPUP', {
    amount: customer.rechargeAmount,
    channel,
    balance: Math.round((customer.rechargeAmount + random.between(0, 1)) * 100) / 100,
  });
}

/** Spreads the share evenly over the rhythm: a third is every third recharge, not one by chance. */
function isDigital(customer: DemoCustomer, day: DemoDay, { everyDays, digital }: RechargeHabit): boolean {
  const nth = customer.number + Math.floor((day.daysAgo - customer.rechargedDaysAgo) / everyDays);
  return Math.floor((nth + 1) * digital) > Math.floor(nth * digital);
}

function failure(customer: DemoCustomer, day: DemoDay, time: number, habit: RechargeHabit): Draft {
  const channel = habit.digital > 0 ? 'card' : 'voucher';
  return transaction(customer, day.nextId(), time, 'TOPUP', {
    status: 'FAILED',
    amount: customer.rechargeAmount,
    channel,
  });
}

function lowBalance(customer: DemoCustomer, day: DemoDay, random: Random, time: number): Draft {
  const amount = Math.round(random.between(0, 0.5) * 100) / 100;
  return transaction(customer, day.nextId(), time, 'LOW_BALANCE', { amount, threshold: 0.5 });
}
