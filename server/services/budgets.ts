import { startOfUnit } from '../../engine/calendar/civil-days.ts';
import { localDay, startOfDay } from '../../engine/calendar/zone.ts';
import { ProblemError } from '../problem.ts';
import type { Context } from './context.ts';
import { keptAs } from './kept.ts';
import type { CustomerMission } from './missions.ts';
import type { Releases } from './releases.ts';
import { ownValue } from '../../dsl/program/own-value.ts';

/** A budget of the policy in the period that runs. */
export interface BudgetStanding {
  readonly budget: string;
  readonly points: number;
  readonly per: string;
  readonly granted: number;
  readonly left: number;
  readonly missions: number;
  readonly from: number;
  readonly until: number;
}

/**
 * What missions may cost together, over all customers. A budget pays when a mission is approved, whether or not the
 * customer reaches it, and in the period in which it is approved.
 */
export interface Budgets {
  /** Takes a proposed mission's reward out of its budget, once; throws where the budget has not enough left. */
  grant(mission: CustomerMission): Promise<void>;
  list(): Promise<readonly BudgetStanding[]>;
}

/** Points by mission: what one mission takes is known, so that nobody takes it twice. */
type Granted = Readonly<Record<string, number>>;

interface Period {
  readonly key: string;
  readonly from: number;
  readonly until: number;
}

export function createBudgets({ store, clock }: Context, releases: Releases): Budgets {
  function periodOf(budget: string, per: 'day' | 'week' | 'month' | 'quarter'): Period {
    const { zone, weekStarts } = releases.live().program.policy.time;
    const today = localDay(zone, clock());
    const first = startOfUnit(per, today, weekStarts);
    const next = startOfUnit(per, today, weekStarts, 1);
    const [from, until] = [startOfDay(zone, first), startOfDay(zone, next)];
    return { key: `budget:${budget}:${per}:${first}`, from, until };
  }

  async function read(key: string): Promise<{ readonly rev: number; readonly granted: Granted }> {
    const kept = await store.setting(key);
    return { rev: kept?.rev ?? 0, granted: kept ? keptAs<Granted>(kept.value) : {} };
  }

  async function take(budget: string, mission: string, amount: number): Promise<void> {
    const policy = ownValue(releases.live().program.policy.budgets, budget);
    if (policy === undefined) return;
    const { key } = periodOf(budget, policy.per);
    for (;;) {
      const { rev, granted } = await read(key);
      if (Object.hasOwn(granted, mission)) return;
      const left = policy.points - sumOf(granted);
      if (amount > left) throw usedUp(budget, policy, amount, Math.max(0, left));
      // Whoever comes at the same time finds it taken, and reads again.
      if (await store.change(key, rev, { ...granted, [mission]: amount })) return;
    }
  }

  return {
    async grant({ id, template_id, status, reward_config: { points = 0 } }) {
      const rule = releases.live().program.missions.find(mission => mission.id === template_id);
      if (rule?.budget === undefined || status !== 'proposed' || points === 0) return;
      await take(rule.budget, id, points);
    },
    async list() {
      const { budgets } = releases.live().program.policy;
      return Promise.all(
        Object.entries(budgets).map(async ([budget, { points, per }]) => {
          const { key, from, until } = periodOf(budget, per);
          const { granted } = await read(key);
          const sum = sumOf(granted);
          const missions = Object.keys(granted).length;
          return {
            budget,
            points,
            per,
            granted: sum,
            left: Math.max(0, points - sum),
            missions,
            from,
            until,
          };
        }),
      );
    },
  };
}

function sumOf(granted: Granted): number {
  return Object.values(granted).reduce((sum, amount) => sum + amount, 0);
}

function usedUp(
  budget: string,
  { points, per }: { readonly points: number; readonly per: string },
  amount: number,
  left: number,
): ProblemError {
  return new ProblemError(
    'conflict',
    `The budget "${budget}" has ${left} of its ${points} points a ${per} left; the mission is worth ${amount}.`,
    { budget, left },
  );
}
