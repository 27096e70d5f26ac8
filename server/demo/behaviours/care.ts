import type { DemoCustomer } from '../customer.ts';
import { DAY_MS, HOUR_MS, timeBetween } from '../day.ts';
import type { DemoDay } from '../day.ts';
import { activity, appEvent } from '../records.ts';
import type { Draft } from '../records.ts';
import { createRandom } from '../random.ts';

const TOPIC = 6;
const SPAN_DAYS = 60;
const CATEGORIES = ['network', 'billing', 'coverage', 'bundle'] as const;

/** Complaints and tickets of the last sixty days, their solution two days later, and the survey after that. */
export function careOfDay(customer: DemoCustomer, day: DemoDay, seed: number): readonly Draft[] {
  const habit = customer.archetype.care;
  const plan = createRandom(seed, customer.number, TOPIC);
  const complaints = daysOf(plan.integer(habit.complaints[0], habit.complaints[1]), customer.number, 7);
  const tickets = daysOf(plan.integer(habit.tickets[0], habit.tickets[1]), customer.number, 18);
  const drafts: Draft[] = [];
  for (const [index, daysAgo] of [...complaints, ...tickets].entries()) {
    const category = CATEGORIES[(customer.number + index) % CATEGORIES.length] ?? 'network';
    const problem = { category, case_id: `CASE-${String(customer.number)}-${String(index + 1)}` };
    const isComplaint = index < complaints.length;
    if (day.daysAgo === daysAgo) drafts.push(opened(customer, day, isComplaint, problem));
    if (day.daysAgo === daysAgo - 2) drafts.push(...resolved(customer, day, problem));
  }
  return drafts;
}

/** Days ago, spread over the span, another start for each customer. */
function daysOf(count: number, number: number, offset: number): readonly number[] {
  const gap = Math.floor(SPAN_DAYS / Math.max(1, count));
  return Array.from({ length: count }, (_, index) => 3 + ((number * 7 + offset) % (gap - 3)) + index * gap);
}

type Problem = Readonly<Record<'category' | 'case_id', string>>;

function opened(customer: DemoCustomer, day: DemoDay, isComplaint: boolean, problem: Problem): Draft {
  const time = timeBetween(day, day.random(TOPIC), 9, 17);
  if (isComplaint) return activity(customer, day.nextId(), time, 'complaint', problem);
  return activity(customer, day.nextId(), time, 'case_open', { ...problem, severity: 'medium' });
}

function resolved(customer: DemoCustomer, day: DemoDay, problem: Problem): readonly Draft[] {
  const habit = customer.archetype.care;
  const random = day.random(TOPIC + 100);
  const time = timeBetween(day, random, 9, 16);
  const csat = random.integer(habit.satisfaction[0], habit.satisfaction[1]);
  const closed = activity(customer, day.nextId(), time, 'case_closed', {
    ...problem,
    hours_open: Math.round((2 * DAY_MS) / HOUR_MS),
    csat,
  });
  if (!random.chance(habit.answersSurveys)) return [closed];
  const survey = (kind: string, hours: number, score: number): Draft =>
    appEvent(customer, day.nextId(), time + hours * HOUR_MS, 'survey', { survey: kind, score });
  return [closed, survey('fix_confirmed', 3, csat > 1 ? 1 : 0), survey('care_rating', 4, csat)];
}
