import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, CDR_SOURCE } from '../support/fixtures.ts';
import { openTestApp } from '../support/test-app.ts';
import type { TestApp } from '../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await openTestApp();
  await server.post('data-sources/', CDR_SOURCE);
});
afterAll(() => server.close());

const ONE = { 'content-type': 'application/cloudevents+json; charset=utf-8' };
const SEVERAL = { 'content-type': 'application/cloudevents-batch+json' };
const TIME = '2026-01-22T09:00:00Z';

const cdr = (id: string, more: Record<string, unknown> = {}) => ({
  specversion: '1.0',
  id,
  source: 'cdr_system',
  type: 'com.telco.cdr',
  data: { customer_id: 'ce', call_type: 'outgoing', duration: 120, call_time: TIME },
  ...more,
});

function send(body: unknown, headers: Record<string, string> = ONE) {
  return server.call('POST', 'customer-events/', { headers, text: JSON.stringify(body) });
}

async function kept(id: string) {
  const { body } = await server.get('customer-events/?processing_status=failed&limit=500');
  return body.results.find((record: { failed_id: string }) => record.failed_id === id);
}

describe('a CloudEvent alone', () => {
  it('is answered as a raw record is, and its id is the event’s', async () => {
    const { status, body } = await send(cdr('one'));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      event: { event_id: 'one', source_name: 'CDR System', event_type: 'usage.voice', value: 120 },
      duplicate: false,
    });
  });

  it('sent again is known, whatever its data has become', async () => {
    await send(cdr('twice'));
    const again = await send(cdr('twice', { data: { ...cdr('').data, duration: 60 } }));
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ duplicate: true, event: { value: 120 } });
  });

  it.each([
    ['by its id', 'cdr_system'],
    ['by its name', 'CDR%20System'],
    ['by its name as it is written', 'CDR System'],
    ['by the last segment of a path', '/mediation/region-1/cdr_system'],
    ['by the last segment of a URL', 'https://mediation.example/CDR%20System/?x=1#y'],
    ['by the end of a URN', 'urn:telco:cdr_system'],
  ])('names its source %s', async (_what, source) => {
    const { body } = await send(cdr('one', { source }));
    expect(body).toMatchObject({ duplicate: true, event: { source_name: 'CDR System' } });
  });

  it.each([
    ['a source type', '/mediation/cdr', 'com.telco.cdr', 'CDR System'],
    ['no source, but a type of the catalogue', 'https://app.example/ios', 'app.login', 'App'],
  ])('that names %s goes by that', async (_what, source, type, source_name) => {
    const event = {
      ...cdr('typed'),
      source,
      type,
      time: TIME,
      ...(type === 'app.login' ? { data: {} } : {}),
    };
    const { status, body } = await send({ ...event, subject: 'ce' });
    expect(status).toBe(201);
    expect(body.event.source_name).toContain(source_name);
  });

  it('that names a template goes by that', async () => {
    const [plain, path] = ['Billing and OCS', '/region-1/Billing%20and%20OCS/'];
    for (const source of [plain, path]) {
      const data = { txn_type: 'TOPUP', msisdn: 'ce', txn_time: TIME, amount: 5 };
      const { status, body } = await send({ ...cdr('billed'), source, type: 'com.telco.billing', data });
      expect([status, body.event?.source_name ?? body]).toEqual([201, 'Billing and OCS']);
    }
  });

  it('of a source that is not configured is unique within that, as its sender promises', async () => {
    const login = (source: string) =>
      send({ specversion: '1.0', id: '1', source, type: 'app.login', subject: 'ce', time: TIME });
    const [ios, android] = [await login('//app/ios-7'), await login('//app/android')];
    expect([ios.status, android.status]).toEqual([201, 201]);
    expect((await login('//app/ios-7')).status).toBe(200);
  });

  it('says by its envelope who, when and what, where its data does not', async () => {
    const { status, body } = await send({
      specversion: '1.0',
      id: 'envelope',
      source: 'cdr_system',
      type: 'usage.voice',
      subject: 'by-subject',
      time: '2026-01-22T07:00:00+03:00',
      data: { value: 60, direction: 'outgoing' },
    });
    expect(status).toBe(201);
    expect(body.event).toMatchObject({
      event_id: 'envelope',
      event_type: 'usage.voice',
      customer_id: 'by-subject',
      occurred_at: '2026-01-22T04:00:00.000Z',
      value: 60,
    });
  });

  it('is believed by its data first', async () => {
    const { body } = await send(cdr('data-first', { subject: 'somebody', time: '2020-01-01T00:00:00Z' }));
    expect(body.event).toMatchObject({ customer_id: 'ce', occurred_at: '2026-01-22T09:00:00.000Z' });
  });

  it('that is faulty, or of nobody known, is refused, kept as it came, and can be tried again', async () => {
    const faulty = await send(cdr('faulty', { time: 'now', Subject: 'x' }));
    expect(faulty.status).toBe(422);
    expect(faulty.body.errors.map(({ path }: { path: string }) => path).sort()).toEqual(['Subject', 'time']);
    expect(await kept(faulty.body.failed_id)).toMatchObject({ form: 'cloudevent', record: { id: 'faulty' } });

    const foreign = cdr('foreign', { source: '/somewhere/else' });
    const refused = await send(foreign);
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toEqual([
      expect.objectContaining({ path: 'source', expected: expect.stringContaining('cdr_system') }),
    ]);
    expect(await kept(refused.body.failed_id)).toMatchObject({
      source_name: '/somewhere/else',
      record: foreign,
    });
    await server.post('data-sources/', { ...CDR_SOURCE, source_name: 'else' });
    const again = await server.post('customer-events/reprocess/', { failed_ids: [refused.body.failed_id] });
    expect(again.body).toMatchObject({ processed: 1, still_failed: 0 });
    expect(await kept(refused.body.failed_id)).toBeUndefined();
  });

  it('in a format that is not read is refused with those that are', async () => {
    const { status, body } = await send('<event/>', { 'content-type': 'application/cloudevents+xml' });
    expect(status).toBe(415);
    expect(body.errors[0].expected).toContain('application/cloudevents+json');
  });
});

