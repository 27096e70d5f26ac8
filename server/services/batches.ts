import type { Json } from '../../engine/model.ts';
import type { FieldProblem } from '../problem.ts';
import type { BatchLine } from '../schemas/events.ts';
import type { Ingest, Ingested, RawEvent } from './ingest.ts';

/** Inputs that are handed to the store together. */
const CHUNK = 500;
/** A line longer than this is no record; without a bound one endless line would fill the memory. */
const MAX_LINE_BYTES = 1024 * 1024;

/** Items of a JSON array. Yields their lines, numbered from 1, in order. */
export async function* ingestItems(ingest: Ingest, items: readonly unknown[]): AsyncGenerator<BatchLine> {
  for (let start = 0; start < items.length; start += CHUNK) {
    const readings = items.slice(start, start + CHUNK).map(readItem);
    yield* ingestReadings(ingest, readings, start + 1);
  }
}

/**
 * An NDJSON stream. Reads on only as fast as the answers are taken and the store keeps up, so that a stream of any
 * length needs little memory.
 */
export async function* ingestStream(
  ingest: Ingest,
  stream: AsyncIterable<Buffer>,
): AsyncGenerator<BatchLine> {
  let first = 1;
  let chunk: Reading[] = [];
  for await (const line of linesOf(stream)) {
    chunk.push(readLine(line));
    if (chunk.length < CHUNK) continue;
    yield* ingestReadings(ingest, chunk, first);
    first += chunk.length;
    chunk = [];
  }
  if (chunk.length > 0) yield* ingestReadings(ingest, chunk, first);
}

type Reading = RawEvent | { readonly faulty: string; readonly errors: readonly FieldProblem[] } | 'blank';

async function* ingestReadings(
  ingest: Ingest,
  readings: readonly Reading[],
  first: number,
): AsyncGenerator<BatchLine> {
  const records = readings.filter(isRecord);
  const ingested = await ingest.ingest(records);
  let next = 0;
  for (const [index, reading] of readings.entries()) {
    if (reading === 'blank') continue;
    const line = first + index;
    if (!isRecord(reading))
      yield { line, status: 'failed', detail: reading.faulty, errors: [...reading.errors] };
    else yield lineOf(line, ingested[next++]);
  }
}

export function lineOf(line: number, ingested: Ingested | undefined): BatchLine {
  if (ingested === undefined) return { line, status: 'failed', detail: 'It was not processed.' };
  switch (ingested.kind) {
    case 'done': {
      const event_id = ingested.events[0]?.event_id;
      const status = ingested.duplicate ? 'duplicate' : 'processed';
      return { line, status, ...(event_id === undefined ? {} : { event_id }) };
    }
    case 'failed': {
      const { failedId, reason, errors } = ingested;
      return { line, status: 'failed', failed_id: failedId, detail: reason, errors: [...errors] };
    }
    case 'unavailable':
      return { line, status: 'failed', detail: ingested.reason };
  }
}

function isRecord(reading: Reading): reading is RawEvent {
  return reading !== 'blank' && !('faulty' in reading);
}

function readLine(line: string | null): Reading {
  if (line === null) return faulty('', `A line may have up to ${MAX_LINE_BYTES / 1024} kB.`);
  if (line.trim() === '') return 'blank';
  try {
    return readItem(JSON.parse(line));
  } catch (error) {
    return faulty('', error instanceof Error ? error.message : 'This is not JSON.', 'one JSON object a line');
  }
}

function readItem(item: unknown): Reading {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    return faulty('', 'This is no object.', '{source_type, source_name?, event}');
  }
  const { source_type, source_name, event } = item as Readonly<Record<string, Json | undefined>>;
  if (typeof source_type !== 'string') return faulty('source_type', 'The source type is missing.', 'a text');
  if (source_name !== undefined && typeof source_name !== 'string')
    return faulty('source_name', 'This must be a text.', 'a text');
  if (event === undefined) return faulty('event', 'The record is missing.');
  return { source_type, source_name, event };
}

function faulty(path: string, message: string, expected?: string): Reading {
  return { faulty: message, errors: [{ path, message, ...(expected === undefined ? {} : { expected }) }] };
}

/** Lines without their ends; null for one that is too long to be read. */
async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<string | null> {
  let parts: Buffer[] = [];
  let length = 0;
  const take = (end: Buffer): string | null => {
    const line =
      length + end.length > MAX_LINE_BYTES ? null : Buffer.concat([...parts, end]).toString('utf8');
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of stream) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      yield take(chunk.subarray(from, end));
      from = end + 1;
    }
    const rest = chunk.subarray(from);
    length += rest.length;
    if (length <= MAX_LINE_BYTES) parts.push(rest);
  }
  if (length > 0) yield take(Buffer.alloc(0));
}

const LINE_FEED = 10;
