import type { CustomerStep } from '../runtime/customer-step.ts';
import type { Decisions } from '../state.ts';

/** What the customer's state notes of a part that was met before it went live. */
export function pastOf(decisions: Decisions, key: string): 'quiet' | 'from_now' | undefined {
  return decisions.past?.[key];
}

/** A part that is no longer met is no longer past: met again, it counts as any other. */
export function endPast(step: CustomerStep, key: string): void {
  if (pastOf(step.decisions, key) !== undefined) step.emit({ kind: 'past_noted', rule: key, past: null });
}
