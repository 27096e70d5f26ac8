import { canonicalJson } from '../../engine/canonical.ts';
import { ProblemError } from '../problem.ts';
import { toTimestamp, toTimestampOrNull } from '../time.ts';
import type { Context } from './context.ts';
import { readLive, readRelease } from './kept-releases.ts';
import type { KeptRelease } from './kept-releases.ts';
import { readUpgrade } from './upgrade.ts';

type Change = 'rules' | 'constants' | 'format';

export interface ReleaseItem {
  readonly id: string;
  readonly release: number;
  readonly program: string;
  readonly live_at: string | null;
  readonly is_live: boolean;
  readonly changed: Change[];
  readonly upgrade: {
    readonly state: 'running' | 'done';
    readonly done: number;
    readonly failed: number;
    readonly total: number;
    readonly started_at: string;
    readonly ended_at: string | null;
  } | null;
}

/** Those that were live, the newest first; numbers that were taken and never used are none. */
export async function listReleases(
  context: Pick<Context, 'store'>,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string },
): Promise<{ readonly results: ReleaseItem[]; readonly next_cursor: string | null }> {
  const live = (await readLive(context.store))?.kept ?? null;
  const upgrade = await upgradeOf(context, live);
  const results: ReleaseItem[] = [];
  let release = cursor === undefined ? live : await readRelease(context.store, numberOf(cursor));
  while (release !== null && results.length < limit) {
    const before = release.before === undefined ? null : await readRelease(context.store, release.before);
    const isLive = release.n === live?.n;
    results.push({
      id: `release-${release.n}`,
      release: release.n,
      program: release.program,
      live_at: toTimestampOrNull(release.live_at ?? null),
      is_live: isLive,
      changed: changesOf(before, release),
      upgrade: isLive ? upgrade : null,
    });
    release = before;
  }
  return { results, next_cursor: release === null ? null : String(release.n) };
}

async function upgradeOf(
  context: Pick<Context, 'store'>,
  live: KeptRelease | null,
): Promise<ReleaseItem['upgrade']> {
  const progress = await readUpgrade(context);
  if (progress === null || progress.release !== live?.n) return null;
  const { state, done, failed, total, started_at, ended_at } = progress;
  return {
    state,
    done,
    failed,
    total,
    started_at: toTimestamp(started_at),
    ended_at: toTimestampOrNull(ended_at),
  };
}

function changesOf(before: KeptRelease | null, release: KeptRelease): Change[] {
  if (before === null) return [];
  const changes: readonly (readonly [Change, boolean])[] = [
    ['rules', before.program !== release.program],
    ['constants', canonicalJson(before.constants) !== canonicalJson(release.constants)],
    ['format', before.format !== release.format],
  ];
  return changes.flatMap(([change, isOther]) => (isOther ? [change] : []));
}

function numberOf(cursor: string): number {
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  throw new ProblemError('invalid', 'This cursor is none of this list.');
}
