import { isPossible } from '../solver/solve.ts';
import type { Subject } from '../subject.ts';

/** Tells of the names of segments in which nobody is, or everybody: that is said once, where they are defined. */
export function createIsSettledSegment({ program, theory }: Subject): (name: string) => boolean {
  const known = new Map<string, boolean>();
  const isSettled = (name: string): boolean => {
    const logic = program.segments.find(({ id }) => id === name)?.when.logic;
    // Of a plain `true` or `false` nothing is said there.
    if (logic === undefined || logic === null || typeof logic !== 'object') return false;
    return [true, false].some(truth => !isPossible(theory, [{ logic, truth }]));
  };
  return name => {
    const settled = known.get(name) ?? isSettled(name);
    known.set(name, settled);
    return settled;
  };
}
