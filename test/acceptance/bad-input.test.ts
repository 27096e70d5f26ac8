import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { endAll } from '../server/support/run-cairn.ts';
import type { Answer } from '../server/support/test-app.ts';
import { openCairn } from './support/cairn.ts';
import type { Cairn } from './support/cairn.ts';
import { ago, customerWithMissions } from './support/customers.ts';
import type { Mission } from './support/customers.ts';
import { freshStats } from './support/fresh-stats.ts';
import { sendAll } from './support/ndjson.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 600_000 });

const CALL = { customer_id: 'caller', call_type: 'outgoing', duration: 60, call_time: ago(3600) };

let cairn: Cairn;
beforeAll(async () => {
  cairn = await openCairn();
  await normalize('cdr', CALL);
});
afterAll(async () => {
  await cairn?.close();
  endAll();
});

const normalize = (source_type: string, event: unknown, more: object = {}) =>
  cairn.post('customer-events/normalize/', { source_type, event, ...more });

/** Everything that a refused request could have left behind, apart from its own record among the failed ones. */
async function stored() {
  const [customers, events, awards, ledger, rules] = await Promise.all(
    [
      'customers/?limit=500',
      'customer-events/?processing_status=processed&limit=500',
      'badgeAwards/?limit=500',
      'points/ledger/?limit=500',
      'rules/files/',
    ].map(async path => (await cairn.get(path)).body.results as readonly Record<string, unknown>[]),
  );
  return {
    customers: customers?.map(row => [row['customer_id'], row['points'], row['active_missions']]),
    events: events?.map(row => row['event_id']),
    awards,
    ledger,
    rules,
    sources: (await cairn.get('data-sources/')).body.results,
  };
}

/** Runs a request that must be refused, and insists that it left nothing behind. */
async function refused(request: () => Promise<Answer>): Promise<Answer> {
  const before = await stored();
  const answer = await request();
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.body).toMatchObject({
    type: expect.any(String),
    title: expect.any(String),
    status: answer.status,
    detail: expect.any(String),
  });
  expect(await stored()).toEqual(before);
  return answer;
}

describe('a record that cannot be mapped', () => {
  const inADay = new Date(Date.now() + 86_400_000).toISOString();
  it.each([
    ['an event type that nobody mapped', { call_type: 'teleport' }, 'call_type', /"teleport"/, /outgoing/],
    ['a value that is no number', { duration: 'long' }, 'duration', /"long" is no number/, /duration/],
    ['a value of another unit', { duration: '5 MB' }, 'duration', /"5 MB"/, /a duration, as a number of s/],
    ['a value below nothing', { duration: -5 }, 'duration', /less than nothing/, /duration/],
    ['a value beyond counting', { duration: 1e30 }, 'duration', /too large/, /duration/],
    ['no value', { duration: undefined }, 'duration', /needs a value/, /a number of s/],
    [
      'a day that no month has',
      { call_time: '2026-02-30T10:00:00Z' },
      'call_time',
      /no such day/,
      /RFC 3339/,
    ],
    ['an hour that no day has', { call_time: '2026-02-20T25:00:00Z' }, 'call_time', /24 hours/, /RFC 3339/],
    ['a time to come', { call_time: inADay }, 'call_time', /future/, /no more than 5 minutes ahead/],
    ['a time before all phones', { call_time: '1626-01-01T00:00:00Z' }, 'call_time', /too long ago/, /1990/],
    ['no time', { call_time: undefined }, 'call_time', /no "call_time"/, /RFC 3339/],
    ['no customer', { customer_id: undefined }, 'customer_id', /no "customer_id"/, /1 to 128/],
    ['an endless customer id', { customer_id: 'x'.repeat(129) }, 'customer_id', /129/, /1 to 128/],
  ])('for %s is told which field and what was expected', async (_, change, path, message, expected) => {
    const { status, body } = await refused(() => normalize('cdr', { ...CALL, ...change }));
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      { path, message: expect.stringMatching(message), expected: expect.stringMatching(expected) },
    ]);
    expect(body.failed_id).toMatch(/^f_/);
  });

  it.each([
    ['source type', 'fax', {}, 'source_type', /"fax"/, /cdr/],
    ['source', 'cdr', { source_name: 'Nowhere' }, 'source_name', /"Nowhere"/, /CDR System/],
  ])('from an unknown %s is told which there are', async (_, type, more, path, message, expected) => {
    const { status, body } = await refused(() => normalize(type, CALL, more));
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      { path, message: expect.stringMatching(message), expected: expect.stringMatching(expected) },
    ]);
  });

  it('is kept once with its reason, however often it comes', async () => {
    const record = { ...CALL, call_type: 'telepathy' };
    const first = await normalize('cdr', record);
    const second = await normalize('cdr', record);
    expect(second.body.failed_id).toBe(first.body.failed_id);
    const { results } = (await cairn.get('customer-events/?processing_status=failed&limit=500')).body;
    const kept = results.filter((row: { failed_id: string }) => row.failed_id === first.body.failed_id);
    expect(kept).toEqual([
      expect.objectContaining({ processing_status: 'failed', reason: first.body.detail, record }),
    ]);
  });

  it.each([
    ['no record', { source_type: 'cdr' }, 'event'],
    ['a number for a source type', { source_type: 3, event: CALL }, 'source_type'],
    ['a field that nobody knows', { source_type: 'cdr', event: CALL, sourcename: 'x' }, 'sourcename'],
  ])('in an envelope with %s is not even tried', async (_, body, path) => {
    const failed = async () => (await cairn.get('customer-events/?processing_status=failed')).body.results;
    const before = await failed();
    const answer = await refused(() => cairn.post('customer-events/normalize/', body));
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, path]);
    expect(await failed()).toEqual(before);
  });
});