describe('a CloudEvent in binary mode', () => {
  const headers = {
    'content-type': 'application/json',
    'ce-specversion': '1.0',
    'ce-id': 'binary',
    'ce-source': '/mediation/cdr_system',
    'ce-type': 'com.telco.cdr',
  };

  it('has its attributes in headers and its data as body', async () => {
    const { status, body } = await send(cdr('').data, headers);
    expect(status).toBe(201);
    expect(body.event).toMatchObject({ event_id: 'binary', event_type: 'usage.voice' });
    const media = { ...headers, 'content-type': 'application/vnd.telco.cdr+json; charset=utf-8' };
    expect((await send(cdr('').data, media)).body.duplicate).toBe(true);
  });

  it.each([
    ['percent-encoded', 'Euro%20%E2%82%AC%20%F0%9F%98%80', 'Euro € 😀'],
    ['in quotes, as older senders have it', '"a \\"quoted\\" one"', 'a "quoted" one'],
    ['encoded without need, and in small letters', '%61%e2%82%ac', 'a€'],
    ['with a per cent sign that encodes nothing', '100%', '100%'],
    ['encoded once, though it looks encoded twice', '%2541', '%41'],
  ])('reads an id that is %s', async (_what, encoded, id) => {
    const { body } = await send(cdr('').data, { ...headers, 'ce-id': encoded });
    expect(body.event.event_id).toBe(id);
  });

  it.each([
    ['bytes that are no UTF-8', { 'ce-subject': '%C0%A0' }, 'ce-subject'],
    [
      'the type of its data in a header of its own',
      { 'ce-datacontenttype': 'text/xml' },
      'ce-datacontenttype',
    ],
    ['data in a header', { 'ce-data': '{}' }, 'ce-data'],
  ])('may not have %s', async (_what, more, path) => {
    const { status, body } = await send(cdr('').data, { ...headers, ...more });
    expect(status).toBe(400);
    expect(body.errors[0].path).toBe(path);
  });

  it('that lacks an attribute is not taken for a batch', async () => {
    const { 'ce-id': _id, ...rest } = headers;
    const { status, body } = await send(cdr('').data, rest);
    expect(status).toBe(422);
    expect(body.errors).toEqual([expect.objectContaining({ path: 'id' })]);
  });

  it('may have no data', async () => {
    const { 'content-type': _type, ...rest } = headers;
    const login = {
      ...rest,
      'ce-id': 'no-data',
      'ce-type': 'app.login',
      'ce-source': '/app',
      'ce-time': TIME,
    };
    const { status, body } = await server.call('POST', 'customer-events/', {
      headers: { ...login, 'ce-subject': 'ce' },
    });
    expect(status).toBe(201);
    expect(body.event.event_type).toBe('app.login');
  });
});

describe('several CloudEvents', () => {
  it('as a batch are answered one by one', async () => {
    const { status, body } = await send([cdr('b1'), cdr('b1'), cdr('b2', { source: '' }), 'none'], SEVERAL);
    expect(status).toBe(200);
    expect(body).toMatchObject({ accepted: 1, duplicates: 1, failed: 2 });
    expect(body.results[2].errors[0]).toMatchObject({
      path: 'source',
      message: 'The attribute "source" is empty.',
    });
    expect((await kept(body.results[3].failed_id)).form).toBe('cloudevent');
  });

  it('may be none', async () => {
    expect((await send([], SEVERAL)).body).toMatchObject({ accepted: 0, failed: 0, results: [] });
  });

  it('are no batch where they are no list', async () => {
    const { status, body } = await send(cdr('alone'), SEVERAL);
    expect(status).toBe(400);
    expect(body.detail).toBe(
      'application/cloudevents-batch+json takes a JSON array of CloudEvents; one alone is sent as application/cloudevents+json.',
    );
  });

  it('may stand beside raw records, in an array and in a stream', async () => {
    const raw = { ...call('ce', TIME, { record_id: 'mixed' }), source_name: 'CDR System' };
    const items = [cdr('mixed'), raw];
    const { body } = await server.post('customer-events/', items);
    // One id in one source is one event, however it is sent.
    expect(body).toMatchObject({ accepted: 1, duplicates: 1 });
    const text = items.map(item => JSON.stringify(item)).join('\n');
    const headers = { 'content-type': 'application/x-ndjson' };
    const stream = await server.call('POST', 'customer-events/', { headers, text });
    expect(stream.text.match(/"duplicate"/g)).toHaveLength(2);
  });
});
