import type { Diagnostic } from '../../diagnostics/index.ts';
import { finding } from '../subject.ts';
import type { Subject } from '../subject.ts';

const LEVELS = ['bronze', 'silver', 'gold', 'platinum'] as const;

/** Points of the policy that a badge's higher level brings fewer of than the level before it. */
export function checkBadgePoints({ program: { policy }, document }: Subject): readonly Diagnostic[] {
  const place = document('policy', policy.id);
  const written = place?.value.badge_points ?? {};
  const given = LEVELS.filter(level => written[level] !== undefined);
  return given.flatMap((level, index) => {
    const below = given[index - 1];
    if (place === undefined || below === undefined) return [];
    const [points, before] = [policy.badgePoints[level], policy.badgePoints[below]];
    if (points >= before) return [];
    const message = `\`${level}\` brings ${points} points, fewer than the ${before} of \`${below}\` before it.`;
    const at = { document: place, path: ['badge_points', level] };
    return [finding('level-not-higher', at, message, { expected: `${before} or more` })];
  });
}
