import type { TierRule } from '../../dsl/program/program.ts';
import type { CustomerStep } from '../runtime/customer-step.ts';
import { endPast, pastOf } from '../upgrade/past-notes.ts';

/** The level whose condition holds, highest first; the lowest has none. Levels met before they went live wait. */
function levelNow(step: CustomerStep, rule: TierRule): number {
  const evaluation = step.evaluation();
  for (let index = rule.levels.length - 1; index > 0; index -= 1) {
    const when = rule.levels[index]?.when;
    if (when === undefined || !evaluation.truth(when)) continue;
    if (step.decisions.past === undefined || pastOf(step.decisions, keyOf(rule, index)) !== 'from_now')
      return index;
  }
  return 0;
}

/**
 * Moves tiers up at once. Downwards only at a day's close: the held level's condition must have been false for the
 * grace period, then it goes one level down and the wait starts anew.
 */
export function judgeTiers(step: CustomerStep, tiers: Iterable<string>, dayClose: boolean): void {
  for (const id of tiers) {
    const rule = step.prepared.tier(id);
    if (rule === undefined) continue;
    const held = step.decisions.tiers[id];
    const heldIndex = Math.max(
      0,
      rule.levels.findIndex(({ id: level }) => level === held?.level),
    );
    if (step.decisions.past !== undefined) endPastLevels(step, rule);
    const nowIndex = levelNow(step, rule);
    if (nowIndex > heldIndex) {
      move(step, rule, heldIndex, nowIndex);
    } else if (nowIndex === heldIndex) {
      if (held?.waiting !== undefined) step.emit({ kind: 'tier_waiting', tier: id, since: null });
    } else if (dayClose) {
      const { today } = step.evaluation();
      if (held?.waiting === undefined) step.emit({ kind: 'tier_waiting', tier: id, since: today });
      else if (today - held.waiting >= rule.graceDays) move(step, rule, heldIndex, heldIndex - 1);
    }
  }
}

function endPastLevels(step: CustomerStep, rule: TierRule): void {
  for (const [index, { when }] of rule.levels.entries()) {
    const key = keyOf(rule, index);
    if (pastOf(step.decisions, key) === undefined) continue;
    if (when === undefined || !step.evaluation().truth(when)) endPast(step, key);
  }
}

function keyOf(rule: TierRule, index: number): string {
  return `tier:${rule.id}:${rule.levels[index]?.id ?? ''}`;
}

function move(step: CustomerStep, rule: TierRule, from: number, to: number): void {
  const isQuiet = pastOf(step.decisions, keyOf(rule, to)) === 'quiet';
  step.emit({
    kind: 'tier_changed',
    tier: rule.id,
    from: rule.levels[from]?.id ?? '',
    to: rule.levels[to]?.id ?? '',
    direction: to > from ? 'up' : 'down',
    ...(isQuiet ? { quiet: true } : {}),
  });
}
