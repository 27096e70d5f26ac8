import type { Keeper } from '../../../dsl/program/features.ts';
import { add, dropBuckets, greatest, hasBuckets, least, putInBucket } from '../buckets.ts';
import type { Buckets, Merge } from '../buckets.ts';
import type { EventLogic } from '../event-logic.ts';
import type { FactEvent } from '../fact-event.ts';
import type { Facts } from '../facts-state.ts';
import type { Kept } from '../kept.ts';
import { oldestBucket } from '../moment.ts';
import type { Moment } from '../moment.ts';
import { isMissing } from '../../logic/values.ts';

type Series = Extract<Keeper, { readonly kind: 'series' }>;

const MERGES: Readonly<Record<Series['measure'], Merge>> = {
  count: add,
  sum: add,
  min: least,
  max: greatest,
};

/** An integer for each bucket and over the lifetime: count, sum, least or greatest. */
export function keepSeries(key: string, keeper: Series): Kept {
  const merge = MERGES[keeper.measure];
  return {
    hourly: keeper.unit === 'hour',
    fold: ([value]) => {
      const measure = measureOf(keeper, value);
      return (facts, event, moment) => {
        const amount = measure(event);
        if (amount !== null) take(facts, key, keeper, moment, amount, merge);
      };
    },
    prune: (facts, _before, after) => {
      const list = facts.series[key];
      if (list === undefined) return false;
      if (!dropBuckets(list, oldestBucket(after, keeper.unit, keeper.keep))) return false;
      forgetEmpty(facts, key, keeper, list);
      return true;
    },
  };
}

/** Base units times the scale, rounded half up: sums of integers do not show the order of events. */
export function scaled(value: number, scale: number): number {
  return Math.floor(value * scale + 0.5);
}

function measureOf(keeper: Series, value: EventLogic | undefined): (event: FactEvent) => number | null {
  if (keeper.measure === 'count') {
    return value === undefined ? () => 1 : event => (isMissing(value(event)) ? null : 1);
  }
  return event => {
    const amount = value?.(event) ?? null;
    return typeof amount === 'number' ? scaled(amount, keeper.scale) : null;
  };
}

function take(facts: Facts, key: string, keeper: Series, moment: Moment, amount: number, merge: Merge): void {
  const bucket = moment[keeper.unit];
  const counts = !moment.old && bucket >= oldestBucket(moment.clock, keeper.unit, keeper.keep);
  if (!counts && !keeper.lifetime) return;
  const known = facts.series[key];
  const list = known ?? [0];
  if (keeper.lifetime) list[0] = known === undefined ? amount : merge(list[0] ?? 0, amount);
  if (counts) putInBucket(list, bucket, amount, merge);
  facts.series[key] = list;
  forgetEmpty(facts, key, keeper, list);
}

/** What came to nothing leaves no trace, as if it had never been; a lifetime extreme of 0 is something. */
function forgetEmpty(facts: Facts, key: string, keeper: Series, list: Buckets): void {
  const nothing = keeper.lifetime ? MERGES[keeper.measure] === add && list[0] === 0 : true;
  if (nothing && !hasBuckets(list)) Reflect.deleteProperty(facts.series, key);
}
