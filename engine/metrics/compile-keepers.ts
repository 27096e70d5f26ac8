import type { Keeper, Manifest, Tap } from '../../dsl/program/features.ts';
import type { Logic } from '../../dsl/program/logic.ts';
import { canonicalJson } from '../canonical.ts';
import { compileEventLogic } from './event-logic.ts';
import type { EventLogic } from './event-logic.ts';
import type { Fold, Kept, Prune } from './kept.ts';
import { shortKey } from './short-key.ts';
import { keepDays } from './keepers/days.ts';
import { keepLatest } from './keepers/latest.ts';
import { keepOpen } from './keepers/open.ts';
import { keepRing } from './keepers/ring.ts';
import { keepRun } from './keepers/run.ts';
import { keepSeries } from './keepers/series.ts';
import { keepValues } from './keepers/values.ts';
import type { FactsCalendar } from './moment.ts';
import type { Section } from './print-facts.ts';

/** Folds of one event type that share a condition. */
interface FoldGroup {
  readonly where: EventLogic | null;
  readonly folds: readonly KeeperFold[];
}

interface KeeperFold {
  readonly key: string;
  /** Where in the facts it writes. */
  readonly sections: readonly Section[];
  readonly fold: Fold;
}

interface KeeperPrune {
  readonly key: string;
  readonly sections: readonly Section[];
  readonly prune: Prune;
  readonly hourly: boolean;
}

const SECTIONS: Readonly<Record<Keeper['kind'], readonly Section[]>> = {
  series: ['series'],
  days: ['days'],
  latest: ['times', 'events'],
  ring: ['times', 'events'],
  values: ['values'],
  open: ['open'],
  run: ['runs'],
};

/** The keepers of a program, ready to fold. */
export interface CompiledKeepers extends FactsCalendar {
  /** Folds by event type; those with the same condition share its evaluation. */
  readonly byEvent: ReadonlyMap<string, readonly FoldGroup[]>;
  readonly prunes: readonly KeeperPrune[];
  readonly byId: ReadonlyMap<string, { readonly key: string; readonly keeper: Keeper }>;
}

/** Indexes a program's keepers by event type, once. `policy.time` is the calendar. */
export function compileKeepers(
  manifest: Pick<Manifest, 'keepers'>,
  calendar: FactsCalendar,
): CompiledKeepers {
  const byEvent = new Map<string, Map<string, GrowingGroup>>();
  const byId = new Map<string, { readonly key: string; readonly keeper: Keeper }>();
  const prunes: KeeperPrune[] = [];
  for (const [id, keeper] of Object.entries(manifest.keepers)) {
    const key = shortKey(id, byId);
    byId.set(id, { key, keeper });
    const kept = keptOf(key, keeper);
    const { prune, hourly = false } = kept;
    const sections = SECTIONS[keeper.kind];
    if (prune !== undefined) prunes.push({ key, sections, prune, hourly });
    for (const tap of tapsOf(keeper))
      groupOf(byEvent, tap).folds.push({
        key,
        sections,
        fold: kept.fold((tap.values ?? []).map(compileEventLogic)),
      });
  }
  const { weekStarts, latenessMs } = calendar;
  const groups = new Map([...byEvent].map(([type, groupsOfType]) => [type, [...groupsOfType.values()]]));
  return { byEvent: groups, prunes, byId, weekStarts, latenessMs };
}

function keptOf(key: string, keeper: Keeper): Kept {
  switch (keeper.kind) {
    case 'series':
      return keepSeries(key, keeper);
    case 'days':
      return keepDays(key, keeper);
    case 'latest':
      return keepLatest(key, keeper);
    case 'ring':
      return keepRing(key, keeper);
    case 'values':
      return keepValues(key, keeper);
    case 'open':
      return keepOpen(key);
    case 'run':
      return keepRun(key);
  }
}

function tapsOf(keeper: Keeper): readonly Tap[] {
  return keeper.kind === 'series' ? [keeper.tap] : keeper.taps;
}

type GrowingGroup = FoldGroup & { readonly folds: KeeperFold[] };

function groupOf(byEvent: Map<string, Map<string, GrowingGroup>>, tap: Tap): GrowingGroup {
  const groups = byEvent.get(tap.event) ?? new Map<string, GrowingGroup>();
  byEvent.set(tap.event, groups);
  const condition = tap.where === undefined ? '' : conditionKey(tap.where);
  const group: GrowingGroup = groups.get(condition) ?? {
    where: tap.where === undefined ? null : compileEventLogic(tap.where),
    folds: [],
  };
  groups.set(condition, group);
  return group;
}

function conditionKey(where: Logic): string {
  return typeof where === 'object' && where !== null ? canonicalJson(where) : JSON.stringify(where);
}
