import { Agent, request } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_PREFIX } from '../../../server/app.ts';
import { UnavailableError } from '../../../server/stores/mongodb/unavailable.ts';
import { BusyError } from '../../../server/stores/sqlite/busy.ts';
import { call, CDR_SOURCE, takeIn } from '../support/fixtures.ts';
import { openTestApp } from '../support/test-app.ts';
import type { Answer, TestApp } from '../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await openTestApp();
  await server.post('data-sources/', CDR_SOURCE);
});
afterAll(() => server.close());

const TIME = '2026-01-22T09:00:00Z';
const NDJSON = 'application/x-ndjson';

interface Line {
  readonly line: number;
  readonly status: string;
  readonly detail?: string;
  readonly failed_id?: string;
  readonly retry?: true;
}

/** Sends bytes as they are, which a test client that makes texts of them could not. */
async function sendBytes(bytes: Buffer, headers: Record<string, string>, path = 'customer-events/') {
  const response = await server.app.inject({
    method: 'POST',
    url: `${API_PREFIX}/${path}`,
    headers,
    payload: bytes,
  });
  const type = String(response.headers['content-type']);
  const lines = type.startsWith(NDJSON) ? (response.body.trim().split('\n').map(readLine) as Line[]) : [];
  return { status: response.statusCode, headers: response.headers, text: response.body, lines };
}

const readLine = (text: string): unknown => JSON.parse(text);

async function failedRecord(id: string | undefined) {
  const { body } = await server.get('customer-events/?processing_status=failed&limit=500');
  return body.results.find((record: { failed_id: string }) => record.failed_id === id);
}

const record = (id: string, customer = 'bytes') => JSON.stringify(call(customer, TIME, { record_id: id }));

