import { explainWhyNot } from '../explain/why-not.ts';
import type { Json } from '../model.ts';
import type { CustomerStep } from '../runtime/customer-step.ts';
import { pastOf } from '../upgrade/past-notes.ts';
import { holdsLevel, judgeBadges } from './judge-badges.ts';

/** Awards what is due now, of one badge or all; says of the next level of each other how far it is. */
export function checkBadges(step: CustomerStep, badge: string | undefined): Json {
  const ids = badge === undefined ? step.prepared.badgeIds : [badge];
  const first = step.effects.length;
  judgeBadges(step, ids);
  const awarded = step.effects
    .slice(first)
    .flatMap(effect =>
      effect.kind === 'badge_awarded'
        ? [{ badge_type: effect.badge, level: effect.level, cause: effect.cause }]
        : [],
    );
  return { ok: true, awarded, not_awarded: ids.flatMap(id => nextLevel(step, id)) };
}

function nextLevel(step: CustomerStep, id: string): readonly Json[] {
  const rule = step.prepared.badge(id);
  const next = rule?.levels.find(({ level }) => !holdsLevel(step.decisions, id, level));
  if (next === undefined) return [];
  if (pastOf(step.decisions, `badge:${id}:${next.level}`) === 'from_now') {
    const reason = 'its condition was met before it went live, and must be met anew';
    return [{ badge_type: id, level: next.level, reason, how_far: 0 }];
  }
  const { reason, howFar } = explainWhyNot(step.evaluation(), next.when);
  return [{ badge_type: id, level: next.level, reason, how_far: howFar ?? 0 }];
}
