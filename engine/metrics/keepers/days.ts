import type { Keeper } from '../../../dsl/program/features.ts';
import { unitOfDay } from '../../calendar/civil-days.ts';
import type { Kept } from '../kept.ts';
import { oldestBitDay } from '../moment.ts';
import type { Clock } from '../moment.ts';
import { dropUnits, emptyBits, isNothing, setUnit } from '../unit-bits.ts';

type Days = Extract<Keeper, { readonly kind: 'days' }>;

/** A bit for each day, week or month with an event; lifetime counts and best runs of what the bits have dropped. */
export function keepDays(key: string, keeper: Days): Kept {
  const cutoff = (clock: Clock): number => unitOfDay(keeper.unit, oldestBitDay(clock), clock.weekStarts);
  return {
    fold: () => (facts, _event, moment) => {
      const unit = unitOfDay(keeper.unit, moment.day, moment.clock.weekStarts);
      if (moment.old || unit < cutoff(moment.clock)) return;
      const state = facts.days[key] ?? emptyBits();
      setUnit(state, unit);
      facts.days[key] = state;
    },
    prune: (facts, before, after) => {
      const state = facts.days[key];
      if (state === undefined) return false;
      const [newest, bits, ...remembered] = state;
      dropUnits(state, cutoff(before), cutoff(after), { count: keeper.lifetime, runs: keeper.best });
      if (isNothing(state)) Reflect.deleteProperty(facts.days, key);
      const isSame = state[0] === newest && state[1] === bits;
      return !isSame || remembered.some((number, index) => state[index + 2] !== number);
    },
  };
}
