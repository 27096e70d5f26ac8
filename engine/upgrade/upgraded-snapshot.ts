import type { Snapshot } from '../model.ts';
import { createCustomerStep } from '../runtime/customer-step.ts';
import type { Prepared } from '../runtime/prepare.ts';
import { parseState, printState } from '../state-text.ts';
import { summarise } from '../step/summarise.ts';
import { upgrade } from './upgrade.ts';

/**
 * The snapshot as the customer's first step with the release will find it, for those who read before that step: the
 * same upgrade, of which nothing is kept. Its facts must have been folded by the release's own keepers.
 */
export function upgradedSnapshot(prepared: Prepared, snapshot: Snapshot): Snapshot {
  const { n, live_at: liveAt } = prepared.release;
  if (snapshot.release >= n) return snapshot;
  const { customer, state, summary, at } = snapshot;
  const step = createCustomerStep(prepared, customer, parseState(state), summary.scores);
  upgrade(step, snapshot.release, Math.max(at, liveAt ?? at));
  return {
    ...snapshot,
    release: n,
    state: printState({ keepers: prepared.keepersHash, facts: step.facts, decisions: step.decisions }),
    summary: summarise(step),
  };
}