describe('a line of a stream', () => {
  it.each([
    ['after a mark of the byte order', Buffer.from(`\uFEFF${record('bom')}\n`)],
    ['with the line end of another system', Buffer.from(`${record('crlf')}\r\n`)],
    ['without an end, as the last one', Buffer.from(record('open'))],
    ['between lines of blanks', Buffer.from(`\n  \n${record('blank')}\n\t\n\n`)],
  ])('%s is read', async (_what, bytes) => {
    const { lines } = await sendBytes(bytes, { 'content-type': NDJSON });
    expect(lines.map(({ status }) => status)).toEqual(['processed']);
  });

  const huge = `{"source_type":"cdr","event":{"text":"${'x'.repeat(1024 * 1024)}"}}`;
  it.each([
    ['that is no JSON', Buffer.from('{"source_type": \n'), /JSON/, '{"source_type":'],
    ['that is no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d, 0x0a]), /not UTF-8/, '{\uFFFD\uFFFD}'],
    ['that is no object', Buffer.from('[1, 2]\n'), /no object/, [1, 2]],
    ['that does not say what it is', Buffer.from('{"event": {}}\n'), /source type/, { event: {} }],
    ['that is nested beyond reason', Buffer.from(`${'['.repeat(500)}\n`), /nested/, '['.repeat(500)],
    ['that is too long', Buffer.from(huge), /1024 kB.*1048617 bytes/, `${huge.slice(0, 2_000)}…`],
  ])('%s is answered and kept as it came', async (_what, bytes, reason, kept) => {
    const good = Buffer.from(`\n${record('beside')}\n`);
    const { lines } = await sendBytes(Buffer.concat([bytes, good]), { 'content-type': NDJSON });
    expect(lines[0]).toMatchObject({ line: 1, status: 'failed', detail: expect.stringMatching(reason) });
    expect(lines[0]).not.toHaveProperty('retry');
    expect(lines.at(-1)?.status).toMatch(/processed|duplicate/);
    const found = await failedRecord(lines[0]?.failed_id);
    expect(found).toMatchObject({ source_type: 'unknown', record: kept, received_at: expect.any(String) });
  });

  it('that was kept can be tried again, and be discarded', async () => {
    const { lines } = await sendBytes(Buffer.from('not JSON\n'), { 'content-type': NDJSON });
    const failed_ids = [lines[0]?.failed_id ?? ''];
    expect((await server.post('customer-events/reprocess/', { failed_ids })).body.still_failed).toBe(1);
    expect((await server.post('customer-events/discard/', { failed_ids })).status).toBe(204);
    expect(await failedRecord(failed_ids[0])).toBeUndefined();
  });

  it('is counted where the answer is asked for in short', async () => {
    const text = `${record('short-1')}\n${record('short-1')}\n\nbroken\n`;
    const { text: answer } = await sendBytes(
      Buffer.from(text),
      { 'content-type': NDJSON },
      'customer-events/?answers=failed',
    );
    expect(answer.trim().split('\n').map(readLine)).toEqual([
      expect.objectContaining({ line: 4, status: 'failed' }),
      { summary: { accepted: 1, duplicates: 1, failed: 1, retry: 0 } },
    ]);
  });
});

describe('a compressed body', () => {
  const codings = [
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const;

  it.each(codings)('in %s is unpacked, as JSON and as a stream', async (coding, compress) => {
    const headers = { 'content-encoding': coding };
    const array = compress(Buffer.from(`[${record(`${coding}-1`)}]`));
    const json = await sendBytes(array, { ...headers, 'content-type': 'application/json' });
    expect(JSON.parse(json.text)).toMatchObject({ accepted: 1 });
    const stream = compress(Buffer.from(`${record(`${coding}-2`)}\n${record(`${coding}-3`)}`));
    const { lines } = await sendBytes(stream, { ...headers, 'content-type': NDJSON });
    expect(lines.map(({ status }) => status)).toEqual(['processed', 'processed']);
  });

  it('that unpacks to more than a body may have is refused before it is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20));
    expect(bomb.length).toBeLessThan(100_000);
    const { status, text } = await sendBytes(bomb, {
      'content-encoding': 'gzip',
      'content-type': 'application/json',
    });
    expect(status).toBe(413);
    expect(text).toContain('10 MB');
  });

  it('that is broken is answered where it breaks', async () => {
    const whole = gzipSync(Buffer.from(`${record('torn-1')}\n${record('torn-2')}\n`));
    const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' };
    const json = await sendBytes(Buffer.from('no gzip'), headers);
    expect(json.status).toBe(400);
    expect(json.text).toContain('cannot be unpacked');
    const torn = await sendBytes(whole.subarray(0, -8), { ...headers, 'content-type': NDJSON });
    expect(torn.status).toBe(200);
    expect(torn.lines.at(-1)).toMatchObject({
      retry: true,
      detail: expect.stringContaining('breaks off here'),
    });
  });

  it.each(codings)('that is no %s at all is not asked for again', async coding => {
    const headers = { 'content-encoding': coding, 'content-type': NDJSON };
    const { status, text } = await sendBytes(Buffer.from(record('plain')), headers);
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({
      detail: expect.stringContaining(`not what Content-Encoding: ${coding} says`),
      errors: [{ path: 'Content-Encoding' }],
    });
  });

  it('that turns into something else says from where on nothing was taken in', async () => {
    const whole = gzipSync(Buffer.from(`${record('turned')}\n${'x'.repeat(500_000)}`), { level: 0 });
    const headers = { 'content-encoding': 'gzip', 'content-type': NDJSON };
    const { status, lines } = await sendBytes(whole.fill(0xff, 300_000), headers);
    expect(status).toBe(200);
    expect(lines.map(({ line, status }) => [line, status])).toEqual([
      [1, 'processed'],
      [2, 'failed'],
    ]);
    expect(lines[1]).not.toHaveProperty('retry');
  });

  it('that is long and not what it says leaves its connection free for the next request', async () => {
    const origin = await server.app.listen({ host: '127.0.0.1', port: 0 });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const send = (bytes: Buffer, headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        const url = `${origin}${API_PREFIX}/customer-events/`;
        const sent = request(url, { agent, method: 'POST', headers: { ...headers, 'content-type': NDJSON } });
        sent.on('error', reject).on('response', response => {
          response.resume().once('end', () => resolve(response.statusCode));
        });
        sent.end(bytes);
      });
    const long = Buffer.from(`${record('long')}\n`.repeat(20_000));
    const answers = [
      send(long, { 'content-encoding': 'gzip' }),
      send(long, { 'content-encoding': 'br' }),
      send(Buffer.from(record('free')), {}),
    ];
    expect(await Promise.all(answers)).toEqual([400, 400, 200]);
    agent.destroy();
  });

  it('in another encoding is refused with those that are taken', async () => {
    for (const coding of ['zstd', 'gzip, br', 'compress']) {
      const headers = { 'content-encoding': coding, 'content-type': 'application/json' };
      const { status, headers: answered, text } = await sendBytes(Buffer.from('[]'), headers);
      expect(status).toBe(415);
      expect(answered['accept-encoding']).toBe('gzip, deflate, br');
      expect(JSON.parse(text).errors).toEqual([
        {
          path: 'Content-Encoding',
          message: 'This encoding is not read here.',
          expected: 'gzip, deflate, br',
        },
      ]);
    }
  });
});