describe('a mapping', () => {
  const source = (event_mapping: object) => ({
    source_type: 'cdr',
    source_name: 'Mistaken',
    connection_config: {},
    event_mapping: { event_type: 'call_type', value: 'duration', timestamp: 'call_time', ...event_mapping },
    sync_frequency: 'hourly',
  });

  it.each([
    ['a value of another unit', { value: 'duration * 1 MB' }, /usage\.voice.* counted in s/, /a duration/],
    ['a field that no mapping has', { timestmap: 'call_time' }, /did you mean `timestamp`/, /timestamp/],
    ['a text that is no expression', { value: 'duration *' }, /value/, /./],
  ])('with %s makes no source', async (_, mapping, message, expected) => {
    const { status, body } = await refused(() => cairn.post('data-sources/', source(mapping)));
    expect(status).toBe(422);
    expect(body.errors[0]).toEqual({
      path: 'event_mapping',
      message: expect.stringMatching(message),
      expected: expect.stringMatching(expected),
    });
  });
});

describe('a body', () => {
  const send = (text: string, type = 'application/json') =>
    cairn.call('POST', 'customer-events/', { headers: { 'content-type': type }, text });

  it('of more than 10 MB is refused with the limit, and with what to do instead', async () => {
    const text = JSON.stringify(
      Array.from({ length: 60_000 }, (_, id) => ({
        source_type: 'cdr',
        event: { ...CALL, record_id: `big-${id}`, note: 'x'.repeat(50) },
      })),
    );
    expect(text.length).toBeGreaterThan(10 * 1024 * 1024);
    const { status, body } = await refused(() => send(text));
    expect(status).toBe(413);
    expect(body).toMatchObject({ detail: expect.stringContaining('NDJSON'), limit_bytes: 10 * 1024 * 1024 });
  });

  it('that is no JSON is refused with the place', async () => {
    const { status, body } = await refused(() => send('[\n  {"source_type": "cdr",\n   "event": }\n]'));
    expect([status, body.line, body.column]).toEqual([400, 3, 13]);
    expect(body.detail).toContain('Line 3, column 13');
  });

  it('of a type that nobody reads is refused with the types that are read', async () => {
    const { status, body } = await refused(() => send('<event/>', 'application/xml'));
    expect([status, body.errors[0].expected]).toEqual([415, expect.stringContaining('application/json')]);
  });

  it('of 10,000 lines with a broken one in the middle loses that one alone', async () => {
    const lines = Array.from({ length: 10_000 }, (_, index) =>
      JSON.stringify({
        source_type: 'cdr',
        event: {
          ...CALL,
          record_id: `line-${index + 1}`,
          customer_id: `many-${index % 100}`,
          call_time: ago(10_000 - index),
        },
      }),
    );
    const [broken, before] = [6_173, await freshStats(cairn)];
    lines[broken - 1] = lines[broken - 1]?.slice(0, -2) ?? '';
    const answers = await sendAll(cairn.url, lines);
    expect(answers).toHaveLength(10_000);
    expect(answers.filter(({ status }) => status === 'processed')).toHaveLength(9_999);
    expect(answers.filter(({ status }) => status !== 'processed')).toEqual([
      {
        line: broken,
        status: 'failed',
        failed_id: expect.stringMatching(/^f_/),
        detail: expect.stringMatching(/^Column \d+: Expected/),
        errors: [
          { path: '', message: expect.stringMatching(/Expected/), expected: 'one JSON object a line' },
        ],
      },
    ]);
    const after = await freshStats(cairn);
    expect(after).toMatchObject({
      events: before.events + 9_999,
      customers: before.customers + 100,
      failed: before.failed + 1,
    });
  });
});

