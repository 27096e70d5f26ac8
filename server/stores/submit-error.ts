import type { Outcome } from './store.ts';

/**
 * Some inputs of a call could not be decided or written. What the others came to stands in `outcomes`, in the order
 * of the call (null where it failed); failed inputs changed nothing and may be sent again.
 */
export class SubmitError extends Error {
  override readonly name = 'SubmitError';
  readonly failures: ReadonlyMap<string, unknown>;
  readonly outcomes: readonly (Outcome | null)[];

  constructor(failures: ReadonlyMap<string, unknown>, outcomes: readonly (Outcome | null)[]) {
    const [first] = failures.values();
    super(first instanceof Error ? first.message : String(first), { cause: first });
    this.failures = failures;
    this.outcomes = outcomes;
  }
}
