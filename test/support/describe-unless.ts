import { describe } from 'vitest';

/** Describes tests that need something from outside; where there is a problem they are left out and the run says why. */
export function describeUnless(problem: string | undefined, title: string, tests: () => void): void {
  if (problem === undefined) describe(title, tests);
  else describe.skip(`${title} [left out: ${problem}]`, tests);
}
