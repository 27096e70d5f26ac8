import type { Keeper, Tap, Window } from '../../program/features.ts';
import { sha256Hex, stableJson } from '../keys.ts';

export const DAYS_IN = { day: 1, week: 7, month: 31, quarter: 92 } as const;

export type SeriesMeasure = 'count' | 'sum' | 'min' | 'max';

/** The keepers of all rules: what is named twice is kept once, as long as the longest reading needs it. */
export interface KeeperStore {
  /** The longest period, in days, of the mission whose expressions come next. */
  setPeriodDays(days: number): void;
  /** How long buckets are kept for a window, and what each is; `before`: days read before the window. */
  bucketsOf(
    window: Window | undefined,
    before?: number,
  ): { readonly unit: 'day' | 'hour'; readonly keep: number };
  series(tap: Tap, measure: SeriesMeasure, scale: number, window: Window | undefined): string;
  /** One keeper fed by several taps. */
  shared(prefix: string, taps: readonly Tap[], keeper: Keeper): string;
  lengthen(id: string, keep: number): void;
  all(): ReadonlyMap<string, Keeper>;
}

/** `latenessDays`: how long late events still change closed periods; buckets are kept that much longer. */
export function createKeeperStore(latenessDays: number): KeeperStore {
  const keepers = new Map<string, Keeper>();
  let periodDays = 92;

  const put = (id: string, keeper: Keeper): string => {
    const old = keepers.get(id);
    keepers.set(id, old === undefined ? keeper : merge(old, keeper));
    return id;
  };

  const bucketsOf: KeeperStore['bucketsOf'] = (window, before = 0) => {
    const late = latenessDays + 1;
    if (window?.kind === 'sliding' && window.unit === 'hour')
      return { unit: 'hour', keep: window.count + late * 24 };
    if (window?.kind === 'sliding') return { unit: 'day', keep: before + window.count + late };
    if (window?.kind === 'calendar') return { unit: 'day', keep: before + DAYS_IN[window.unit] + late };
    if (window?.kind === 'period' || window?.kind === 'step')
      return { unit: 'day', keep: before + periodDays + late };
    return { unit: 'day', keep: 0 };
  };

  return {
    setPeriodDays: days => {
      periodDays = days;
    },
    bucketsOf,
    series: (tap, measure, scale, window) => {
      const { unit, keep } = bucketsOf(window);
      const lifetime = window === undefined || window.kind === 'lifetime';
      const id = `${measure}:${tap.event}${fingerprint(tap.where, tap.values)}${unit === 'hour' ? ':h' : ''}`;
      return put(id, { kind: 'series', tap, measure, scale, unit, keep, lifetime });
    },
    shared: (prefix, taps, keeper) => {
      const [only] = taps;
      const event = taps.length === 1 ? (only?.event ?? '') : '';
      return put(`${prefix}:${event}${fingerprint(stableJson(taps))}`, keeper);
    },
    lengthen: (id, keep) => {
      const keeper = keepers.get(id);
      if (keeper !== undefined && 'keep' in keeper)
        keepers.set(id, { ...keeper, keep: Math.max(keeper.keep, keep) });
    },
    all: () => keepers,
  };
}

function fingerprint(...parts: unknown[]): string {
  const known = parts.filter(part => part !== undefined);
  return known.length === 0 ? '' : `:${sha256Hex(stableJson(known)).slice(0, 8)}`;
}

function merge(a: Keeper, b: Keeper): Keeper {
  if (a.kind === 'series' && b.kind === 'series')
    return { ...a, keep: Math.max(a.keep, b.keep), lifetime: a.lifetime || b.lifetime };
  if (a.kind === 'values' && b.kind === 'values')
    return { ...a, keep: Math.max(a.keep, b.keep), lifetime: a.lifetime || b.lifetime };
  if (a.kind === 'days' && b.kind === 'days')
    return { ...a, lifetime: a.lifetime || b.lifetime, best: a.best || b.best };
  return a;
}
