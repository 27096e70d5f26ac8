import type { Program } from '../../dsl/program/program.ts';
import { mapRecord } from '../../engine/mapping/index.ts';
import type { Input, Json, NormalisedEvent } from '../../engine/model.ts';
import type { FieldProblem } from '../problem.ts';
import type { FailedRecord } from '../stores/store.ts';
import type { CloudEvent } from './cloud-events.ts';
import { failedIdOf, failedRecord } from './failed-record.ts';
import type { FailedParts } from './failed-record.ts';
import { recordHashOf } from './record-hash.ts';
import type { SourceDirectory } from './source-directory.ts';

/** A record as a source sends it, with the source that it says it comes from. */
export interface RawEvent {
  readonly source_type: string;
  readonly source_name?: string | undefined;
  readonly event: Json;
  /** The clock of its acceptance where it is not now, for history that is loaded; a tick closes the load. */
  readonly at?: number;
}

/** A CloudEvent, with the item that it was read from. */
export interface CloudEventItem {
  readonly cloudEvent: CloudEvent;
  readonly item: Json;
}

/** What is not even the form in which records are sent; it is kept as a failed record all the same. */
export interface Unreadable {
  readonly form: 'item' | 'cloudevent' | 'line';
  readonly record: Json;
  readonly errors: readonly FieldProblem[];
}

export type Ingestible = RawEvent | CloudEventItem | Unreadable;

export interface Mapped {
  /** What it is kept as where it fails after all. */
  readonly parts: FailedParts;
  readonly at: number;
  readonly scope: string;
  readonly events: readonly NormalisedEvent[];
  readonly inputs: readonly Input[];
}

export type Mapping = Mapped | { readonly failed: FailedRecord };

/** What an item says has happened, as inputs; or the failed record that it is kept as. */
export function mapItem(
  directory: SourceDirectory,
  item: Ingestible,
  program: Program,
  now: number,
): Mapping {
  if ('form' in item) return { failed: failedRecord(unreadableParts(item), now, item.errors) };
  const at = 'at' in item && item.at !== undefined ? item.at : now;
  const { found, record, recordHash, parts, envelope } = partsOf(directory, item, program);
  if ('errors' in found) return { failed: failedRecord(parts, at, found.errors) };
  const { scope, sourceType, sourceName, entries } = found.mapper;
  const origin = { scope, sourceType, sourceName, receivedAt: at, recordHash, ...envelope };
  const mapped = mapRecord(record, entries, program, origin);
  if ('errors' in mapped) return { failed: failedRecord(parts, at, mapped.errors, mapped.customerId) };
  const past = 'at' in item && item.at !== undefined ? ({ history: true } as const) : {};
  const inputs = mapped.events.map((body, index): Input => {
    const id = mapped.inputIds[index] ?? '';
    return { kind: 'event', id, customer: body.customer_id, at, body, bodyHash: recordHash, ...past };
  });
  return { parts, at, scope, events: mapped.events, inputs };
}

/** A record and what it is kept as where it fails. */
function partsOf(directory: SourceDirectory, item: RawEvent | CloudEventItem, program: Program) {
  if ('cloudEvent' in item) {
    const { source, envelope, record } = item.cloudEvent;
    const found = directory.findByUri(program, source, envelope.type);
    const recordHash = recordHashOf(item.item);
    const type = 'mapper' in found ? found.mapper.sourceType : UNKNOWN;
    const parts = {
      id: failedIdOf('cloudevent', source, recordHash),
      type,
      name: source,
      record: item.item,
    };
    return {
      found,
      record,
      recordHash,
      parts: { ...parts, form: 'cloudevent' as const },
      envelope: { envelope },
    };
  }
  const { source_type, source_name, event } = item;
  const found = directory.find(program, source_type, source_name);
  const recordHash = recordHashOf(event);
  const id = failedIdOf(source_type, source_name ?? null, recordHash);
  const parts = { id, type: source_type, name: source_name ?? null, record: event };
  return { found, record: event, recordHash, parts, envelope: {} };
}

const UNKNOWN = 'unknown';

function unreadableParts({ form, record }: Unreadable): FailedParts {
  return { id: failedIdOf(form, null, recordHashOf(record)), type: UNKNOWN, name: null, record, form };
}
