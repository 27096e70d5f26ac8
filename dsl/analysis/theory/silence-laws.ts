import type { Feature, Manifest, Window } from '../../program/features.ts';
import type { Goal } from '../solver/theory.ts';
import { tapsOf } from './feature-domains.ts';
import { countsNoMore } from './parts.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Of what has been silent for longer than a window reaches back, the window sees nothing. */
export function silenceLaws(features: readonly Feature[], manifest: Manifest): readonly Goal[] {
  return features.flatMap(silence =>
    features.flatMap((counted): readonly Goal[] => {
      const reach = silence.read.kind === 'since' ? reachOf(counted, silence, manifest) : undefined;
      if (reach === undefined) return [];
      const [since, count] = [silence, counted].map(({ key }) => ({ var: `metrics.${key}` }));
      if (since === undefined || count === undefined) return [];
      const isSeen = { and: [{ '!': [{ '===': [since, null] }] }, { '<=': [since, reach] }] };
      return [{ logic: { or: [{ '<=': [count, 0] }, isSeen] }, truth: true }];
    }),
  );
}

/** How far back a count of some of the same events looks. */
function reachOf(counted: Feature, silence: Feature, { keepers }: Manifest): number | undefined {
  const { read } = counted;
  if (read.kind !== 'count' && read.kind !== 'days') return undefined;
  const reach = reachOfWindow(read.window);
  if (reach === undefined || silence.read.kind !== 'since') return undefined;
  const own = read.keepers.flatMap(id => tapsOf(keepers[id]));
  const silent = tapsOf(keepers[silence.read.keeper]);
  return own.every(tap => silent.some(other => countsNoMore(tap, other))) ? reach : undefined;
}

/** The buckets of a window and the running one, which may have 25 hours where clocks are put back. */
function reachOfWindow(window: Window): number | undefined {
  if (window.kind !== 'sliding') return undefined;
  return window.unit === 'day' ? (window.count + 1) * DAY_MS + HOUR_MS : (window.count + 1) * HOUR_MS;
}
