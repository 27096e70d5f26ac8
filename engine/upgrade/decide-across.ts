import type { Decide, Entry, Snapshot, StepEntry } from '../model.ts';
import type { CaughtUp } from './catch-up.ts';

/** A release that was live until the next was. */
export interface Reign {
  readonly until: number;
  catchUp(before: Snapshot, until: number, history?: readonly Entry[]): CaughtUp | 'history';
}

/**
 * A step of a customer who is releases behind: each of them first runs what was due while it was live, then the
 * newest decides. So it makes no difference when his due instants are run. `reigns`: from his release to the last one
 * before the newest, in order.
 */
export function decideAcross(
  decide: Decide,
  reigns: readonly Reign[],
  before: Snapshot,
  fresh: Parameters<Decide>[1],
  history?: readonly Entry[],
): ReturnType<Decide> {
  const firstAt = Math.min(...fresh.map(({ at }) => at));
  const entries: StepEntry[] = [];
  let snapshot = before;
  for (const { until, catchUp } of reigns) {
    const known = history && [...history, ...journalled(before, entries)];
    const caughtUp = catchUp(snapshot, Math.min(until, firstAt), known);
    if (caughtUp === 'history') return { needs: 'history' };
    ({ snapshot } = caughtUp);
    entries.push(...caughtUp.entries);
  }
  const decided = decide(snapshot, fresh, history && [...history, ...journalled(before, entries)]);
  return 'needs' in decided ? decided : { ...decided, entries: [...entries, ...decided.entries] };
}

/** Entries as the journal will hold them, for who folds the history with them. */
function journalled({ customer, v }: Snapshot, entries: readonly StepEntry[]): readonly Entry[] {
  return entries.map(({ id, at, kind, input, effects, answer, decidedBy }, i) => ({
    id,
    customer,
    v: v + 1,
    i,
    at,
    program: decidedBy?.program ?? '',
    release: decidedBy?.release ?? 0,
    kind,
    input,
    effects,
    answer,
  }));
}
