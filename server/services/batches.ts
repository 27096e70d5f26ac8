import type { Json } from '../../engine/model.ts';
import { awaySentence, ProblemError } from '../problem.ts';
import type { BatchLine } from '../schemas/events.ts';
import { isGarbledBody } from '../unpack-error.ts';
import type { Ingest, Ingested } from './ingest.ts';
import { lineChunks } from './line-chunks.ts';
import type { Line, LinesEnd } from './line-chunks.ts';
import type { Ingestible } from './map-item.ts';
import { readItem, readLine, unreadableLine } from './read-items.ts';

/** Inputs that are handed to the store together. */
const CHUNK = 500;
/** A line longer than this is no record; without a bound one endless line would fill the memory. */
const MAX_LINE_BYTES = 1024 * 1024;
/** Chunks that are being decided at once: while one is written, the next is read and decided. */
const CHUNKS_IN_HAND = 2;
/** Who sends now and then only wants to be answered now and then, not when a chunk is full. */
const IDLE_MS = 10;

/** Items of a JSON array. Yields their lines, numbered from 1, in order. */
export async function* ingestItems(
  ingest: Ingest,
  items: readonly unknown[],
  read: (item: Json) => Ingestible = readItem,
): AsyncGenerator<BatchLine> {
  for (let start = 0; start < items.length; start += CHUNK) {
    const readings = items.slice(start, start + CHUNK).map(item => read(item as Json));
    yield* await answersOf(ingest, readings, start + 1);
  }
}

/**
 * An NDJSON stream. Reads on only as fast as the answers are taken and the store keeps up, so that a stream of any
 * length needs little memory. When `stopping` aborts, what was read is answered, and a last line says where to go on. Throws
 * where not even the first line can be unpacked.
 */
export async function* ingestStream(
  ingest: Ingest,
  stream: AsyncIterable<Uint8Array>,
  stopping: AbortSignal,
): AsyncGenerator<BatchLine> {
  const chunks = lineChunks(stream, {
    linesAChunk: CHUNK,
    bytesAChunk: 2 * MAX_LINE_BYTES,
    bytesALine: MAX_LINE_BYTES,
    idleMs: IDLE_MS,
    stopping,
  });
  const inHand: Promise<BatchLine[]>[] = [];
  let line = 1;
  let next: ReturnType<typeof chunks.next> | null = chunks.next();
  try {
    while (next !== null || inHand.length > 0) {
      const [oldest] = inHand;
      if (oldest && (next === null || inHand.length >= CHUNKS_IN_HAND || !(await isFirst(next, oldest)))) {
        void inHand.shift();
        yield* await oldest;
        continue;
      }
      const read: Awaited<ReturnType<typeof chunks.next>> | null = await next;
      if (!read || read.done) {
        next = null;
      } else if (read.value.kind === 'end') {
        if (line === 1) refuseGarbled(read.value);
        inHand.push(Promise.resolve(lastLine(read.value, line)));
        next = null;
      } else {
        const { lines } = read.value;
        inHand.push(answersOf(ingest, lines.map(readingOf), line));
        line += lines.length;
        next = chunks.next();
      }
    }
  } finally {
    await chunks.return(undefined);
  }
}

/** Which is there first. Neither ever rejects but by a fault of ours. */
function isFirst(next: Promise<unknown>, other: Promise<unknown>): Promise<boolean> {
  return Promise.race([next.then(() => true), other.then(() => false)]);
}

function readingOf(line: Line): Ingestible | null {
  if ('bytes' in line) return readLine(line.bytes);
  const kilobytes = `${MAX_LINE_BYTES / 1024} kB`;
  return unreadableLine(
    new TextDecoder().decode(line.beginning),
    `A line may have up to ${kilobytes}, and this one has ${line.length} bytes.`,
    'one record a line',
  );
}

/** Lines of blanks are counted and not answered. */
async function answersOf(
  ingest: Ingest,
  readings: readonly (Ingestible | null)[],
  first: number,
): Promise<BatchLine[]> {
  const items = readings.filter(reading => reading !== null);
  const ingested = await ingestOrSay(ingest, items);
  let next = 0;
  return readings.flatMap((reading, index) =>
    reading === null ? [] : [lineOf(first + index, ingested[next++])],
  );
}

/** The answer has begun, so what is wrong with the store can only be said line by line. */
async function ingestOrSay(ingest: Ingest, items: readonly Ingestible[]): Promise<readonly Ingested[]> {
  try {
    return await ingest.ingest(items);
  } catch (error) {
    ingest.failed(error);
    return items.map(() => ({
      kind: 'unavailable',
      reason: awaySentence(error),
    }));
  }
}

/** What else there is to say of what was taken in. */
export function detailOf({ differs, awaits }: Extract<Ingested, { kind: 'done' }>): {
  readonly detail?: string;
} {
  if (differs) return { detail: CAME_BEFORE };
  if (awaits === null) return {};
  return {
    detail: `The event "${awaits}" that it takes back has not come; nothing changes until it comes, and then it counts without what is taken back.`,
  };
}

const CAME_BEFORE =
  'It came before, with other data or another mapping: what came first counts, and nothing of this is stored.';

export function lineOf(line: number, ingested: Ingested | undefined): BatchLine {
  if (ingested === undefined) return { line, status: 'failed', detail: 'It was not processed.', retry: true };
  switch (ingested.kind) {
    case 'done': {
      const event_id = ingested.events[0]?.event_id;
      const status = ingested.duplicate ? 'duplicate' : 'processed';
      return { line, status, ...(event_id === undefined ? {} : { event_id }), ...detailOf(ingested) };
    }
    case 'failed': {
      const { failedId, reason, errors } = ingested;
      return { line, status: 'failed', failed_id: failedId, detail: reason, errors: [...errors] };
    }
    case 'refused':
      return { line, status: 'failed', detail: ingested.reason };
    case 'unavailable':
      return { line, status: 'failed', detail: ingested.reason, retry: true };
  }
}

/** Nothing was read, so nothing is answered yet, and all of it can be refused. */
function refuseGarbled({ error }: LinesEnd): void {
  if (!isGarbledBody(error)) return;
  throw new ProblemError('invalid', `${error.message} Nothing was taken in.`, {
    errors: [
      { path: 'Content-Encoding', message: error.message, expected: 'the encoding that the body has' },
    ],
  });
}

function lastLine({ reason, error }: LinesEnd, line: number): BatchLine[] {
  switch (reason) {
    case 'complete':
      return [];
    case 'stopping': {
      const detail = 'The server is stopping: send this line and all after it again.';
      return [{ line, status: 'failed', detail, retry: true }];
    }
    case 'broken': {
      if (isGarbledBody(error)) {
        const detail = `${error.message} Nothing from here on was taken in, and sending it again as it is will not help.`;
        return [{ line, status: 'failed', detail }];
      }
      const why = error instanceof Error ? ` (${error.message})` : '';
      const detail = `The stream breaks off here${why}: send this line and all after it again.`;
      return [{ line, status: 'failed', detail, retry: true }];
    }
  }
}
