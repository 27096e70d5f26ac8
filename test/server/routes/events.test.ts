import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, CDR_SOURCE, takeIn, topUp } from '../support/fixtures.ts';
import { NOW, openTestApp } from '../support/test-app.ts';
import type { TestApp } from '../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await openTestApp();
  await server.post('data-sources/', CDR_SOURCE);
});
afterAll(() => server.close());

const ndjson = { 'content-type': 'application/x-ndjson' };

describe('a raw record', () => {
  it('becomes an event with its effects and the scores after it', async () => {
    const { status, body } = await server.post(
      'customer-events/normalize/',
      call('one', '2026-01-22T10:00:00Z'),
    );
    expect(status).toBe(201);
    expect(body.event).toMatchObject({
      source_type: 'cdr',
      source_name: 'CDR System',
      event_type: 'usage.voice',
      customer_id: 'one',
      value: 120,
      unit: 's',
      attributes: { direction: 'outgoing' },
      processing_status: 'processed',
    });
    expect(Date.parse(body.event.occurred_at)).toBe(Date.parse('2026-01-22T10:00:00Z'));
    expect(body).toMatchObject({
      duplicate: false,
      release: 1,
      program: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(Object.keys(body.scores).sort()).toEqual(['digital', 'engagement', 'loyalty', 'revenue', 'risk']);
    expect(body.effects.map((effect: { kind: string }) => effect.kind)).toContain('score_changed');
    expect(body.effects.every((effect: { sentence: string }) => effect.sentence.length > 0)).toBe(true);
  });

  it('sent again is a duplicate with the same effects and changes nothing', async () => {
    const record = call('two', '2026-01-22T10:00:00Z');
    const first = await takeIn(server, record);
    const again = await server.post('customer-events/normalize/', record);
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({
      duplicate: true,
      event: first.event,
      effects: first.effects,
      scores: first.scores,
    });
  });

  it('with other data under its id is a duplicate that says so, and what came first counts', async () => {
    const first = call('other-data', '2026-01-22T10:00:00Z', { record_id: 'other-data' });
    await takeIn(server, first);
    expect((await server.post('customer-events/normalize/', first)).body).not.toHaveProperty('detail');
    const other = call('other-data', '2026-01-22T10:00:00Z', { record_id: 'other-data', duration: 60 });
    const { status, body } = await server.post('customer-events/normalize/', other);
    expect(status).toBe(200);
    expect(body).toMatchObject({ duplicate: true, event: { value: 120 } });
    expect(body.detail).toContain('what came first counts');
    const batch = await server.post('customer-events/', [first, other]);
    expect(batch.body.results).toEqual([
      { line: 1, status: 'duplicate', event_id: 'other-data' },
      { line: 2, status: 'duplicate', event_id: 'other-data', detail: body.detail },
    ]);
  });

  it('in the words of the catalogue passes as it is', async () => {
    const { event } = await takeIn(
      server,
      call('three', '2026-01-22T10:00:00Z', { call_type: 'usage.voice', direction: 'incoming' }),
    );
    expect(event.event_type).toBe('usage.voice');
  });

  it.each([
    ['of an unknown type', { call_type: 'smoke signal' }],
    ['without a customer', { customer_id: undefined }],
    ['with a text as its value', { duration: 'long' }],
    ['that lasts less than nothing', { duration: -5 }],
    ['of an impossible time', { call_time: '2026-02-31T10:00:00Z' }],
    ['of the future', { call_time: new Date(NOW + 6 * 60_000).toISOString() }],
    ['of a customer with a longer id than there may be', { customer_id: 'x'.repeat(129) }],
  ])('%s is refused, kept and listed with its reason', async (_what, fields) => {
    const record = call('four', '2026-01-22T10:00:00Z', fields);
    const { status, body } = await server.post('customer-events/normalize/', record);
    expect(status).toBe(422);
    expect(body.errors.length).toBeGreaterThan(0);
    const failed = (await server.get('customer-events/?processing_status=failed&limit=500')).body.results;
    const kept = failed.find((row: { failed_id: string }) => row.failed_id === body.failed_id);
    expect(kept).toMatchObject({ processing_status: 'failed', source_type: 'cdr', reason: body.detail });
  });

  it('five minutes ahead is let pass: clocks differ', async () => {
    await takeIn(server, call('ahead', new Date(NOW + 4 * 60_000).toISOString()));
  });

  it('that fails twice is kept once', async () => {
    const record = call('five', 'no time');
    const ids: string[] = [];
    for (let time = 0; time < 2; time += 1)
      ids.push((await server.post('customer-events/normalize/', record)).body.failed_id);
    expect(ids[0]).toBe(ids[1]);
    const failed = (await server.get('customer-events/?processing_status=failed&limit=500')).body.results;
    expect(failed.filter((row: { failed_id: string }) => row.failed_id === ids[0])).toHaveLength(1);
  });

  it('counts once however often, and however many at a time, it is sent', async () => {
    const record = call('race', '2026-01-22T10:00:00Z', { record_id: 'same' });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => server.post('customer-events/normalize/', record)),
    );
    expect(answers.filter(answer => answer.status === 201)).toHaveLength(1);
    expect((await server.get('customers/race/')).body.entries).toBe(1);
  });
});

