import { repeat } from './services/background.ts';
import type { Background, BackgroundWork, OnRound } from './services/background.ts';
import { calibrate } from './services/calibration.ts';
import type { Services } from './services/index.ts';
import { keptAs } from './services/kept.ts';
import { createLiveTail } from './services/live-tail.ts';
import { dropOutdated } from './services/retention.ts';
import { undoConflicts } from './services/undo-conflicts.ts';
import { createUpgrade } from './services/upgrade.ts';

const DAY_MS = 86_400_000;
const CALIBRATED_ON = 'calibrated_on';

/** Steps that are open for longer were left so by a node that died. */
const OPEN_TOO_LONG_MS = 30_000;

/**
 * What a serving process does by itself. Work that is told by a lease is done by one node at a time; all other is
 * right, and useful, on every node.
 */
export function startHousekeeping(services: Services, onRound: OnRound): readonly Background[] {
  const { context, releases, directory, syncTimes, submit, leases, sweep, feed } = services;
  const { store, clock, log } = context;
  const byLease = (name: string, work: () => Promise<boolean>) => async () =>
    (await leases.hold(name)) ? work() : false;

  const works: readonly BackgroundWork[] = [
    // What other nodes changed is taken up within a second.
    {
      name: 'refresh',
      everyMs: 1_000,
      round: none(releases.refresh, directory.refresh, services.rules.follow),
    },
    { name: 'live feed', everyMs: 1_000, round: createLiveTail(context, feed) },
    { name: 'sweep', everyMs: 2_000, round: sweep.round },
    {
      name: 'upgrade',
      everyMs: 1_000,
      round: byLease('upgrade', createUpgrade(context, releases, submit)),
    },
    { name: 'open steps', everyMs: 5_000, round: none(() => store.finishOpen(OPEN_TOO_LONG_MS)) },
    { name: 'conflicts', everyMs: 5_000, round: () => undoConflicts(context, submit) },
    { name: 'sync times', everyMs: 5_000, round: none(syncTimes.save) },
    { name: 'repeats', everyMs: 2_000, round: none(services.repeats.save) },
    { name: 'calibration', everyMs: 60_000, round: byLease('calibration', nightly(services)) },
    { name: 'retention', everyMs: 600_000, round: byLease('retention', () => dropOutdated(store, clock())) },
  ];
  return works.map(work => repeat(work, log, onRound));
}

/** Calibrates once a day, whichever node has the turn; one that dies while it does leaves it to the next. */
function nightly({ context, releases }: Services): () => Promise<boolean> {
  const { store, clock } = context;
  return async () => {
    const today = Math.floor(clock() / DAY_MS);
    const kept = await store.setting(CALIBRATED_ON);
    if (kept && keptAs<number>(kept.value) >= today) return false;
    // A new store has nothing to measure yet; its first night comes.
    if (kept) await calibrate(context, releases);
    await store.change(CALIBRATED_ON, kept?.rev ?? 0, today);
    return false;
  };
}

/** Work of which there is never more waiting. */
function none(...works: readonly (() => Promise<unknown>)[]): () => Promise<boolean> {
  return async () => {
    for (const work of works) await work();
    return false;
  };
}
