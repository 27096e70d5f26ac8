import type { Program } from '../../dsl/program/program.ts';
import type { FactEvent } from '../metrics/fact-event.ts';

export type RenamedKind = 'mission' | 'badge' | 'tier';

/** For each kind of rule whose state customers hold: former id → present id. */
export type Renames = Readonly<Record<RenamedKind, ReadonlyMap<string, string>>>;

/** What the rules of a program were called before. */
export function renamesOf({ missions, badges, tiers }: Program): Renames {
  return { mission: formerIds(missions), badge: formerIds(badges), tier: formerIds(tiers) };
}

/** Plain data that is equal where the renames are, and undefined where there are none. */
export function renamesKey(renames: Renames): unknown {
  const { mission, badge } = renames;
  return mission.size + badge.size === 0 ? undefined : { mission: [...mission], badge: [...badge] };
}

/** A platform event as the present rules see it: they name missions and badges by their present ids. */
export function underPresentIds(event: FactEvent, { mission, badge }: Renames): FactEvent {
  if (mission.size + badge.size === 0) return event;
  const { mission: oldMission, badge: oldBadge } = event.attributes;
  const newMission = typeof oldMission === 'string' ? mission.get(oldMission) : undefined;
  const newBadge = typeof oldBadge === 'string' ? badge.get(oldBadge) : undefined;
  if (newMission === undefined && newBadge === undefined) return event;
  return {
    ...event,
    attributes: {
      ...event.attributes,
      ...(newMission === undefined ? {} : { mission: newMission }),
      ...(newBadge === undefined ? {} : { badge: newBadge }),
    },
  };
}

function formerIds(
  rules: readonly { readonly id: string; readonly was: readonly string[] }[],
): ReadonlyMap<string, string> {
  const pairs = rules.flatMap(({ id, was }) => was.map(old => [old, id] as const));
  return new Map(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}