describe('an id that came before with another customer’s event', () => {
  const taken = (id: string, customer: string) =>
    call(customer, '2026-01-22T10:00:00Z', { record_id: id, duration: customer === 'owner' ? 777 : 60 });
  const ndjsonOf = (...records: object[]) => records.map(record => JSON.stringify(record)).join('\n');

  it('is refused without a word about that customer, and the record is kept', async () => {
    await takeIn(server, taken('claimed', 'owner'));
    const { status, body, text } = await server.post(
      'customer-events/normalize/',
      taken('claimed', 'second'),
    );
    expect(status).toBe(422);
    expect(body.detail).toContain('Its id "claimed" came before with another customer\'s event');
    expect(text).not.toMatch(/owner|777|effects|scores/);
    const kept = (await server.get('customer-events/?processing_status=failed&customer_id=second')).body
      .results;
    expect(kept).toEqual([
      expect.objectContaining({
        failed_id: body.failed_id,
        source_type: 'cdr',
        reason: body.detail,
        record: taken('claimed', 'second').event,
      }),
    ]);
    expect((await server.get('customers/second/')).status).toBe(404);
    expect((await server.get('customers/owner/')).body.entries).toBe(1);
    const again = await server.post('customer-events/reprocess/', { failed_ids: [body.failed_id] });
    expect(again.body).toMatchObject({ processed: 0, still_failed: 1 });
  });

  it('fails by itself in an array and in a stream, also where both come at once', async () => {
    const records = (prefix: string) => [
      taken(`${prefix}-1`, 'owner'),
      taken(`${prefix}-1`, 'third'),
      taken(`${prefix}-2`, 'third'),
    ];
    const array = (await server.post('customer-events/', records('array'))).body;
    expect(array).toMatchObject({ accepted: 2, duplicates: 0, failed: 1, retry: 0 });
    const text = ndjsonOf(...records('stream'));
    const stream = await server.call('POST', 'customer-events/', { headers: ndjson, text });
    const lines = stream.text
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { status: string; failed_id?: string });
    for (const results of [array.results, lines]) {
      // Which of the two customers is first is not said; one of them is.
      const statuses = results.map(({ status }: { status: string }) => status);
      expect(statuses.slice(0, 2).sort()).toEqual(['failed', 'processed']);
      expect(statuses[2]).toBe('processed');
      const failed = results.find(({ status }: { status: string }) => status === 'failed');
      expect(failed.failed_id).toMatch(/^f_/);
      expect(failed).not.toHaveProperty('retry');
      expect(failed).not.toHaveProperty('event_id', expect.stringContaining('-1'));
    }
  });
});

describe('failed records', () => {
  it('go through once their mapping is mended', async () => {
    await server.post('data-sources/', {
      source_type: 'billing',
      source_name: 'Billing',
      event_mapping: { value: 'channel' },
    });
    const failed = await server.post(
      'customer-events/normalize/',
      topUp('mended', 't-1', '2026-01-22T09:00:00Z'),
    );
    expect(failed.status).toBe(422);
    const still = await server.post('customer-events/reprocess/', { failed_ids: [failed.body.failed_id] });
    expect(still.body).toMatchObject({ processed: 0, still_failed: 1 });
    await server.call('PATCH', 'data-sources/billing/', { body: { event_mapping: { value: 'amount' } } });
    const mended = await server.post('customer-events/reprocess/', {});
    expect(mended.body.processed).toBeGreaterThanOrEqual(1);
    const rest = (await server.get('customer-events/?processing_status=failed&limit=500')).body.results;
    expect(rest.map((row: { failed_id: string }) => row.failed_id)).not.toContain(failed.body.failed_id);
    const events = (await server.get('customer-events/?customer_id=mended')).body.results;
    expect(events).toEqual([expect.objectContaining({ event_id: 't-1', processing_status: 'processed' })]);
  });

  it('that do not exist are no error', async () => {
    const { body } = await server.post('customer-events/reprocess/', { failed_ids: ['f_nothing'] });
    expect(body).toEqual({ processed: 0, still_failed: 0, results: [] });
  });
});

