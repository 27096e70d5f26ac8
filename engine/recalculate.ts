import { pruneFacts } from './metrics/facts.ts';
import type { Entry, Summary } from './model.ts';
import { createCustomerStep } from './runtime/customer-step.ts';
import type { Prepared } from './runtime/prepare.ts';
import { printState } from './state-text.ts';
import { NO_DECISIONS } from './state.ts';
import type { Decisions } from './state.ts';
import { applyEffect } from './step/apply-effect.ts';
import { rebuildFacts } from './step/rebuild-facts.ts';
import { summarise } from './step/summarise.ts';

/**
 * A customer from the journal alone: facts from the set of entries, decisions from the effects that were journalled
 * (nothing is decided again). Equals what was kept live, byte for byte. `zone`: the customer's, `at`: its clock.
 */
export function recalculate(
  prepared: Prepared,
  customer: string,
  entries: readonly Entry[],
  zone: string,
  at: number,
): { readonly state: string; readonly summary: Summary } {
  const step = createCustomerStep(prepared, customer, null, {});
  step.at = at;
  step.facts = rebuildFacts(prepared, zone, entries);
  step.decisions = foldDecisions(entries);
  pruneFacts(step.facts.kept, prepared.keepers, at);
  const state = printState({ keepers: prepared.keepersHash, facts: step.facts, decisions: step.decisions });
  return { state, summary: summarise(step) };
}

export function foldDecisions(entries: readonly Entry[]): Decisions {
  let decisions = NO_DECISIONS;
  for (const { effects, at } of entries) {
    for (const effect of effects) decisions = applyEffect(decisions, effect, at);
  }
  return decisions;
}
