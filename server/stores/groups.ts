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

/** Whether a summary that was kept can be read: whoever checks the store must not stumble over what is damaged. */
export function isSummary(value: unknown): value is Summary {
  if (typeof value !== 'object' || value === null) return false;
  const { segments, missions, tier, scores } = value as Readonly<Record<string, unknown>>;
  const isList = (list: unknown): boolean =>
    Array.isArray(list) && list.every(item => typeof item === 'string');
  return isList(segments) && isList(missions) && typeof tier === 'string' && isScores(scores);
}

function isScores(scores: unknown): boolean {
  if (typeof scores !== 'object' || scores === null) return false;
  return Object.values(scores).every(score => typeof score === 'number');
}

/** The lower ends of the bins that scores are counted in: [0,5), [5,10) … [95,100]. */
export const BINS: readonly number[] = Array.from({ length: 20 }, (_, bin) => bin * 5);

export function binOf(score: number): number {
  return Math.max(0, Math.min(19, Math.floor(score / 5))) * 5;
}
