import type { Logic } from '../../dsl/program/logic.ts';
import type { Access } from '../logic/access.ts';
import { generateFunction } from '../logic/compile-logic.ts';
import { toClosure } from '../logic/interpret.ts';
import type { LogicValue, Scalar } from '../logic/values.ts';

/** An event as rules see it: quantities in their base (byte, ms, bit/s, points, currency units, plain numbers). */
export interface FactEvent {
  /** Orders events of the same instant. */
  readonly id: string;
  readonly type: string;
  /** When it happened, ms since the epoch. */
  readonly time: number;
  /** Source type. */
  readonly source: string;
  readonly value?: number;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

/** Logic over one event (`event.*`). */
export type EventLogic = (event: FactEvent) => LogicValue;

const PREFIX = 'event.';

const ACCESS: Access<FactEvent> = {
  parameters: ['event'],
  helpers: { readEvent },
  source: path => {
    const code = `readEvent(event, ${JSON.stringify(nameOf(path))})`;
    return { first: code, again: code };
  },
  reader: path => {
    const name = nameOf(path);
    return event => readEvent(event, name);
  },
};

export function compileEventLogic(logic: Logic): EventLogic {
  return generateFunction<FactEvent, EventLogic>(logic, ACCESS) ?? toClosure(logic, ACCESS.reader);
}

/** What an event gives under a name; an event type without a value of its own may have an attribute called `value`. */
export function readEvent(event: FactEvent, name: string): Scalar {
  switch (name) {
    case 'time':
      return event.time;
    case 'type':
      return event.type;
    case 'source':
      return event.source;
    case 'zone':
      // An event knows no zone; a time without one is read as UTC.
      return null;
    case 'value':
      return event.value ?? attribute(event, name);
    default:
      return attribute(event, name);
  }
}

function attribute({ attributes }: FactEvent, name: string): Scalar {
  return Object.hasOwn(attributes, name) ? (attributes[name] ?? null) : null;
}

function nameOf(path: string): string {
  if (path === 'zone') return path;
  if (!path.startsWith(PREFIX)) throw new Error(`${path} cannot be read from an event`);
  return path.slice(PREFIX.length);
}
