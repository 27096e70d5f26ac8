import { judgeBadges } from '../badges/judge-badges.ts';
import { localDay, startOfDay } from '../calendar/zone.ts';
import { judgeHolds } from '../holds/judge-holds.ts';
import { closeMissions } from '../missions/close-missions.ts';
import { generateAtDayClose } from '../missions/generate.ts';
import { judgeMissions } from '../missions/judge-missions.ts';
import { closePointsDay, freeExpiredHolds, nextHoldExpiry } from '../points/close-day.ts';
import { finishEntry, startEntry } from '../runtime/customer-step.ts';
import type { CustomerStep } from '../runtime/customer-step.ts';
import { judgeScores, judgeSegments } from '../scores/judge-scores.ts';
import { judgeTiers } from '../tiers/judge-tiers.ts';
import { react } from './react.ts';

/**
 * Runs every day close after `from` up to `to`, in order, each at its own midnight, and between them the ends of holds:
 * what time alone decides. Each that decided something becomes an entry of its own, whoever's step ran it, so that a
 * sweep's timing changes nothing.
 */
export function closeDays(step: CustomerStep, from: number, to: number): void {
  const { zone } = step.facts.kept;
  for (let day = localDay(zone, from) + 1; ; day += 1) {
    const midnight = startOfDay(zone, day);
    // One that ends with the day ends in the day's close.
    endHolds(step, from, Math.min(midnight - 1, to));
    if (midnight > to) return;
    if (midnight > from) closeDay(step, day, midnight);
  }
}

/** When time alone decides next, after `from`: the customer's next day, or the end of a hold before that. */
export function nextDue({ facts, decisions }: Standing, from: number): number {
  const { zone } = facts.kept;
  const midnight = startOfDay(zone, localDay(zone, from) + 1);
  return Math.min(midnight, nextHoldExpiry(decisions.points) ?? midnight);
}

type Standing = Pick<CustomerStep, 'facts' | 'decisions'>;

function endHolds(step: CustomerStep, from: number, to: number): void {
  for (;;) {
    const at = nextHoldExpiry(step.decisions.points);
    if (at === null || at > to) return;
    step.at = Math.max(at, from);
    startEntry(step);
    freeExpiredHolds(step);
    react(step, new Map());
    finishInstant(step);
  }
}

function closeDay(step: CustomerStep, day: number, midnight: number): void {
  step.at = midnight;
  startEntry(step);
  const { prepared } = step;
  closePointsDay(step, day);
  judgeHolds(step, day - 1, day - 1);
  judgeScores(step, prepared.scoreIds);
  judgeSegments(step, prepared.segmentIds);
  judgeMissions(step, 'all', new Map());
  closeMissions(step);
  judgeBadges(step, prepared.badgeIds);
  judgeTiers(step, prepared.tierIds, true);
  generateAtDayClose(step);
  react(step, new Map());
  if (step.effects.length > 0) finishInstant(step);
}

function finishInstant(step: CustomerStep): void {
  const { customer, at } = step;
  step.told = [];
  finishEntry(
    step,
    { kind: 'tick', id: `tick:${customer}:${at}`, customer, at, body: null, bodyHash: '' },
    null,
  );
}
