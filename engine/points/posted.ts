import type { Effect, PointsPosting } from '../model.ts';

/** As much of a journal entry as tells what was posted. */
export interface PostedEntry {
  readonly at: number;
  readonly effects: readonly Effect[];
}

export interface Posted {
  readonly posting: PointsPosting;
  readonly at: number;
}

export function postingsIn(entries: readonly PostedEntry[]): readonly Posted[] {
  return entries.flatMap(({ effects, at }) => effects.filter(isPosting).map(posting => ({ posting, at })));
}

export function isPosting(effect: Effect): effect is PointsPosting {
  return effect.kind === 'points_posted';
}
