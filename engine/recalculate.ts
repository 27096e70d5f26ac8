import { isZone } from './calendar/zone.ts';
import { pruneFacts } from './metrics/facts.ts';
import type { Entry, Summary } from './model.ts';
import { createCustomerStep } from './runtime/customer-step.ts';
import type { Prepared } from './runtime/prepare.ts';
import { parseState, printState } from './state-text.ts';
import { NO_DECISIONS } from './state.ts';
import type { Decisions } from './state.ts';
import { applyEffect } from './step/apply-effect.ts';
import { nextDue } from './step/close-day.ts';
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
): Recalculated {
  const step = createCustomerStep(prepared, customer, null, {});
  step.at = at;
  step.facts = rebuildFacts(prepared, zone, entries);
  step.decisions = foldDecisions(entries);
  pruneFacts(step.facts.kept, prepared.keepers, at);
  const state = printState({ keepers: prepared.keepersHash, facts: step.facts, decisions: step.decisions });
  return { state, summary: summarise(step) };
}

export interface Recalculated {
  readonly state: string;
  readonly summary: Summary;
}

export interface Rebuilt extends Recalculated {
  /** When time alone decides next. */
  readonly dueAt: number;
}

/**
 * As `recalculate`, for a state that may be damaged, or gone (null): a zone that gives another state than the one that
 * is kept is not trusted, but found in the journal.
 */
export function rebuild(
  prepared: Prepared,
  customer: string,
  entries: readonly Entry[],
  kept: string | null,
  at: number,
): Rebuilt {
  const zone = kept === null ? null : zoneIn(kept);
  const same = zone === null ? null : recalculate(prepared, customer, entries, zone, at);
  const rebuilt =
    same !== null && same.state === kept
      ? same
      : recalculate(prepared, customer, entries, findZone(prepared, customer, entries, at), at);
  return { ...rebuilt, dueAt: nextDue(parseState(rebuilt.state), at) };
}

function zoneIn(state: string): string | null {
  try {
    const { zone } = parseState(state).facts.kept;
    return isZone(zone) ? zone : null;
  } catch {
    return null;
  }
}

/** What the events say of the customer's zone; they are folded by days of a zone, which it may change. */
function findZone(prepared: Prepared, customer: string, entries: readonly Entry[], at: number): string {
  const { zone, customerZone } = prepared.policy.time;
  const step = createCustomerStep(prepared, customer, null, {});
  step.at = at;
  step.facts = rebuildFacts(prepared, zone, entries);
  step.decisions = foldDecisions(entries);
  return prepared.zoneFor(step.evaluation().value(customerZone));
}

export function foldDecisions(entries: readonly Entry[]): Decisions {
  let decisions = NO_DECISIONS;
  for (const { effects, at } of entries) {
    for (const effect of effects) decisions = applyEffect(decisions, effect, at);
  }
  return decisions;
}
