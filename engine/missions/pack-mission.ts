import type { AssignedMission } from '../model.ts';
import type { PackedWhy, RunningMission } from '../state.ts';

/** A mission as it stands in the state, where every byte is read and written with every step. */
export function packMission({
  why,
  ...terms
}: AssignedMission): Omit<RunningMission, 'status' | 'offset' | 'steps'> {
  return { ...terms, why: [why.priority, why.weight, why.fit, why.margin, why.cost] };
}

/** The parts of a mission's priority by name. */
export function unpackWhy([priority, weight, fit, margin, cost]: PackedWhy): AssignedMission['why'] {
  return { priority, weight, fit, margin, cost };
}
