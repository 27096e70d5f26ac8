import { pruneFacts } from '../metrics/facts.ts';
import type { Entry, Release, Snapshot, StepEntry } from '../model.ts';
import { createCustomerStep } from '../runtime/customer-step.ts';
import type { Prepared } from '../runtime/prepare.ts';
import { parseState, printState } from '../state-text.ts';
import { closeDays } from '../step/close-day.ts';
import { rebuildFacts } from '../step/rebuild-facts.ts';
import { summarise } from '../step/summarise.ts';
import { upgrade } from './upgrade.ts';

/** A customer as a release leaves him to the next, and what it decided on the way. */
export interface CaughtUp {
  readonly snapshot: Snapshot;
  readonly entries: readonly StepEntry[];
}

/**
 * When a customer goes over to a release: as it goes live, or where his clock stands already; while a load of the past
 * is still before that, at the input's own time. Null: he is there.
 */
export function upgradeClock(
  { n, live_at: liveAt }: Release,
  before: Snapshot | null,
  inputAt: number,
): number | null {
  if (before === null || before.release >= n) return null;
  return Math.max(before.at, Math.min(liveAt ?? before.at, inputAt));
}

/**
 * What a release had to decide until the next went live, where no step has come for it: its own upgrade, and all that
 * was due up to `until`. `history`: all entries in order, given when it was asked for.
 */
export function catchUp(
  prepared: Prepared,
  before: Snapshot,
  until: number,
  history?: readonly Entry[],
): CaughtUp | 'history' {
  const { release } = prepared;
  const state = parseState(before.state);
  const { customer, summary } = before;
  const step = createCustomerStep(prepared, customer, state, summary.scores);
  if (state.keepers !== prepared.keepersHash) {
    if (history === undefined) return 'history';
    step.facts = rebuildFacts(prepared, state.facts.kept.zone, history);
  }
  const goesOverAt = upgradeClock(release, before, until);
  if (goesOverAt !== null) upgrade(step, before.release, goesOverAt);
  closeDays(step, goesOverAt ?? before.at, until);
  step.at = Math.max(before.at, until);
  pruneFacts(step.facts.kept, prepared.keepers, step.at);
  const { keepersHash: keepers, program } = prepared;
  const decidedBy = { release: release.n, program: program.hash };
  return {
    snapshot: {
      ...before,
      at: step.at,
      release: release.n,
      state: printState({ keepers, facts: step.facts, decisions: step.decisions }),
      summary: summarise(step),
    },
    entries: step.entries.map(entry => ({ ...entry, decidedBy })),
  };
}
