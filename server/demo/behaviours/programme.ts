import type { DemoCustomer } from '../customer.ts';
import { timeBetween } from '../day.ts';
import type { DemoDay } from '../day.ts';
import { createRandom } from '../random.ts';
import { activity, modelScore, partnerPurchase } from '../records.ts';
import type { Draft } from '../records.ts';

const TOPIC = 9;
const SPAN_DAYS = 56;
const MODEL_EVERY_DAYS = 7;

/** Referrals, redemptions, partner purchases, changes of plan, and port-outs with what follows. */
export function programmeOfDay(customer: DemoCustomer, day: DemoDay, seed: number): readonly Draft[] {
  const { programme } = customer.archetype;
  const random = day.random(TOPIC);
  const plan = createRandom(seed, customer.number, TOPIC);
  const drafts: Draft[] = [];
  const noon = (): number => timeBetween(day, random, 10, 16);
  const referrals = plan.integer(programme.referrals[0], programme.referrals[1]);
  const redemptions = plan.integer(programme.redemptions[0], programme.redemptions[1]);
  if (isOneOf(day.daysAgo, referrals, customer.number)) {
    const referee = `cust-9${String(customer.number).padStart(5, '0')}-${String(day.daysAgo)}`;
    drafts.push(activity(customer, day.nextId(), noon(), 'referral', { referee }));
  }
  if (isOneOf(day.daysAgo, redemptions, customer.number + 5)) {
    drafts.push(
      activity(customer, day.nextId(), noon(), 'redemption', { points: random.pick([200, 300, 500]) }),
    );
  }
  if (random.chance(programme.partner)) {
    const amount = Math.round(random.between(3, 40) * 100) / 100;
    const merchant = random.pick(['Cinema City', 'Green Grocer', 'Rides']);
    drafts.push(partnerPurchase(customer, day.nextId(), noon(), day.zone, { amount, merchant }));
  }
  if (programme.planChange && day.daysAgo === programme.planChange.daysAgo) {
    const fields = { old_fee: 5, new_fee: 5 + programme.planChange.delta };
    drafts.push(activity(customer, day.nextId(), noon(), 'plan_change', fields));
  }
  return [...drafts, ...portOutOfDay(customer, day, noon())];
}

/** The weekly run of the models, which goes on whatever the customer does. */
export function modelOfDay(customer: DemoCustomer, day: DemoDay): readonly Draft[] {
  if (day.daysAgo % MODEL_EVERY_DAYS !== 1) return [];
  const { model } = customer.archetype;
  const random = day.random(TOPIC + 100);
  const time = timeBetween(day, random, 3, 4);
  const nbo = model.offer && {
    sku: model.offer.sku,
    kind: model.offer.kind,
    propensity: Math.round(random.between(model.offer.propensity[0], model.offer.propensity[1]) * 100) / 100,
  };
  // Before the last weeks the model saw less of what is coming.
  const churn = Math.round(customer.churn * (day.daysAgo < 28 ? 1 : 0.5) * 1000) / 1000;
  const fields = { churn_probability: churn, risk_score: Math.round(churn * 100), ...(nbo ? { nbo } : {}) };
  return [modelScore(customer, day.nextId(), time, fields)];
}

function portOutOfDay(customer: DemoCustomer, day: DemoDay, time: number): readonly Draft[] {
  const portOut = customer.archetype.portOut;
  if (!portOut) return [];
  if (day.daysAgo === customer.portOutDaysAgo) return [activity(customer, day.nextId(), time, 'port_out')];
  const kept = portOut.keptAfterDays;
  if (kept === undefined || day.daysAgo !== customer.portOutDaysAgo - kept) return [];
  return [
    activity(customer, day.nextId(), time, 'offer_yes', { offer: 'stay_with_us' }),
    activity(customer, day.nextId(), time + 60_000, 'port_out_cancelled'),
  ];
}

/** Spreads `count` days over the span, each customer's at other places. */
function isOneOf(daysAgo: number, count: number, number: number): boolean {
  if (count === 0 || daysAgo >= SPAN_DAYS) return false;
  const gap = Math.floor(SPAN_DAYS / count);
  return daysAgo % gap === 1 + (number % (gap - 2)) && Math.floor(daysAgo / gap) < count;
}