describe('what the store has no room for', () => {
  /** Every step of `work` meets a busy store. */
  async function whileBusy<T>(work: () => Promise<T>): Promise<T> {
    const { store } = server;
    const { submit } = store;
    const busy = {
      submit: async (inputs: readonly { id: string }[]) => inputs.map(({ id }) => ({ id, error: 'busy' })),
    };
    Object.assign(store, busy);
    try {
      return await work();
    } finally {
      Object.assign(store, { submit });
    }
  }

  it('says so line by line, and is taken in when it is sent again', async () => {
    const text = `${record('busy-1')}\nbroken\n`;
    const send = () => sendBytes(Buffer.from(text), { 'content-type': NDJSON });
    const { lines } = await whileBusy(send);
    expect(lines.map(({ line, retry }) => [line, retry])).toEqual([
      [1, true],
      [2, undefined],
    ]);
    expect((await send()).lines[0]?.status).toBe('processed');
  });

  it('is told in the same words, whichever way it was sent and whatever it is that keeps the store', async () => {
    const event = call('busy', TIME, { record_id: 'busy-5' });
    const answers = async () => [
      (await sendBytes(Buffer.from(JSON.stringify({ ...event })), { 'content-type': NDJSON })).lines[0]
        ?.detail,
      (await server.post('customer-events/normalize/', event)).body.detail,
      (await server.post('customer-events/', [event])).body.detail,
    ];
    const words = Array(3).fill('The store does not answer at the moment: send it again.');
    expect(await whileBusy(answers)).toEqual(words);
    const { store } = server;
    const { submit } = store;
    Object.assign(store, { submit: () => Promise.reject(new UnavailableError('no primary')) });
    try {
      expect(await answers()).toEqual(words);
    } finally {
      Object.assign(store, { submit });
    }
  });

  it('of an array is counted; if it is all of it, the answer is 503', async () => {
    const some = await whileBusy(() =>
      server.post('customer-events/', [call('busy', TIME, { record_id: 'busy-2' }), 'broken']),
    );
    expect(some.status).toBe(200);
    expect(some.body).toMatchObject({ accepted: 0, failed: 2, retry: 1 });
    const all = await whileBusy(() =>
      server.post('customer-events/', [call('busy', TIME, { record_id: 'busy-2' })]),
    );
    expect(all.status).toBe(503);
    expect(all.headers['retry-after']).toBe('1');
  });

  it('alone is answered with 503', async () => {
    const { status } = await whileBusy(() =>
      server.post('customer-events/normalize/', call('busy', TIME, { record_id: 'busy-3' })),
    );
    expect(status).toBe(503);
  });

  it('at all is said of every line of its part', async () => {
    const { store } = server;
    const { submit } = store;
    Object.assign(store, { submit: () => Promise.reject(new BusyError()) });
    try {
      const text = `${record('busy-4')}\nbroken\n`;
      const { lines } = await sendBytes(Buffer.from(text), { 'content-type': NDJSON });
      expect(lines.map(({ line, status, retry }) => [line, status, retry])).toEqual([
        [1, 'failed', true],
        [2, 'failed', true],
      ]);
    } finally {
      Object.assign(store, { submit });
    }
  });
});

