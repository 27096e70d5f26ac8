import { reverseBadges } from '../badges/judge-badges.ts';
import { localDay } from '../calendar/zone.ts';
import { judgeHolds } from '../holds/judge-holds.ts';
import { foldEvent } from '../metrics/facts.ts';
import { seenEvent } from '../metrics/fact-event.ts';
import type { FactEvent } from '../metrics/fact-event.ts';
import { progressOfMission } from '../missions/progress.ts';
import { reverseMissions } from '../missions/reverse-missions.ts';
import type { ProgressTold } from '../missions/judge-missions.ts';
import type { Entry, Input } from '../model.ts';
import { createEvaluation } from '../runtime/create-evaluation.ts';
import { finishEntry, startEntry } from '../runtime/customer-step.ts';
import type { CustomerStep } from '../runtime/customer-step.ts';
import { judgeScores, judgeSegments } from '../scores/judge-scores.ts';
import { lessened, rebuildFacts } from './rebuild-facts.ts';
import type { FoldedEntry } from './rebuild-facts.ts';
import { react } from './react.ts';
import { ownValue } from '../../dsl/program/own-value.ts';

type EventInput = Extract<Input, { kind: 'event' }>;

const DAY_MS = 86_400_000;

/** Takes one event in: facts first, then all that they change. Asks for the history where facts must be taken out. */
export function takeEvent(
  step: CustomerStep,
  input: EventInput,
  history: readonly Entry[] | undefined,
): 'history' | undefined {
  startEntry(step);
  const type = ownValue(step.prepared.program.events, input.body.event_type);
  if (type === undefined) throw new Error(`event type ${input.body.event_type} is not in the catalogue`);
  const event = seenEvent(input.id, input.body, type);
  const told = progressBefore(step, event.type);
  const isNew = step.facts.first_seen === null;
  if (input.body.reversal_of !== undefined) {
    if (history === undefined) return 'history';
    reverse(step, input, event, history);
  } else {
    const taken = step.facts.orphans[input.id];
    if (taken !== undefined) forgetOrphan(step, input.id);
    step.facts.first_seen = Math.min(step.facts.first_seen ?? event.time, event.time);
    step.facts.last_event_at = Math.max(step.facts.last_event_at ?? event.time, event.time);
    const counted = taken === undefined ? event : lessened(event, taken);
    if (counted !== null) foldEvent(step.facts.kept, step.prepared.keepers, counted, step.at);
    step.forget(causesOf(step, event, isNew));
    if (changesZone(step, event)) {
      if (history === undefined) return 'history';
      step.facts = rebuildFacts(step.prepared, zoneOf(step), entriesSoFar(step, history, input));
    }
  }
  correctHolds(step, event);
  step.touched.add(event.type);
  if (isNew) {
    // Some hold without any event ("prepaid unless said otherwise"): nothing would touch them before the day's close.
    judgeScores(step, step.prepared.scoreIds);
    judgeSegments(step, step.prepared.segmentIds);
  }
  react(step, told, event);
  finishEntry(step, input, null);
  return undefined;
}

function forgetOrphan({ facts }: CustomerStep, id: string): void {
  const { [id]: _taken, ...others } = facts.orphans;
  facts.orphans = others;
}

/** A reversal: facts are folded again without the original; grants that only it carried are taken back. */
function reverse(step: CustomerStep, input: EventInput, event: FactEvent, history: readonly Entry[]): void {
  const before = createEvaluation(
    step.prepared,
    { facts: structuredClone(step.facts), decisions: step.decisions },
    step.at,
    {
      assumeHolds: true,
    },
  );
  const rebuild = (): void => {
    step.facts = rebuildFacts(step.prepared, step.facts.kept.zone, entriesSoFar(step, history, input));
  };
  rebuild();
  if (reverseMissions(step)) rebuild();
  const after = createEvaluation(step.prepared, step, step.at, { assumeHolds: true });
  reverseBadges(step, before, after, input.body.reason === 'fraud' ? ['fraud', 'reversal'] : ['reversal']);
  step.touched.add(event.type);
}

/** The journal, what this step added to it, and the entry at hand. */
function entriesSoFar(
  step: CustomerStep,
  history: readonly Entry[],
  input: EventInput,
): readonly FoldedEntry[] {
  const current: FoldedEntry = {
    id: input.id,
    kind: 'event',
    at: step.at,
    input: input.body,
    effects: step.effects,
  };
  return [...history, ...step.entries, current];
}

/** What an event changes: baselines only where it happened before today, `first_seen` only as the first. */
function causesOf(step: CustomerStep, { type, time }: FactEvent, isNew: boolean): readonly string[] {
  const { zone } = step.facts.kept;
  const isLate = localDay(zone, time) < localDay(zone, step.at);
  return [`event:${type}`, ...(isLate ? [`past:${type}`] : []), ...(isNew || isLate ? ['first_seen'] : [])];
}

/** A late event may change how the days since it were judged, as far back as `lateness` reaches. */
function correctHolds(step: CustomerStep, event: FactEvent): void {
  const { zone } = step.facts.kept;
  const today = localDay(zone, step.at);
  const { latenessMs } = step.prepared.policy.time;
  const from = Math.max(localDay(zone, event.time), today - Math.ceil(latenessMs / DAY_MS));
  if (from < today && step.prepared.affectsHolds(event.type)) judgeHolds(step, from, today - 1);
}

function changesZone(step: CustomerStep, event: FactEvent): boolean {
  return step.prepared.affectsZone(event.type) && zoneOf(step) !== step.facts.kept.zone;
}

function zoneOf(step: CustomerStep): string {
  return step.prepared.zoneFor(step.evaluation().value(step.prepared.policy.time.customerZone));
}

/** How far the missions that this event can move were before it, for what is told of them. */
function progressBefore(step: CustomerStep, eventType: string): ProgressTold {
  const told: ProgressTold = new Map();
  const { missions } = step.prepared.affectedBy([eventType]);
  for (const mission of step.decisions.missions) {
    if (mission.status !== 'active' && mission.status !== 'closing') continue;
    if (missions.has(mission.template))
      told.set(mission.id, progressOfMission(step.evaluation(), mission).value);
  }
  return told;
}
