import type { Summary } from '../../engine/model.ts';

/** What a customer belongs to, as audiences and totals ask for it. */
export type GroupKind = 'segment' | 'tier' | 'mission';

export function group(kind: GroupKind, id: string): string {
  return `${kind}:${id}`;
}

export function groupsOf(summary: Summary): readonly string[] {
  return [
    ...summary.segments.map(segment => group('segment', segment)),
    group('tier', summary.tier),
    ...summary.missions.map(mission => group('mission', mission)),
  ];
}

/** The lower ends of the bins that scores are counted in: [0,5), [5,10) … [95,100]. */
export const BINS: readonly number[] = Array.from({ length: 20 }, (_, bin) => bin * 5);

export function binOf(score: number): number {
  return Math.max(0, Math.min(19, Math.floor(score / 5))) * 5;
}