describe('a customer whom nobody knows', () => {
  it.each([
    ['GET', 'customers/nobody/'],
    ['GET', 'customers/nobody/timeline/'],
    ['GET', 'customers/nobody/explain/?rule=score.risk'],
    ['GET', 'behavior-scores/nobody/'],
    ['POST', 'behavior-scores/nobody/recalculate/'],
    ['GET', 'points/?customer_id=nobody'],
    ['POST', 'missions/generate-for-customer/', { customer_id: 'nobody' }],
    ['POST', 'missionProgress/', { mission: 1, customer_id: 'nobody', current_value: 1 }],
    ['POST', 'badges/check-and-award/', { badge_id: 1, customer_id: 'nobody' }],
    ['POST', 'badges/award/', { badge_id: 'activated:bronze', customer_id: 'nobody', reason: 'a gift' }],
    ['POST', 'evaluate/', { expression: 'engagement > 1', customer_id: 'nobody' }],
  ])('is not found, and does not come to be: %s %s', async (method, path, body?: object) => {
    const answer = await refused(() => cairn.call(method, path, { body }));
    expect(answer.status).toBe(404);
    expect(answer.body.detail).toContain('"nobody"');
  });
});

describe('progress', () => {
  let customer: string;
  let active: readonly Mission[];
  let other: Mission;
  beforeAll(async () => {
    const names = (prefix: string) => Array.from({ length: 40 }, (_, index) => `${prefix}-${index}`);
    ({ customer, active } = await customerWithMissions(cairn, names('mine')));
    const others = await customerWithMissions(cairn, names('other'));
    other = others.active[0] ?? fail('no mission');
  });

  const set = (body: object) => cairn.post('missionProgress/', { customer_id: customer, ...body });
  const progress = async () => (await cairn.get(`missionProgress/?customer_id=${customer}`)).body.results;

  /** As `refused`, and every mission of the customer is where it was. */
  async function unmoved(body: object): Promise<Answer> {
    const before = await progress();
    const answer = await refused(() => set(body));
    expect(await progress()).toEqual(before);
    return answer;
  }

  it('of a mission of another customer is refused with those of his own', async () => {
    const { status, body } = await unmoved({ mission: other.id, current_value: 1 });
    expect([status, body.detail]).toEqual([404, expect.stringContaining(other.id)]);
    expect(body.active.map(({ id }: Mission) => id).sort()).toEqual(active.map(({ id }) => id).sort());
  });

  it('of a template that there is not is refused with where the numbers stand', async () => {
    const { status, body } = await unmoved({ mission: 999, current_value: 1 });
    expect([status, body.detail]).toEqual([404, expect.stringContaining('mission-templates/')]);
  });

  it.each([
    ['below nothing', { current_value: -50, target_value: 100 }, 400, 'current_value', />= 0/],
    ['in words', { current_value: 'half' }, 400, 'current_value', /number/],
    ['of a target of nothing', { current_value: 50, target_value: 0 }, 400, 'target_value', /> 0/],
    ['of a target below nothing', { current_value: 5, target_value: -1 }, 400, 'target_value', /> 0/],
    ['beyond counting', { current_value: 1e308 }, 422, 'current_value', /up to/],
    ['without end', { current_value: 1e308, target_value: 1e-308 }, 422, 'current_value', /share/],
  ])('%s is refused with the field and what was expected', async (_, body, status, path, expected) => {
    const answer = await unmoved({ mission: active[0]?.id, ...body });
    expect(answer.status).toBe(status);
    expect(answer.body.errors).toEqual([
      { path, message: expect.any(String), expected: expect.stringMatching(expected) },
    ]);
  });
});

