import type { Store } from '../stores/store.ts';
import type { Context } from './context.ts';
import type { LiveRelease, Releases } from './releases.ts';

/** Fewer customers make no percentile (language: missing under 200 customers). */
const LEAST_CUSTOMERS = 200;

/** Measures the percentiles that the rules name over the base; where one changed, that is a new release. */
export async function calibrate({ store, log }: Context, releases: Releases): Promise<LiveRelease> {
  const before = await releases.refresh();
  const after = await releases.setConstants(async live => ({
    percentiles: await measurePercentiles(store, live),
  }));
  if (after.release.n !== before.release.n) log.info({ release: after.release.n }, 'percentiles calibrated');
  return after;
}

async function measurePercentiles(store: Store, { engine }: LiveRelease): Promise<Record<string, number>> {
  const percentiles: Record<string, number> = {};
  for (const metric of new Set(engine.percentilesNeeded.map(need => need.metric))) {
    const groups = await valuesBySegment(store, metric);
    for (const { percent, bySegment } of engine.percentilesNeeded.filter(need => need.metric === metric)) {
      for (const [segment, values] of groups) {
        if (values.length < LEAST_CUSTOMERS || (segment !== '' && !bySegment)) continue;
        percentiles[`${metric}@${percent}${segment === '' ? '' : `@${segment}`}`] = percentileOf(
          values,
          percent,
        );
      }
    }
  }
  return percentiles;
}

/** Sorted values of a metric: of everybody under '', and of each segment. */
async function valuesBySegment(store: Store, metric: string): Promise<Map<string, number[]>> {
  const groups = new Map<string, number[]>([['', []]]);
  for (const { key, count: value } of await store.totals({ of: 'metric', metric })) {
    for (const segment of ['', ...key.split(',').filter(Boolean)]) {
      const group = groups.get(segment);
      if (group) group.push(value);
      else groups.set(segment, [value]);
    }
  }
  for (const values of groups.values()) values.sort((a, b) => a - b);
  return groups;
}

/** The smallest value that at least `percent` of all do not exceed (nearest rank). */
function percentileOf(sorted: readonly number[], percent: number): number {
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[rank - 1] ?? 0;
}
