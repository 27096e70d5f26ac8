import type { Json } from '../../engine/model.ts';
import { sha256 } from '../hash.ts';
import type { FieldProblem } from '../problem.ts';
import type { FailedRecord } from '../stores/store.ts';

/** What a record is kept as where it fails. */
export interface FailedParts {
  readonly id: string;
  readonly type: string;
  readonly name: string | null;
  readonly record: Json;
  readonly form?: 'item' | 'cloudevent' | 'line';
}

export function failedRecord(
  { id, type, name, record, form }: FailedParts,
  at: number,
  errors: readonly FieldProblem[],
  customerId?: string,
): FailedRecord {
  return {
    id,
    source_type: type,
    source_name: name,
    customer_id: customerId ?? null,
    received_at: at,
    reason: errors.map(error => error.message).join(' '),
    errors,
    record,
    ...(form === undefined ? {} : { form }),
  };
}

/** The same record of the same source fails once, however often it is sent. */
export function failedIdOf(type: string, name: string | null, recordHash: string): string {
  return `f_${sha256(JSON.stringify([type, name, recordHash])).slice(0, 24)}`;
}
