import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { endAll, serveCairn } from '../server/support/run-cairn.ts';
import type { Running } from '../server/support/run-cairn.ts';
import { RULES_FOLDER } from '../support/default-rules.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 600_000 });

const MEGABYTE = 1024 * 1024;
/** So much is sent in all, and so much may lie between a sender and a reader who does not read. */
const SENT_BYTES = 100 * MEGABYTE;
const MOST_BETWEEN = 60 * MEGABYTE;
const MOST_GROWTH = 200 * MEGABYTE;
/** After so much the caches are full and the code is compiled: what comes on top would be the stream's own. */
const WARM_UP_BYTES = 20 * MEGABYTE;

let folder: string;
let cairn: Running;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-long-'));
  cairn = await serveCairn({ DATA_DIR: folder, RULES_DIR: RULES_FOLDER });
});
afterAll(async () => {
  endAll();
  await cairn?.finished;
  await rm(folder, { recursive: true, force: true });
});

/** Long lines whose answers are long too: of twenty, nineteen are broken, and one is an event with a long field. */
function lineAt(index: number): string {
  if (index % 20 > 0) return `{"source_type": "cdr", "broken": ${'x'.repeat(1_000)}${index % 7}\n`;
  const event = {
    customer_id: `c-${index % 500}`,
    call_type: 'outgoing',
    duration: 60,
    call_time: '2026-01-22T10:00:00Z',
    record_id: `long-${index}`,
    unused: 'y'.repeat(20_000),
  };
  return `${JSON.stringify({ source_type: 'cdr', event })}\n`;
}

interface Sending {
  readonly sending: ClientRequest;
  readonly sent: { lines: number; bytes: number };
  readonly done: Promise<void>;
}

/** Makes and sends lines as fast as they are taken. */
function sendLines(url: string, bytes: number): Sending {
  const sending = request(`${url}/api/loyalty/v1/customer-events/`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
  });
  const sent = { lines: 0, bytes: 0 };
  let goOn: () => void = () => undefined;
  sending.on('drain', () => goOn()).on('close', () => goOn());
  async function send(): Promise<void> {
    while (sent.bytes < bytes && !sending.destroyed) {
      const line = lineAt(sent.lines);
      sent.lines += 1;
      sent.bytes += line.length;
      if (!sending.write(line)) await new Promise<void>(resolve => (goOn = resolve));
    }
    sending.end();
  }
  return { sending, sent, done: send().catch(() => undefined) };
}

async function memoryOf(pid = NaN): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? NaN) * 1024;
}

describe.skipIf(process.platform !== 'linux')('a stream that is longer than memory should be', () => {
  it('waits for a reader who does not read, and then is answered to its end in flat memory', async () => {
    await countLines(sendLines(cairn.url, WARM_UP_BYTES));
    const before = await memoryOf(cairn.child.pid);
    const { sending, sent, done } = sendLines(cairn.url, SENT_BYTES);
    const [response] = (await once(sending, 'response')) as [IncomingMessage];
    response.pause();
    // Nobody reads, so at some point nothing is taken any more.
    for (let last = -1; sent.bytes !== last;) {
      last = sent.bytes;
      await pause(1_500);
    }
    expect(sent.bytes).toBeLessThan(MOST_BETWEEN);
    let most = await memoryOf(cairn.child.pid);
    let answered = 0;
    let taken = 0;
    let looked = 0;
    for await (const chunk of response.setEncoding('utf8') as AsyncIterable<string>) {
      answered += chunk.split('\n').length - 1;
      taken += chunk.split('"event_id"').length - 1;
      if (answered - looked > 2_000) {
        looked = answered;
        most = Math.max(most, await memoryOf(cairn.child.pid));
      }
    }
    await done;
    expect(sent.bytes).toBeGreaterThanOrEqual(SENT_BYTES);
    expect(answered).toBe(sent.lines);
    // The word may be cut in two by a chunk’s end.
    expect(taken).toBeGreaterThan(sent.lines / 20 - 200);
    console.log('MEM', before / MEGABYTE, most / MEGABYTE, sent.lines);
    expect(most - before).toBeLessThan(MOST_GROWTH);
  });

  it('of a sender who goes away leaves a server that goes on', async () => {
    const { sending, done } = sendLines(cairn.url, SENT_BYTES);
    sending.on('error', () => undefined);
    const [response] = (await once(sending, 'response')) as [IncomingMessage];
    response.on('error', () => undefined);
    await once(response, 'data');
    sending.destroy();
    await done;
    const again = sendLines(cairn.url, MEGABYTE);
    expect(await countLines(again)).toBe(again.sent.lines);
  });
});

async function countLines({ sending }: Sending): Promise<number> {
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  let lines = 0;
  for await (const chunk of response.setEncoding('utf8') as AsyncIterable<string>)
    lines += chunk.split('\n').length - 1;
  return lines;
}
