import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineChunks } from '../../../server/services/line-chunks.ts';
import type { LineChunkOptions, LinesEnd } from '../../../server/services/line-chunks.ts';

const OPTIONS: LineChunkOptions = {
  linesAChunk: 3,
  bytesAChunk: 40,
  bytesALine: 20,
  idleMs: 60_000,
  stopping: new AbortController().signal,
};

interface Read {
  readonly chunks: readonly (readonly string[])[];
  readonly end: LinesEnd | null;
}

async function readAll(stream: AsyncIterable<Uint8Array>, options = OPTIONS): Promise<Read> {
  const chunks: string[][] = [];
  let end: LinesEnd | null = null;
  for await (const chunk of lineChunks(stream, options)) {
    if (chunk.kind === 'end') end = chunk;
    else
      chunks.push(
        chunk.lines.map(line =>
          'bytes' in line ? Buffer.from(line.bytes).toString() : `too long: ${line.length}`,
        ),
      );
  }
  return { chunks, end };
}

async function* streamOf(...parts: (string | Buffer | Error)[]): AsyncGenerator<Buffer> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield Buffer.from(part);
  }
}

describe('lines of a stream', () => {
  it('are the same wherever the network cuts it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ maxLength: 25, unit: 'grapheme' }), { maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 }),
        async (texts, sizes) => {
          const lines = texts.map(text => text.replaceAll('\n', ' '));
          const bytes = Buffer.from(lines.join('\n'));
          const parts: Buffer[] = [];
          for (let from = 0, n = 0; from < bytes.length; n += 1) {
            const size = sizes[n % sizes.length] ?? 1;
            parts.push(bytes.subarray(from, from + size));
            from += size;
          }
          const { chunks, end } = await readAll(streamOf(...parts));
          const expected = lines.map(line =>
            Buffer.byteLength(line) > OPTIONS.bytesALine ? `too long: ${Buffer.byteLength(line)}` : line,
          );
          // An empty last line is none.
          if (expected.at(-1) === '') expected.pop();
          expect(chunks.flat()).toEqual(expected);
          expect(end).toEqual({ kind: 'end', reason: 'complete' });
        },
      ),
    );
  });

  it('come in chunks bounded in lines and in bytes', async () => {
    const { chunks } = await readAll(streamOf(`${'a\n'.repeat(7)}${`${'b'.repeat(20)}\n`.repeat(5)}`));
    expect(chunks.map(lines => lines.length)).toEqual([3, 3, 3, 2, 1]);
  });

  it('that never end fill no memory', async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      for (; given < 2_000; given += 1) yield Buffer.alloc(64 * 1024, 0x61);
      yield Buffer.from('\nshort\n');
    }
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const watched = (async function* () {
      for await (const part of endless()) {
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
        yield part;
      }
    })();
    expect((await readAll(watched)).chunks.flat()).toEqual([`too long: ${2_000 * 64 * 1024}`, 'short']);
    expect(most).toBeLessThan(60 * 1024 * 1024);
  });

  it('are handed on when nothing more comes', async () => {
    let finish: () => void = () => undefined;
    const finished = new Promise<void>(resolve => (finish = resolve));
    async function* slow(): AsyncGenerator<Buffer> {
      yield Buffer.from('first\nsec');
      await finished;
      yield Buffer.from('ond\n');
    }
    const chunks = lineChunks(slow(), { ...OPTIONS, idleMs: 1 });
    expect(await chunks.next()).toMatchObject({ value: { kind: 'lines', lines: [{}] } });
    finish();
    expect(await chunks.next()).toMatchObject({ value: { kind: 'lines', lines: [{}] } });
    expect(await chunks.next()).toMatchObject({ value: { reason: 'complete' } });
  });

  it('of a stream that breaks off end with the last whole one', async () => {
    const error = new Error('aborted');
    const { chunks, end } = await readAll(streamOf('one\ntwo\nthr', error));
    expect(chunks).toEqual([['one', 'two']]);
    expect(end).toEqual({ kind: 'end', reason: 'broken', error });
  });

  it('end where we stop, with what was read whole', async () => {
    const stop = new AbortController();
    let closed = false;
    async function* open(): AsyncGenerator<Buffer> {
      try {
        yield Buffer.from('one\ntwo\nthr');
        await pause(10_000, undefined, { ref: false });
      } finally {
        closed = true;
      }
    }
    const reading = readAll(open(), { ...OPTIONS, stopping: stop.signal });
    setImmediate(() => stop.abort());
    expect(await reading).toEqual({ chunks: [['one', 'two']], end: { kind: 'end', reason: 'stopping' } });
    expect(closed).toBe(false);
    const late = await readAll(streamOf('never read\n'), { ...OPTIONS, stopping: stop.signal });
    expect(late).toEqual({ chunks: [], end: { kind: 'end', reason: 'stopping' } });
  });

  it('are read only as they are asked for', async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      for (;;) {
        given += 1;
        yield Buffer.from('line\n'.repeat(10));
      }
    }
    const chunks = lineChunks(endless(), OPTIONS);
    for (let n = 0; n < 3; n += 1) await chunks.next();
    expect(given).toBeLessThanOrEqual(2);
    await chunks.return(undefined);
  });
});
