import type { Outcome } from '../store.ts';
import { SubmitError } from '../submit-error.ts';
import type { Group, Result } from './lanes.ts';

/** What a call is answered: the outcomes of its inputs; a SubmitError when some of them failed. */
export function outcomesOf(results: readonly Result[]): readonly Outcome[] {
  const failures = new Map<string, unknown>();
  const outcomes = results.map(result => {
    if (!('thrown' in result)) return result;
    failures.set(result.id, result.thrown);
    return null;
  });
  if (failures.size > 0) throw new SubmitError(failures, outcomes);
  return outcomes.filter(outcome => outcome !== null);
}

/** Gives everybody who waits for these groups the same kind of result. */
export function settleAll(groups: readonly Group[], result: (id: string) => Result): void {
  for (const { members, copies } of groups) {
    for (const waiting of [...members, ...copies]) waiting.settle(result(waiting.input.id));
  }
}