describe('an erased customer’s event', () => {
  it('is refused for good, and nothing of it is kept', async () => {
    await takeIn(server, call('erased', TIME, { record_id: 'gone-1' }));
    await server.store.erase('erased');
    const { status, body } = await server.post('customer-events/', [
      call('erased', TIME, { record_id: 'gone-2' }),
    ]);
    expect(status).toBe(200);
    expect(body.results[0]).toEqual({ line: 1, status: 'failed', detail: expect.stringContaining('erased') });
    const alone = await server.post(
      'customer-events/normalize/',
      call('erased', TIME, { record_id: 'gone-2' }),
    );
    expect(alone.status).toBe(422);
  });
});

describe('the list of events', () => {
  beforeAll(async () => {
    await server.post('data-sources/', { source_type: 'billing', source_name: 'Billing' });
    for (const [day, kind] of [
      ['19', 'outgoing'],
      ['20', 'incoming'],
      ['21', 'outgoing'],
    ])
      await takeIn(
        server,
        call('list', `2026-01-${day}T10:00:00Z`, { record_id: `l${day}`, call_type: kind }),
      );
    const event = {
      txn_id: 'b1',
      msisdn: 'list',
      txn_time: TIME,
      txn_type: 'TOPUP',
      amount: 5,
      channel: 'app',
    };
    await takeIn(server, { source_type: 'billing', event });
  });

  const idsOf = ({ body }: Answer): string[] =>
    body.results.map((event: { event_id?: string }) => event.event_id);

  it.each([
    ['customer_id=list', ['b1', 'l21', 'l20', 'l19']],
    ['customer_id=list&event_type=usage.voice', ['l21', 'l20', 'l19']],
    ['customer_id=list&source_type=billing', ['b1']],
    ['customer_id=list&source_name=Billing', ['b1']],
    ['customer_id=list&occurred_from=2026-01-20T10:00:00Z&occurred_to=2026-01-21T10:00:00Z', ['l20']],
    ['customer_id=list&received_from=2026-01-22T12:00:00Z', ['b1', 'l21', 'l20', 'l19']],
    ['customer_id=list&received_to=2026-01-22T12:00:00Z', []],
    ['event_type=recharge.completed&source_type=billing&occurred_from=2026-01-22T00:00:00%2B03:00', ['b1']],
  ])('can be filtered by %s', async (query, ids) => {
    expect(idsOf(await server.get(`customer-events/?processing_status=processed&${query}`))).toEqual(ids);
  });

  it('goes on behind a filtered page', async () => {
    const query =
      'customer-events/?processing_status=processed&customer_id=list&event_type=usage.voice&limit=2';
    const first = await server.get(query);
    expect(idsOf(first)).toEqual(['l21', 'l20']);
    const rest = await server.get(`${query}&cursor=${encodeURIComponent(first.body.next_cursor)}`);
    expect(idsOf(rest)).toEqual(['l19']);
  });

  it('shows failed records by their source, and none where it is asked for what they do not have', async () => {
    const unknown = await server.get('customer-events/?processing_status=failed&source_type=unknown');
    expect(unknown.body.results.length).toBeGreaterThan(3);
    const typed = await server.get('customer-events/?processing_status=failed&event_type=usage.voice');
    expect(typed.body.results).toEqual([]);
  });

  it.each(['event_type=usage.smoke', 'source_type=fax'])(
    'refuses a filter by what there is not: %s',
    async query => {
      expect((await server.get(`customer-events/?${query}`)).status).toBe(422);
    },
  );

  it('refuses a time that is none', async () => {
    expect((await server.get('customer-events/?occurred_from=yesterday')).status).toBe(400);
  });
});
