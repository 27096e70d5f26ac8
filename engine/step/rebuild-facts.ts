import { foldEvent } from '../metrics/facts.ts';
import { seenEvent } from '../metrics/fact-event.ts';
import type { FactEvent } from '../metrics/fact-event.ts';
import type { Effect, Entry, NormalisedEvent } from '../model.ts';
import { isDerived } from '../runtime/customer-step.ts';
import { noFacts } from '../state.ts';
import type { CustomerFacts } from '../state.ts';
import type { Prepared } from '../runtime/prepare.ts';
import { underPresentIds } from '../upgrade/renames.ts';
import { platformEvent } from './platform-events.ts';

export type FoldedEntry = Pick<Entry, 'id' | 'kind' | 'at' | 'effects'> & { readonly input: Entry['input'] };

/**
 * Facts from nothing but the journal: a function of the set of entries. Reversed events are left out, or their value
 * lessened where the reversal names a smaller one; a reversal whose original is not there yet waits for it.
 */
export function rebuildFacts(
  prepared: Prepared,
  zone: string,
  entries: readonly FoldedEntry[],
): CustomerFacts {
  const facts = noFacts(zone);
  const events = entries.filter(entry => entry.kind === 'event');
  const known = new Set(events.map(({ id }) => id));
  const reversals = reversalsOf(prepared, events);
  for (const entry of events) {
    const body = entry.input as NormalisedEvent;
    const type = prepared.program.events[body.event_type];
    if (type === undefined) continue;
    if (body.reversal_of !== undefined) continue;
    const event = seenEvent(entry.id, body, type);
    facts.first_seen = Math.min(facts.first_seen ?? event.time, event.time);
    facts.last_event_at = Math.max(facts.last_event_at ?? event.time, event.time);
    const taken = reversals.get(entry.id);
    const counted = taken === undefined ? event : lessened(event, taken);
    if (counted !== null) foldEvent(facts.kept, prepared.keepers, counted, entry.at);
  }
  facts.orphans = Object.fromEntries([...reversals].filter(([id]) => !known.has(id)));
  foldPlatformEvents(facts, prepared, entries);
  return facts;
}

/** What is left of an event once `taken` (null: all) of its value was taken back; null: nothing. */
export function lessened(event: FactEvent, taken: number | null): FactEvent | null {
  if (taken === null || event.value === undefined || taken >= event.value) return null;
  return { ...event, value: event.value - taken };
}

/** Original's id → null (all of it), or the part of its value that is taken back, in seen units. */
function reversalsOf(prepared: Prepared, events: readonly FoldedEntry[]): ReadonlyMap<string, number | null> {
  const result = new Map<string, number | null>();
  for (const { id, input } of events) {
    const body = input as NormalisedEvent;
    if (body.reversal_of === undefined) continue;
    const original = originalId(id, body.reversal_of);
    const soFar = result.get(original);
    if (soFar === null) continue;
    const type = prepared.program.events[body.event_type];
    const part = type === undefined ? undefined : seenEvent(id, body, type).value;
    result.set(original, part === undefined ? null : (soFar ?? 0) + part);
  }
  return result;
}

/** A reversal names the event id of its original in its own source. */
function originalId(reversalId: string, reversalOf: string): string {
  return `${reversalId.slice(0, reversalId.indexOf(':'))}:${reversalOf}`;
}

function foldPlatformEvents(facts: CustomerFacts, prepared: Prepared, entries: readonly FoldedEntry[]): void {
  const reversed = new Set<string>();
  for (const { effects } of entries) {
    for (const effect of effects) if (effect.kind === 'mission_reversed') reversed.add(effect.mission);
  }
  for (const { at, effects } of entries) {
    const journalled = effects.filter(effect => !isDerived(effect));
    journalled.forEach((effect, index) => {
      if (isTakenOut(effect, reversed)) return;
      const event = platformEvent(effect, at, index + 1);
      if (event === null) return;
      foldEvent(facts.kept, prepared.keepers, underPresentIds(event, prepared.renames), at);
    });
  }
}

function isTakenOut(effect: Effect, reversed: ReadonlySet<string>): boolean {
  return effect.kind === 'mission_completed' && reversed.has(effect.mission);
}
