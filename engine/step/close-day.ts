import { judgeBadges } from '../badges/judge-badges.ts';
import { localDay, startOfDay } from '../calendar/zone.ts';
import { judgeHolds } from '../holds/judge-holds.ts';
import { closeMissions } from '../missions/close-missions.ts';
import { generateAtDayClose } from '../missions/generate.ts';
import { judgeMissions } from '../missions/judge-missions.ts';
import { closePointsDay } from '../points/close-day.ts';
import { finishEntry, startEntry } from '../runtime/customer-step.ts';
import type { CustomerStep } from '../runtime/customer-step.ts';
import { judgeScores, judgeSegments } from '../scores/judge-scores.ts';
import { judgeTiers } from '../tiers/judge-tiers.ts';
import { react } from './react.ts';

/**
 * Runs every day close after `from` up to `to`, in order, each at its own midnight: what time alone decides. Each that
 * decided something becomes an entry of its own, whoever's step ran it, so that a sweep's timing changes nothing.
 */
export function closeDays(step: CustomerStep, from: number, to: number): void {
  const { zone } = step.facts.kept;
  for (let day = localDay(zone, from) + 1; startOfDay(zone, day) <= to; day += 1) {
    const midnight = startOfDay(zone, day);
    if (midnight > from) closeDay(step, day, midnight);
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
  if (step.effects.length === 0) return;
  step.told = [];
  const id = `tick:${step.customer}:${midnight}`;
  finishEntry(
    step,
    { kind: 'tick', id, customer: step.customer, at: midnight, body: null, bodyHash: '' },
    null,
  );
}
