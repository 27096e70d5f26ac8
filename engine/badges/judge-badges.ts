import type { BadgeRule } from '../../dsl/program/program.ts';
import type { CustomerStep } from '../runtime/customer-step.ts';
import type { Evaluation } from '../runtime/evaluation.ts';
import type { Decisions } from '../state.ts';
import { endPast, pastOf } from '../upgrade/past-notes.ts';

export function holdsLevel(decisions: Decisions, badge: string, level: string): boolean {
  return decisions.badges[`${badge}:${level}`]?.awarded_at !== undefined;
}

/** Awards every level that is reached, lowest first; a level needs the one before it. */
export function judgeBadges(step: CustomerStep, badges: Iterable<string>): void {
  for (const id of badges) {
    const rule = step.prepared.badge(id);
    if (rule === undefined) continue;
    const keys = levelKeys(rule);
    for (let index = 0; index < rule.levels.length; index += 1) {
      const next = rule.levels[index];
      const key = keys[index];
      if (next === undefined || key === undefined) break;
      if (step.decisions.badges[key]?.awarded_at !== undefined) continue;
      const { level, when, points } = next;
      const past = step.decisions.past === undefined ? undefined : pastOf(step.decisions, `badge:${key}`);
      if (!step.evaluation().truth(when)) {
        if (past !== undefined) endPast(step, `badge:${key}`);
        break;
      }
      // Who met it before it went live, and still does, waits until he meets it anew; the next level does not wait.
      if (past === 'from_now') continue;
      if (past === 'quiet') awardQuietly(step, id, level, when.text);
      else awardLevel(step, id, level, points, when.text);
    }
  }
}

const keysOfLevels = new WeakMap<BadgeRule, readonly string[]>();

/** `badge:level` of every level, made once: every event asks for them. */
function levelKeys(rule: BadgeRule): readonly string[] {
  const known = keysOfLevels.get(rule);
  if (known !== undefined) return known;
  const keys = rule.levels.map(({ level }) => `${rule.id}:${level}`);
  keysOfLevels.set(rule, keys);
  return keys;
}

function awardQuietly(step: CustomerStep, badge: string, level: string, cause: string): void {
  const ordinal = nextOrdinal(step.decisions, badge, level);
  step.emit({ kind: 'badge_awarded', badge, level, ordinal, points: 0, cause, quiet: true });
}

function nextOrdinal({ badges }: Decisions, badge: string, level: string): number {
  return (badges[`${badge}:${level}`]?.ordinal ?? 0) + 1;
}

export function awardLevel(
  step: CustomerStep,
  badge: string,
  level: string,
  points: number,
  cause: string,
): void {
  const ordinal = nextOrdinal(step.decisions, badge, level);
  step.emit({ kind: 'badge_awarded', badge, level, ordinal, points, cause });
}

/**
 * After facts were taken out: levels whose condition held `before` and no longer does are revoked, highest first, with
 * everything above them. Days of the past count as they were judged; a score that merely fell revokes nothing.
 */
export function reverseBadges(
  step: CustomerStep,
  before: Evaluation,
  after: Evaluation,
  causes: readonly ('reversal' | 'fraud')[],
): void {
  for (const rule of step.prepared.program.badges) {
    const cause = causes.find(other => rule.revokeOn.includes(other));
    if (cause === undefined) continue;
    const lost = rule.levels.findIndex(
      ({ level, when }) =>
        holdsLevel(step.decisions, rule.id, level) && before.truth(when) && !after.truth(when),
    );
    if (lost >= 0) revokeFrom(step, rule, lost, cause);
  }
}

/** Revokes the level at `index` and all above it that are held, highest first. */
export function revokeFrom(
  step: CustomerStep,
  rule: BadgeRule,
  index: number,
  reason: 'reversal' | 'fraud' | 'operator',
  note?: string,
): void {
  for (const { level } of rule.levels.slice(index).reverse()) {
    const held = step.decisions.badges[`${rule.id}:${level}`];
    if (held?.awarded_at === undefined) continue;
    const { points } = held;
    step.emit({
      kind: 'badge_revoked',
      badge: rule.id,
      level,
      points,
      reason,
      ...(note === undefined ? {} : { note }),
    });
  }
}
