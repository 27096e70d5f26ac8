import type { MappingEntry, Program } from '../../dsl/program/program.ts';
import type { Json } from '../model.ts';
import type { Envelope, MapContext, MapResult } from './map-context.ts';
import { mapEntry } from './map-entry.ts';
import { spokenType } from './map-type.ts';
import { createRawRecord } from './raw-record.ts';
import type { Fields, RawRecord } from './raw-record.ts';

/**
 * A raw record as events of the catalogue: one for the entry, or for each entry whose `when` holds.
 * A record that is an event of the catalogue already (`event_type`, `customer_id`, `timestamp` or `occurred_at`, and
 * optionally `event_id`, `value`, attributes) passes where the mapping's own fields are not in it. Never throws.
 */
export function mapRecord(
  record: Json,
  entries: readonly MappingEntry[],
  program: Program,
  context: MapContext,
): MapResult {
  const raw = createRawRecord(record, fieldsOf(context.envelope));
  if (!raw) {
    const message = 'A record is a JSON object with named fields.';
    return { errors: [{ path: '', message, expected: '{"customer_id": …, …}' }] };
  }
  const applying = entries.filter(entry => applies(raw, entry));
  const chosen = applying.length > 0 ? applying : asItStands(raw, program);
  if (chosen.length === 0) return noEntry(entries);
  const mapped = chosen.map(entry => mapEntry(raw, entry, program, context));
  const failed = mapped.filter(result => 'errors' in result);
  if (failed.length > 0) {
    const customerId = failed.find(result => result.customerId !== undefined)?.customerId;
    return {
      errors: distinct(failed.flatMap(result => result.errors)),
      ...(customerId === undefined ? {} : { customerId }),
    };
  }
  const events = mapped.flatMap(result => ('event' in result ? [result.event] : []));
  return { events, inputIds: events.map(event => `${context.scope}:${event.event_id}`) };
}

/** An envelope in the catalogue's words. */
function fieldsOf(envelope: Envelope | undefined): Fields {
  if (envelope === undefined) return {};
  const { type, time, customer } = envelope;
  return {
    event_type: type,
    ...(time === undefined ? {} : { occurred_at: time }),
    ...(customer === undefined ? {} : { customer_id: customer }),
  };
}

function applies(record: RawRecord, { when }: MappingEntry): boolean {
  return when === undefined || record.read(when)?.value === true;
}

/** An event in the catalogue's words needs no entry of its own. */
function asItStands(record: RawRecord, program: Program): readonly MappingEntry[] {
  const type = spokenType(record, program);
  if (type === undefined) return [];
  const nothing = { logic: null, type: 'any', missing: true } as const;
  return [
    {
      customerId: { ...nothing, text: 'customer_id' },
      timestamp: { ...nothing, text: 'timestamp' },
      types: type,
      value: {},
      attributes: {},
    },
  ];
}

function noEntry(entries: readonly MappingEntry[]): MapResult {
  const conditions = entries.flatMap(({ when }) => (when ? [when.text] : []));
  const message = 'No entry of the mapping takes this record.';
  return {
    errors: [
      { path: '', message, expected: `a record for which one of these holds: ${conditions.join('; ')}` },
    ],
  };
}

/** Entries that read the same field find the same fault; it is said once. */
function distinct<T>(errors: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return errors.filter(error => {
    const text = JSON.stringify(error);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}
