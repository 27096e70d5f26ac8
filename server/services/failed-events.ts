import type { BatchLine } from '../schemas/events.ts';
import { toTimestamp } from '../time.ts';
import type { FailedRecord, Page, Store } from '../stores/store.ts';
import { lineOf } from './batches.ts';
import type { Ingest } from './ingest.ts';
import type { Ingestible } from './map-item.ts';
import { readCloudEventItem, readItem, readLine, unreadableLine } from './read-items.ts';

/** As the API shows it. */
export function showFailed(record: FailedRecord): object {
  const { id, source_type, source_name, customer_id, received_at, reason, errors, form } = record;
  return {
    failed_id: id,
    processing_status: 'failed',
    source_type,
    source_name,
    customer_id,
    received_at: toTimestamp(received_at),
    reason,
    record: record.record,
    ...(form === undefined ? {} : { form }),
    errors,
  };
}

export interface Reprocessed {
  readonly processed: number;
  readonly still_failed: number;
  readonly results: readonly BatchLine[];
}

/** Tries failed records again, all or those named; the ingest itself drops those that go through. */
export async function reprocess(store: Store, ingest: Ingest, ids?: readonly string[]): Promise<Reprocessed> {
  const results: BatchLine[] = [];
  for await (const records of ids ? named(store, ids) : all(store)) {
    const ingested = await ingest.ingest(records.map(readAgain));
    for (const outcome of ingested) results.push(lineOf(results.length + 1, outcome));
  }
  const still_failed = results.filter(line => line.status === 'failed').length;
  return { processed: results.length - still_failed, still_failed, results };
}

/** As it was read when it came. */
function readAgain({ form, source_type, source_name, record }: FailedRecord): Ingestible {
  if (form === undefined) return { source_type, source_name: source_name ?? undefined, event: record };
  switch (form) {
    case 'cloudevent':
      return readCloudEventItem(record);
    case 'item':
      return readItem(record);
    case 'line': {
      const text = String(record);
      return (
        readLine(Buffer.from(text)) ?? unreadableLine(text, 'The line is empty.', 'one JSON object a line')
      );
    }
  }
}

async function* named(store: Store, ids: readonly string[]): AsyncGenerator<readonly FailedRecord[]> {
  for (const id of new Set(ids)) yield (await store.failed({ id, limit: 1 })).results;
}

/** Page by page; a record that fails again is kept anew and must not come round a second time. */
async function* all(store: Store): AsyncGenerator<readonly FailedRecord[]> {
  const seen = new Set<string>();
  let cursor: string | null = null;
  do {
    const query = { limit: 500, ...(cursor === null ? {} : { cursor }) };
    const page: Page<FailedRecord> = await store.failed(query);
    const fresh = page.results.filter(record => !seen.has(record.id));
    for (const { id } of fresh) seen.add(id);
    yield fresh;
    cursor = fresh.length === 0 ? null : page.next;
  } while (cursor !== null);
}
