import type { Program } from '../../dsl/program/program.ts';
import type { Store, TotalsQuery } from '../stores/store.ts';
import { toTimestamp } from '../time.ts';
import type { Context } from './context.ts';
import type { LiveRelease, Releases } from './releases.ts';

const BIN_WIDTH = 5;
/** Several pages watch these figures; a second's age is not seen. */
const FRESH_MS = 1_000;

export interface Stats {
  read(): Promise<object>;
  counts(): Promise<{ readonly customers: number; readonly events: number }>;
}

/** Figures over everybody, each from totals that the store keeps, as of each customer's last step. */
export function createStats({ store, clock }: Context, releases: Releases): Stats {
  let kept: { readonly at: number; readonly n: number; readonly stats: Promise<object> } | null = null;
  return {
    read() {
      const live = releases.live();
      const now = clock();
      if (kept === null || kept.n !== live.release.n || now - kept.at >= FRESH_MS) {
        const stats = readStats(store, live, now);
        kept = { at: now, n: live.release.n, stats };
        stats.catch(() => (kept = null));
      }
      return kept.stats;
    },
    async counts() {
      const [customers, events] = await Promise.all([
        totalOf(store, { of: 'customers' }),
        totalOf(store, { of: 'entries', kind: 'event' }),
      ]);
      return { customers, events };
    },
  };
}

async function readStats(store: Store, { program, release }: LiveRelease, now: number): Promise<object> {
  const [customers, events, failed, tiers, segments, histograms, funnel, badges] = await Promise.all([
    totalOf(store, { of: 'customers' }),
    totalOf(store, { of: 'entries', kind: 'event' }),
    totalOf(store, { of: 'failed' }),
    rowsBy(store, { of: 'tiers' }),
    rowsBy(store, { of: 'segments' }),
    readHistograms(store, program),
    readFunnel(store, program),
    readBadges(store, program),
  ]);
  return {
    customers,
    events,
    failed,
    program: program.hash,
    release: release.n,
    as_of: toTimestamp(now),
    histograms,
    funnel,
    badges,
    tiers: (program.tiers[0]?.levels ?? []).map(({ id }) => ({ id, customers: tiers.get(id) ?? 0 })),
    segments: program.segments.map(({ id, name }) => ({ id, name, customers: segments.get(id) ?? 0 })),
  };
}

async function readHistograms(store: Store, program: Program): Promise<object> {
  const histograms = program.scores.map(async ({ id, name, highIsBad }) => {
    const [rows, sum] = await Promise.all([
      store.totals({ of: 'scores', score: id }),
      totalOf(store, { of: 'score_sum', score: id }),
    ]);
    const bins = rows.map(({ key, count }) => ({ from: Number(key), to: Number(key) + BIN_WIDTH, count }));
    const count = bins.reduce((total, bin) => total + bin.count, 0);
    const mean = count === 0 ? null : Math.round((sum / count) * 10) / 10;
    return [id, { name, high_is_bad: highIsBad, bins, mean }] as const;
  });
  return Object.fromEntries(await Promise.all(histograms));
}

async function readFunnel(store: Store, program: Program): Promise<object[]> {
  const marks = await marksBy(store, [
    'mission_assigned',
    'mission_completed',
    'mission_expired',
    'mission_withdrawn',
    'mission_reversed',
  ]);
  return program.missions.map(({ id, name, category, was }) => {
    const count = (kind: string) =>
      sumOf(
        marks,
        [id, ...was].map(known => `${kind}:${known}`),
      );
    const [assigned, completed, expired, withdrawn] = [
      count('mission_assigned'),
      count('mission_completed') - count('mission_reversed'),
      count('mission_expired'),
      count('mission_withdrawn'),
    ];
    // Every mission that was assigned and has not ended in one of the other ways is still running.
    const active = Math.max(0, assigned - count('mission_completed') - expired - withdrawn);
    return { template_id: id, name, category, assigned, active, completed, expired, withdrawn };
  });
}

async function readBadges(store: Store, program: Program): Promise<object[]> {
  const marks = await marksBy(store, ['badge_awarded', 'badge_revoked']);
  return program.badges.flatMap(({ id, levels, was }) =>
    levels.map(({ level }) => {
      const count = (kind: string) =>
        sumOf(
          marks,
          [id, ...was].map(known => `${kind}:${known}:${level}`),
        );
      const awarded = count('badge_awarded') - count('badge_revoked');
      return { badge_type: id, level, awarded: Math.max(0, awarded) };
    }),
  );
}

/** A rule's own marks and those under its former ids. */
function sumOf(marks: ReadonlyMap<string, number>, keys: readonly string[]): number {
  return keys.reduce((sum, key) => sum + (marks.get(key) ?? 0), 0);
}

async function marksBy(store: Store, kinds: readonly string[]): Promise<Map<string, number>> {
  const maps = await Promise.all(kinds.map(kind => rowsBy(store, { of: 'marks', prefix: `${kind}:` })));
  return new Map(maps.flatMap(map => [...map]));
}

export async function rowsBy(store: Store, query: TotalsQuery): Promise<Map<string, number>> {
  return new Map((await store.totals(query)).map(({ key, count }) => [key, count]));
}

async function totalOf(store: Store, query: TotalsQuery): Promise<number> {
  return (await store.totals(query))[0]?.count ?? 0;
}
