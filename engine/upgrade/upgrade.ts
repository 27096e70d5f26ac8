import { judgeBadges } from '../badges/judge-badges.ts';
import { finishEntry, startEntry } from '../runtime/customer-step.ts';
import type { CustomerStep } from '../runtime/customer-step.ts';
import { judgeSegments } from '../scores/judge-scores.ts';
import { react } from '../step/react.ts';
import { judgeTiers } from '../tiers/judge-tiers.ts';
import { holdsUnder } from './fold-rename.ts';
import { qualifyingParts } from './past.ts';
import type { QualifyingPart } from './past.ts';
import type { RenamedKind } from './renames.ts';

/**
 * The customer's first step with a release, before anything else of it: what is held under former ids goes over to
 * the present ones, segments have their members, and what new rules find met already is noted, or awarded quietly.
 * An entry of its own, at a time that release and clock give: whoever's step brings it, and whenever, it comes out the
 * same.
 */
export function upgrade(step: CustomerStep, from: number, at: number): void {
  step.at = at;
  startEntry(step);
  rename(step);
  const segments = newSegments(step, from);
  judgeSegments(step, segments);
  const left = leaveGoneSegments(step);
  const parts = newParts(step, from);
  if (parts.length > 0) {
    notePast(step, parts);
    const rules = (kind: string): readonly string[] => [
      ...new Set(parts.flatMap(({ key }) => (key.startsWith(`${kind}:`) ? (key.split(':')[1] ?? []) : []))),
    ];
    judgeBadges(step, rules('badge'));
    judgeTiers(step, rules('tier'), false);
  }
  if (parts.length > 0 || segments.length > 0 || left) react(step, new Map());
  if (step.effects.length === 0) return;
  const { customer, prepared } = step;
  const id = `tick:${customer}:release-${prepared.release.n}`;
  finishEntry(step, { kind: 'tick', id, customer, at, body: null, bodyHash: '' }, null);
}

function rename(step: CustomerStep): void {
  const { renames } = step.prepared;
  for (const of of ['mission', 'badge', 'tier'] satisfies RenamedKind[]) {
    for (const [old, present] of renames[of]) {
      if (holdsUnder(step.decisions, of, old))
        step.emit({ kind: 'rule_renamed', of, from: old, to: present });
    }
  }
}

/** A segment that the release has no more would keep its members for ever, since nobody judges it. */
function leaveGoneSegments(step: CustomerStep): boolean {
  const gone = step.decisions.segments.filter(id => step.prepared.segment(id) === undefined);
  for (const segment of gone) step.emit({ kind: 'segment_changed', segment, member: false });
  return gone.length > 0;
}

/** Segments that the customer's last release did not have, or had otherwise. */
function newSegments({ prepared }: CustomerStep, from: number): readonly string[] {
  const { since = {} } = prepared.release;
  return [...prepared.segmentIds].filter(id => (since[`segment:${id}`] ?? 0) > from);
}

/** Parts that the customer's last release did not have, or had otherwise. */
function newParts({ prepared }: CustomerStep, from: number): readonly QualifyingPart[] {
  const { since = {} } = prepared.release;
  const isNew = ({ key }: QualifyingPart): boolean => (since[key] ?? 0) > from;
  return Object.values(since).some(n => n > from) ? qualifyingParts(prepared.program).filter(isNew) : [];
}

function notePast(step: CustomerStep, parts: readonly QualifyingPart[]): void {
  const evaluation = step.evaluation();
  const met = parts.filter(part => part.past !== 'tell' && part.qualifies(evaluation, step.decisions));
  for (const { key, past } of met) {
    if (past !== 'tell') step.emit({ kind: 'past_noted', rule: key, past });
  }
}
