import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { demoRecords } from '../../server/demo/index.ts';
import { endAll } from '../server/support/run-cairn.ts';
import { openCairn } from './support/cairn.ts';
import type { Cairn } from './support/cairn.ts';
import { freshStats } from './support/fresh-stats.ts';
import { sendAll, sendLines } from './support/ndjson.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 600_000 });

const CUSTOMERS = 50;
/** Twelve days of records of every source, as they come in: out of order here and there, and some of them twice. */
const RECORDS = [
  ...demoRecords({ customers: CUSTOMERS, days: 12, seed: 1, zone: 'Africa/Nairobi' }, Date.now()),
].filter(({ at }) => at <= Date.now());
const LINES = RECORDS.map(({ source_type, record }) => JSON.stringify({ source_type, event: record }));

let cairn: Cairn;
beforeAll(async () => {
  cairn = await openCairn();
});
afterAll(async () => {
  await cairn?.close();
  endAll();
});

/** Sends everything, kills the process as soon as so many lines were acknowledged, and says which ones were. */
async function sendUntilKilled(enough: number): Promise<number[]> {
  const acknowledged: number[] = [];
  let killed: Promise<void> | undefined;
  for await (const { line, status } of sendLines(cairn.url, LINES)) {
    if (status === 'failed') throw new Error(`line ${line} failed`);
    acknowledged.push(line);
    if (acknowledged.length === enough) killed = cairn.kill();
  }
  await killed;
  return acknowledged;
}

describe('a process that is killed while it takes in a stream', () => {
  const acknowledged = new Set<number>();

  it.each([700, 2100])('dies in the middle, after %i lines', async enough => {
    const lines = await sendUntilKilled(enough);
    for (const line of lines) acknowledged.add(line);
    expect(lines.length).toBeGreaterThanOrEqual(enough);
    expect(lines.length).toBeLessThan(LINES.length);
    await cairn.start();
  });

  it('has everything that it acknowledged, and takes in the rest when all is sent again', async () => {
    const answers = await sendAll(cairn.url, LINES);
    expect(answers.map(({ line }) => line)).toEqual(LINES.map((_, index) => index + 1));
    const known = answers.filter(({ line }) => acknowledged.has(line));
    expect(new Set(known.map(({ status }) => status))).toEqual(new Set(['duplicate']));
    expect(answers.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(answers.some(({ status }) => status === 'processed')).toBe(true);
  });

  it('holds every event exactly once', async () => {
    const answers = await sendAll(cairn.url, LINES);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['duplicate']));
    const sent = answers.map(({ line, event_id = '' }) => keyOf(RECORDS[line - 1]?.source_type, event_id));
    const stored = await storedEvents();
    expect(new Set(stored).size).toBe(stored.length);
    expect(new Set(stored)).toEqual(new Set(sent));
    expect(await freshStats(cairn)).toMatchObject({ customers: CUSTOMERS, events: stored.length, failed: 0 });
  });

  it('is what its journal gives, customer by customer', async () => {
    expect(await cairn.stop()).toBe(0);
    const { code, out } = await cairn.run('replay', '--format', 'json');
    expect(JSON.parse(out)).toEqual({ customers: CUSTOMERS, differing: [] });
    expect(code).toBe(0);
  });
});

async function storedEvents(): Promise<string[]> {
  const keys: string[] = [];
  let cursor = '';
  do {
    const { body } = await cairn.get(`customer-events/?processing_status=processed&limit=500${cursor}`);
    for (const { source_type, event_id } of body.results as { source_type: string; event_id: string }[])
      keys.push(keyOf(source_type, event_id));
    cursor = body.next_cursor === null ? '' : `&cursor=${encodeURIComponent(body.next_cursor)}`;
  } while (cursor !== '');
  return keys;
}

/** Ids are a source's own. */
function keyOf(sourceType: string | undefined, id: string): string {
  return `${sourceType ?? ''}:${id}`;
}
