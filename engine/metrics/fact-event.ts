import type { AttributeType, EventType } from '../../dsl/program/program.ts';
import { unitOf } from '../../dsl/types/units.ts';
import type { NormalisedEvent } from '../model.ts';
import { compileEventLogic } from './event-logic.ts';
import type { EventLogic, FactEvent } from './event-logic.ts';

export type { FactEvent };

/**
 * The event as rules see it: quantities in base units, times in ms, and the attributes that the catalogue works out
 * of the others where the event does not carry them. `id`: the input's, which orders events of one instant.
 */
export function seenEvent(id: string, event: NormalisedEvent, type: EventType): FactEvent {
  const attributes: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(event.attributes)) {
    const seen = seenAttribute(value, ownAttribute(type, name));
    if (seen !== null) attributes[name] = seen;
  }
  const seen: FactEvent = {
    id,
    type: event.event_type,
    time: Date.parse(event.occurred_at),
    source: event.source_type,
    attributes,
    ...(event.value === undefined ? {} : { value: inBase(event.value, type.unit) }),
  };
  for (const { name, workOut } of workedOut(type)) {
    if (Object.hasOwn(attributes, name)) continue;
    const value = workOut(seen);
    if (value !== null && typeof value !== 'object' && value !== '') attributes[name] = value;
  }
  return seen;
}

/** Null where the value is none of the attribute's type. */
function seenAttribute(
  value: string | number | boolean,
  type: AttributeType | undefined,
): string | number | boolean | null {
  if (value === '') return null;
  if (type?.type === 'time' && typeof value === 'string') {
    const time = Date.parse(value);
    return Number.isNaN(time) ? null : time;
  }
  return typeof value === 'number' ? inBase(value, type?.unit) : value;
}

function ownAttribute(type: EventType, name: string): AttributeType | undefined {
  return Object.hasOwn(type.attributes, name) ? type.attributes[name] : undefined;
}

function inBase(value: number, unit: string | undefined): number {
  const factor = unit === undefined ? 1 : (unitOf(unit)?.factor ?? 1);
  // 57 × 0.01 is 0.5700000000000001, 57 / 100 is what an author writes as 57%.
  return factor < 1 ? value / Math.round(1 / factor) : value * factor;
}

interface WorkedOut {
  readonly name: string;
  readonly workOut: EventLogic;
}

const byType = new WeakMap<EventType, readonly WorkedOut[]>();

function workedOut(type: EventType): readonly WorkedOut[] {
  const known = byType.get(type);
  if (known !== undefined) return known;
  const list = Object.entries(type.attributes).flatMap(([name, { is }]) =>
    is === undefined ? [] : [{ name, workOut: compileEventLogic(is.logic) }],
  );
  byType.set(type, list);
  return list;
}