describe('a batch', () => {
  it('as an array keeps the good part and says of each record what became of it', async () => {
    const records = [
      call('batch', '2026-01-22T08:00:00Z', { record_id: 'b1' }),
      call('batch', '2026-01-22T08:00:00Z', { record_id: 'b1' }),
      call('batch', 'never', { record_id: 'b2' }),
      'no record',
      { source_type: 'cdr' },
    ];
    const { status, body } = await server.post('customer-events/', records);
    expect(status).toBe(200);
    expect(body).toMatchObject({ accepted: 1, duplicates: 1, failed: 3 });
    expect(body.results.map((line: { status: string }) => line.status)).toEqual([
      'processed',
      'duplicate',
      'failed',
      'failed',
      'failed',
    ]);
    expect(body.results[2].failed_id).toMatch(/^f_/);
    expect(body.results[4].errors[0].path).toBe('event');
  });

  it('as a stream is answered line by line, with the numbers of its lines', async () => {
    const lines = [
      JSON.stringify(call('stream', '2026-01-22T07:00:00Z', { record_id: 's1' })),
      '',
      '{broken',
      JSON.stringify(call('stream', '2026-01-22T07:10:00Z', { record_id: 's2' })),
    ];
    const { status, headers, text } = await server.call('POST', 'customer-events/', {
      headers: ndjson,
      text: lines.join('\n'),
    });
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/x-ndjson/);
    const answers = text
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { line: number; status: string });
    expect(answers.map(({ line, status: what }) => [line, what])).toEqual([
      [1, 'processed'],
      [3, 'failed'],
      [4, 'processed'],
    ]);
  });

  it('as a stream may be longer than one chunk', async () => {
    const lines = Array.from({ length: 1_203 }, (_, index) =>
      JSON.stringify(call(`many-${index % 7}`, '2026-01-22T07:00:00Z', { record_id: `m${index}` })),
    );
    const { text } = await server.call('POST', 'customer-events/', {
      headers: ndjson,
      text: `${lines.join('\n')}\n`,
    });
    const answers = text
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { line: number; status: string });
    expect(answers.map(answer => answer.line)).toEqual(
      Array.from({ length: 1_203 }, (_, index) => index + 1),
    );
    expect(answers.every(answer => answer.status === 'processed')).toBe(true);
    expect((await server.get('customers/many-0/')).body.entries).toBe(172);
  });

  it('must not be empty nor something else', async () => {
    expect((await server.post('customer-events/', [])).status).toBe(400);
    expect((await server.post('customer-events/', { source_type: 'cdr', event: {} })).status).toBe(400);
  });
});

describe('the list of events', () => {
  it('is read page by page, the processed before the failed', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await server.get(
        `customer-events/?limit=400${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      seen.push(...body.results.map((row: { processing_status: string }) => row.processing_status));
      cursor = body.next_cursor ?? '';
    } while (cursor !== '');
    expect(seen.lastIndexOf('processed')).toBeLessThan(seen.indexOf('failed'));
    expect(seen.filter(status => status === 'processed').length).toBeGreaterThan(1_200);
  });

  it('can be one customer’s', async () => {
    const { body } = await server.get('customer-events/?customer_id=stream&processing_status=processed');
    expect(body.results.map((event: { event_id: string }) => event.event_id)).toEqual(['s2', 's1']);
  });

  it('refuses a cursor that is none', async () => {
    expect((await server.get('customer-events/?cursor=pnonsense')).status).toBe(400);
  });

  it('has a catalogue of what can be in it', async () => {
    const { body } = await server.get('event-types/');
    const voice = body.results.find((type: { id: string }) => type.id === 'usage.voice');
    expect(voice).toMatchObject({ source_types: ['cdr'], unit: 's', required: ['direction'] });
    expect(voice.attributes.direction.values).toEqual(['outgoing', 'incoming']);
  });
});
