import type { MappingEntry, Program } from '../../dsl/program/program.ts';
import type { NormalisedEvent } from '../model.ts';
import { mapAttributes } from './map-attributes.ts';
import type { MapContext } from './map-context.ts';
import { absence, pathOf, quoted } from './map-error.ts';
import type { MapError } from './map-error.ts';
import { mapTime } from './map-time.ts';
import { mapType } from './map-type.ts';
import { mapValue } from './map-value.ts';
import type { RawRecord } from './raw-record.ts';
import { isAbsent, readText } from './read-plain.ts';

const MAX_CUSTOMER_ID = 128;
const MAX_EVENT_ID = 256;
const REASONS = ['correction', 'refund', 'fraud'] as const;
type Reason = (typeof REASONS)[number];

export type MappedEntry =
  | { readonly event: NormalisedEvent }
  | { readonly errors: readonly MapError[]; readonly customerId?: string };

/** One event by one mapping entry; all problems of the record at once. */
export function mapEntry(
  record: RawRecord,
  entry: MappingEntry,
  program: Program,
  context: MapContext,
): MappedEntry {
  const zone = program.policy.time.zone;
  const customer = mapCustomer(record, entry);
  const time = mapTime(record, entry, zone, context.receivedAt);
  const id = mapEventId(record, entry, context);
  const reversal = mapReversal(record, entry);
  const typed = mapType(record, entry, program, context);
  const errors = [customer, typed, time, id, reversal].flatMap(part => ('error' in part ? [part.error] : []));
  const known = 'id' in customer ? { customerId: customer.id } : {};
  if ('error' in typed) return { errors, ...known };

  const { type, catalogueWords } = typed;
  const optional = 'of' in reversal;
  const value = mapValue(record, entry, type, { catalogueWords, optional });
  const { attributes, errors: wrong } = mapAttributes(record, entry, type, {
    catalogueWords,
    optional,
    zone,
  });
  if ('error' in value) errors.push(value.error);
  errors.push(...wrong);
  if ('error' in customer || 'error' in time || 'error' in id || 'error' in reversal || 'error' in value) {
    return { errors, ...known };
  }
  if ('of' in reversal && reversal.of === id.id) errors.push(ownReversal(entry));
  if (errors.length > 0) return { errors, ...known };
  const suffix = entry.id === undefined ? '' : `#${entry.id}`;
  const event: NormalisedEvent = {
    event_id: `${id.id}${suffix}`,
    source_type: context.sourceType,
    source_name: context.sourceName,
    event_type: type.id,
    customer_id: customer.id,
    occurred_at: new Date(time.ms).toISOString(),
    received_at: new Date(context.receivedAt).toISOString(),
    ...(value.value === undefined || type.unit === undefined ? {} : { value: value.value, unit: type.unit }),
    attributes,
    ...('of' in reversal ? { reversal_of: `${reversal.of}${suffix}` } : {}),
    ...('of' in reversal && reversal.reason ? { reason: reversal.reason } : {}),
    processing_status: 'processed',
  };
  return { event };
}

function ownReversal(entry: MappingEntry): MapError {
  const path = pathOf(entry.reversalOf, 'reversal_of');
  return {
    path,
    message: 'It names itself as the event that it takes back.',
    expected: 'the id of the original',
  };
}

type Id = { readonly id: string } | { readonly error: MapError };

function mapCustomer(record: RawRecord, entry: MappingEntry): Id {
  const raw = record.read(entry.customerId) ?? record.field('customer_id');
  const path = pathOf(entry.customerId, 'customer_id');
  const expected = `a text of 1 to ${String(MAX_CUSTOMER_ID)} characters`;
  if (raw === undefined)
    return {
      error: { path, message: `No customer: ${absence(entry.customerId, 'customer_id')}.`, expected },
    };
  const id = typeof raw.value === 'boolean' ? undefined : readText(raw.value);
  if (id === undefined)
    return { error: { path, message: `${quoted(raw.value)} is no customer id.`, expected } };
  if (id.trim() === '' || id.length > MAX_CUSTOMER_ID) {
    const message =
      id.trim() === ''
        ? 'The customer id is blank.'
        : `A customer id of ${String(id.length)} characters is too long.`;
    return { error: { path, message, expected } };
  }
  return { id };
}

/** The envelope's id or the record's own, else the hash of the record: the same record again is then still known. */
function mapEventId(record: RawRecord, entry: MappingEntry, { envelope, recordHash }: MapContext): Id {
  const raw = record.read(entry.eventId) ?? record.field('event_id');
  if (envelope === undefined && raw === undefined) return { id: recordHash };
  const id = envelope?.id ?? readText(raw?.value ?? null);
  const path = envelope ? 'id' : pathOf(entry.eventId, 'event_id');
  const expected = `a text of 1 to ${String(MAX_EVENT_ID)} characters`;
  if (id === undefined)
    return { error: { path, message: `${quoted(raw?.value)} is no event id.`, expected } };
  if (id.length <= MAX_EVENT_ID) return { id };
  return {
    error: { path, message: `An event id of ${String(id.length)} characters is too long.`, expected },
  };
}

type Reversal =
  { readonly of: string; readonly reason?: Reason } | { readonly none: true } | { readonly error: MapError };

function mapReversal(record: RawRecord, entry: MappingEntry): Reversal {
  const raw = record.read(entry.reversalOf) ?? record.field('reversal_of');
  if (raw === undefined) return { none: true };
  const of = readText(raw.value);
  if (of === undefined || of.length > MAX_EVENT_ID) {
    const message = `${quoted(raw.value)} is no id of an event that could be taken back.`;
    return {
      error: { path: pathOf(entry.reversalOf, 'reversal_of'), message, expected: 'the id of the original' },
    };
  }
  const given = record.read(entry.reason) ?? (entry.reason ? undefined : record.field('reason'));
  if (given === undefined || isAbsent(given.value)) return { of };
  const reason = REASONS.find(known => known === given.value);
  if (reason !== undefined) return { of, reason };
  const message = `${quoted(given.value)} is no reason for taking an event back.`;
  return { error: { path: pathOf(entry.reason, 'reason'), message, expected: REASONS.join(', ') } };
}
