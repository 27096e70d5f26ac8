import type { Keeper } from '../../../dsl/program/features.ts';
import type { EventLogic } from '../event-logic.ts';
import type { EventValue } from '../facts-state.ts';
import type { Fold, Kept } from '../kept.ts';
import { insertTime, packTimes, unpackTimes } from '../times.ts';
import { compareEvents, valueOf } from './latest.ts';
import { scaled } from './series.ts';

type Ring = Extract<Keeper, { readonly kind: 'ring' }>;

/** The newest events, for medians: their times, or a number read from each. */
export function keepRing(key: string, keeper: Ring): Kept {
  return {
    fold: ([value]) => (value === undefined ? foldTime(key, keeper) : foldNumber(key, keeper, value)),
  };
}

function foldTime(key: string, { size }: Ring): Fold {
  return (facts, event, moment) => {
    if (moment.old) return;
    const times = unpackTimes(facts.times[key]);
    insertTime(times, event.time, size);
    facts.times[key] = packTimes(times);
  };
}

function foldNumber(key: string, { size, scale }: Ring, value: EventLogic): Fold {
  return (facts, event, moment) => {
    const read = moment.old ? null : valueOf(value, event);
    if (typeof read !== 'number') return;
    const entry: EventValue = [event.time, event.id, scaled(read, scale)];
    const events = facts.events[key] ?? [];
    const index = events.findIndex(other => compareEvents(other, entry) < 0);
    events.splice(index === -1 ? events.length : index, 0, entry);
    if (events.length > size) events.length = size;
    facts.events[key] = events;
  };
}
