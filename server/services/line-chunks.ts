/** A line's bytes without its end, or how a line begins that is too long to be read. */
export type Line =
  { readonly bytes: Uint8Array } | { readonly beginning: Uint8Array; readonly length: number };

export interface LineChunk {
  readonly kind: 'lines';
  readonly lines: readonly Line[];
}

/** How a stream ended: as it should, in the middle because the sender or the decoding broke off, or because we stop. */
export interface LinesEnd {
  readonly kind: 'end';
  readonly reason: 'complete' | 'broken' | 'stopping';
  readonly error?: unknown;
}

export interface LineChunkOptions {
  readonly linesAChunk: number;
  readonly bytesAChunk: number;
  readonly bytesALine: number;
  /** What has come is handed on when nothing more comes for so long. */
  readonly idleMs: number;
  /** Ends the reading when it aborts. */
  readonly stopping: AbortSignal;
}

const LINE_FEED = 10;
const BEGINNING_BYTES = 4_096;

/**
 * Cuts a stream of bytes into chunks of lines, bounded in lines and in bytes, and reads on only when the next chunk is
 * asked for. A last line without its end counts where the stream is complete, and only there: of what broke off nobody
 * knows how it would have gone on.
 */
export async function* lineChunks(
  stream: AsyncIterable<Uint8Array>,
  options: LineChunkOptions,
): AsyncGenerator<LineChunk | LinesEnd> {
  const source = stream[Symbol.asyncIterator]();
  const splitter = createSplitter(options.bytesALine);
  let next: Promise<Read> | null = null;
  try {
    for (;;) {
      while (splitter.isFull(options)) yield splitter.take(options);
      next ??= readNext(source);
      const read = await firstOf(next, options.stopping, splitter.hasLines() ? options.idleMs : null);
      if (read === 'idle') {
        yield splitter.take(options);
        continue;
      }
      next = null;
      if (read === 'stopping' || 'error' in read || read.bytes === null) {
        const complete = read !== 'stopping' && !('error' in read);
        if (complete) splitter.finish();
        while (splitter.hasLines()) yield splitter.take(options);
        yield endOf(read);
        return;
      }
      splitter.push(read.bytes);
    }
  } finally {
    // Not awaited: a source that is being read may come to its end only with the connection.
    void source.return?.();
  }
}

type Read = { readonly bytes: Uint8Array | null } | { readonly error: unknown };

/** Never rejects, so that nobody has to wait for it. */
async function readNext(source: AsyncIterator<Uint8Array>): Promise<Read> {
  try {
    const { done, value } = await source.next();
    return { bytes: done === true ? null : value };
  } catch (error) {
    return { error };
  }
}

function endOf(read: Read | 'stopping'): LinesEnd {
  if (read === 'stopping') return { kind: 'end', reason: 'stopping' };
  return 'error' in read
    ? { kind: 'end', reason: 'broken', error: read.error }
    : { kind: 'end', reason: 'complete' };
}

/** What comes first; a race with a signal that lives on would hold everything that it was raced with. */
function firstOf(
  next: Promise<Read>,
  stopping: AbortSignal,
  idleMs: number | null,
): Promise<Read | 'idle' | 'stopping'> {
  return new Promise(resolve => {
    const timer = idleMs === null ? undefined : setTimeout(() => settle('idle'), idleMs);
    const stop = (): void => settle('stopping');
    function settle(first: Read | 'idle' | 'stopping'): void {
      clearTimeout(timer);
      stopping.removeEventListener('abort', stop);
      resolve(first);
    }
    stopping.addEventListener('abort', stop);
    if (stopping.aborted) settle('stopping');
    else void next.then(settle);
  });
}

interface Splitter {
  push(bytes: Uint8Array): void;
  /** What stands behind the last line's end is a line too. */
  finish(): void;
  hasLines(): boolean;
  isFull(bounds: LineChunkOptions): boolean;
  take(bounds: LineChunkOptions): LineChunk;
}

function createSplitter(bytesALine: number): Splitter {
  let lines: Line[] = [];
  let bytesOfLines = 0;
  let parts: Uint8Array[] = [];
  let length = 0;

  function endLine(): void {
    const bytes = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    bytesOfLines += bytes.length;
    lines.push(length > bytesALine ? { beginning: bytes, length } : { bytes });
    parts = [];
    length = 0;
  }

  /** Of a line that has become too long its beginning alone is held. */
  function add(part: Uint8Array): void {
    length += part.length;
    if (length <= bytesALine) parts.push(part);
    else parts = [Buffer.concat([...parts, part.subarray(0, BEGINNING_BYTES)]).subarray(0, BEGINNING_BYTES)];
  }

  return {
    push(bytes) {
      let from = 0;
      for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, from)) {
        add(bytes.subarray(from, end));
        endLine();
        from = end + 1;
      }
      if (from < bytes.length) add(bytes.subarray(from));
    },
    finish() {
      if (length > 0) endLine();
    },
    hasLines: () => lines.length > 0,
    isFull: ({ linesAChunk, bytesAChunk }) => lines.length >= linesAChunk || bytesOfLines >= bytesAChunk,
    take({ linesAChunk, bytesAChunk }) {
      let bytes = 0;
      let count = 0;
      while (count < lines.length && count < linesAChunk && bytes < bytesAChunk) {
        bytes += sizeOf(lines[count]);
        count += 1;
      }
      const taken = lines.slice(0, count);
      lines = lines.slice(count);
      bytesOfLines -= bytes;
      return { kind: 'lines', lines: taken };
    },
  };
}

function sizeOf(line: Line | undefined): number {
  if (line === undefined) return 0;
  return 'bytes' in line ? line.bytes.length : line.beginning.length;
}
