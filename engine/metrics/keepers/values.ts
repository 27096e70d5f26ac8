import type { Keeper } from '../../../dsl/program/features.ts';
import { add, dropBuckets, putInBucket } from '../buckets.ts';
import type { Buckets } from '../buckets.ts';
import type { Kept } from '../kept.ts';
import { oldestBucket } from '../moment.ts';
import { stateOfValue, valueKey } from '../value-keys.ts';
import { valueOf } from './latest.ts';

type Values = Extract<Keeper, { readonly kind: 'values' }>;

/** Counts of each value of an attribute, by day and over the lifetime. */
export function keepValues(key: string, keeper: Values): Kept {
  return {
    fold:
      ([value]) =>
      (facts, event, moment) => {
        if (moment.old && !keeper.lifetime) return;
        const read = value === undefined ? null : valueOf(value, event);
        if (read === null) return;
        const states = (facts.values[key] ??= {});
        const list = stateOfValue<Buckets>(states, valueKey(read), () => [0]);
        if (list === null) return;
        if (keeper.lifetime) list[0] = (list[0] ?? 0) + 1;
        const counts = !moment.old && moment.day >= oldestBucket(moment.clock, 'day', keeper.keep);
        if (counts) putInBucket(list, moment.day, 1, add);
      },
    prune: (facts, _before, after) => {
      const oldest = oldestBucket(after, 'day', keeper.keep);
      let forgot = false;
      for (const list of Object.values(facts.values[key] ?? {})) forgot = dropBuckets(list, oldest) || forgot;
      return forgot;
    },
  };
}