describe('a rule file with ten different mistakes', () => {
  const FILE = 'missions/mistaken.yaml';
  const MISTAKEN = [
    'kind: mission',
    'id: mistaken',
    'name: Mistaken',
    'category: engagment',
    'segments: [prepayd]',
    'period: 7d',
    'fixed:',
    '  own: median_of_period(sum(usage.data, week), 6)',
    'progress: sum(usage.dta, period)',
    'target:',
    '  levels: { a: 1.1, b: 1.2, d: 1.3 }',
    '  value: nice(own * level)',
    'generate:',
    '  when: engagemnt between 20 and 60',
    '  fit: (80 - engagement / 60',
    'reward: { points: lots }',
    '---',
    'kind: badge',
    'id: activated',
    'name: Activated again',
    'levels:',
    "  bronze: { when: 'tenure >= 60' }",
    '',
  ];
  const PLACES: readonly (readonly [line: number, what: string, message: RegExp])[] = [
    [4, 'engagment', /did you mean `engagement`/],
    [5, 'prepayd', /did you mean `prepaid`/],
    [8, 'median_of_period', /did you mean `median_of_periods`/],
    [9, 'usage.dta', /usage\.data/],
    [11, 'd', /no field of `target\.levels`/],
    [14, 'engagemnt', /did you mean `engagement`/],
    [15, '(80 - engagement / 60', /never closed/],
    [16, 'lots', /`lots`/],
    [19, 'activated', /already in badges\/activated\.yaml/],
    [22, '60', /`60` is a number, but `tenure` is a duration/],
  ];

  it('is refused with each at its place, and nothing is published', async () => {
    const files = await readdir(join(cairn.rulesDir, 'missions'));
    const live = (await cairn.get('rules/')).body;
    const text = MISTAKEN.join('\n');
    const { status, body } = await refused(() =>
      cairn.call('PUT', `rules/files/${FILE}`, { body: { text } }),
    );
    expect(status).toBe(422);
    const found = body.diagnostics.map((problem: Diagnostic) => {
      const { start, end } = problem.range;
      expect(problem).toMatchObject({ severity: 'error', file: FILE });
      return [start.line, text.slice(start.offset, end.offset), problem.message];
    });
    expect(found).toEqual(
      PLACES.map(([line, what, message]) => [line, what, expect.stringMatching(message)]),
    );
    for (const [index, { range }] of (body.diagnostics as Diagnostic[]).entries()) {
      const [line = 0, what = ''] = PLACES[index] ?? [];
      expect(MISTAKEN[line - 1]?.slice(range.start.column - 1)).toMatch(startingWith(what));
      expect(body.errors[index].path).toBe(`${FILE}:${range.start.line}:${range.start.column}`);
    }
    expect((await cairn.get('rules/')).body).toEqual(live);
    expect(await readdir(join(cairn.rulesDir, 'missions'))).toEqual(files);
  });

  it('is left as it was where it existed before', async () => {
    const path = 'missions/engagement.yaml';
    const { text, etag } = (await cairn.get(`rules/files/${path}`)).body;
    const mistaken = text.replace('engagement between', 'engagemnt between');
    const put = (headers: Record<string, string>) =>
      refused(() => cairn.call('PUT', `rules/files/${path}`, { headers, body: { text: mistaken } }));
    expect((await put({ 'if-match': etag })).body.diagnostics).toHaveLength(1);
    expect((await put({})).status).toBe(428);
    expect((await put({ 'if-match': '"another"' })).status).toBe(412);
    expect(await readFile(join(cairn.rulesDir, path), 'utf8')).toBe(text);
  });
});

interface Diagnostic {
  readonly range: Record<
    'start' | 'end',
    { readonly line: number; readonly column: number; readonly offset: number }
  >;
  readonly message: string;
}

function startingWith(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}

function fail(why: string): never {
  throw new Error(why);
}
