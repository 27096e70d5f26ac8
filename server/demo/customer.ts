import type { Archetype, Range } from './archetype.ts';
import { ARCHETYPES } from './archetypes.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';

/** One made-up customer: an archetype with figures of its own. */
export interface DemoCustomer {
  readonly id: string;
  readonly number: number;
  readonly archetype: Archetype;
  /** Whole days since the activation, counted back from the last day. */
  readonly tenureDays: number;
  /** Days ago of the last recharge, paid bill and new bundle cycle, which set the rhythm of those before. */
  readonly rechargedDaysAgo: number;
  readonly paidDaysAgo: number;
  readonly bundleDaysAgo: number;
  readonly rechargeAmount: number;
  readonly billAmount: number;
  readonly churn: number;
  readonly portOutDaysAgo: number;
}

/** The nth customer of a seed (from 1). The first ones cover every archetype once, the others come by their shares. */
export function createCustomer(seed: number, number: number): DemoCustomer {
  const random = createRandom(seed, number);
  const archetype = ARCHETYPES[number - 1] ?? byShare(random);
  const draw = (range: Range | undefined): number => (range ? random.integer(range[0], range[1]) : 0);
  const money = (range: Range | undefined): number =>
    range ? Math.round(random.between(range[0], range[1]) * 20) / 20 : 0;
  const tenure = archetype.tenure;
  const tenureDays =
    'days' in tenure ? draw(tenure.days) : Math.round(draw(tenure.months) * 30.44) + random.integer(0, 29);
  const validDays = archetype.bundle?.validDays ?? 1;
  return {
    id: `cust-${String(number).padStart(5, '0')}-${archetype.id}`,
    number,
    archetype,
    tenureDays,
    rechargedDaysAgo: draw(archetype.recharges?.lastDaysAgo),
    paidDaysAgo: draw(archetype.bills?.lastPaidDaysAgo),
    // Who has just joined bought the first bundle on that day.
    bundleDaysAgo:
      'days' in tenure
        ? tenureDays
        : (archetype.bundle?.endedDaysAgo ?? 0) + random.integer(0, validDays - 1),
    rechargeAmount: money(archetype.recharges?.amount),
    billAmount: money(archetype.bills?.amount),
    churn: Math.round(random.between(archetype.model.churn[0], archetype.model.churn[1]) * 1000) / 1000,
    portOutDaysAgo: draw(archetype.portOut?.requestedDaysAgo),
  };
}

/** True while the customer does nothing at all. */
export function isSilent(customer: DemoCustomer, daysAgo: number): boolean {
  const silent = customer.archetype.silent;
  return silent !== undefined && daysAgo < silent[0] && daysAgo >= silent[1];
}

/** Days ago on which the customer joined, or on which the demo begins for who was there before. */
export function firstDaysAgo(customer: DemoCustomer, historyDays: number): number {
  return Math.min(customer.tenureDays, historyDays);
}

function byShare(random: Random): Archetype {
  const whole = ARCHETYPES.reduce((sum, archetype) => sum + archetype.share, 0);
  let left = random.next() * whole;
  for (const archetype of ARCHETYPES) {
    left -= archetype.share;
    if (left < 0) return archetype;
  }
  throw new Error('the shares of the archetypes sum to nothing');
}
