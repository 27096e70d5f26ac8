import type { Entry, Input } from '../../../engine/model.ts';
import type { Outcome } from '../store.ts';
import type { Group, Result, Waiting } from './lanes.ts';
import type { PlannedStep } from './plan-step.ts';

/** An entry with the hash of the body it came with. */
export interface Journalled {
  readonly entry: Entry;
  readonly bodyHash: string;
}

/** Answers what a step has just put into the journal, and notes it for copies of the same inputs. */
export function answerStep(
  step: PlannedStep,
  journalled: Map<string, Journalled>,
  results: Map<Waiting, Result>,
): void {
  for (const [member, entry] of step.answers) {
    const { id, bodyHash } = member.input;
    journalled.set(id, { entry, bodyHash });
    results.set(member, { id, entry, duplicate: false });
  }
}

/** Answers what the journal knew before, and what was sent twice. */
export function answerDuplicates(
  group: Group,
  journalled: ReadonlyMap<string, Journalled>,
  results: Map<Waiting, Result>,
): void {
  const first = new Map(group.members.map(member => [member.input.id, member]));
  for (const waiting of [...group.members, ...group.copies]) {
    if (results.has(waiting)) continue;
    const { id } = waiting.input;
    const before = journalled.get(id);
    const member = first.get(id);
    const result = before ? outcomeOf(waiting.input, before) : member && results.get(member);
    if (!result) throw new Error(`The input ${id} was neither decided nor found in the journal.`);
    results.set(waiting, result);
  }
}

function outcomeOf(input: Input, { entry, bodyHash }: Journalled): Outcome {
  if (input.kind === 'command' && input.bodyHash !== bodyHash) return { id: input.id, error: 'other body' };
  return { id: input.id, entry, duplicate: true };
}
