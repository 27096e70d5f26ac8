import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { endAll } from '../server/support/run-cairn.ts';
import { openCairn } from './support/cairn.ts';
import type { Cairn } from './support/cairn.ts';
import { ago } from './support/customers.ts';
import type { Mission } from './support/customers.ts';
import { freshStats } from './support/fresh-stats.ts';

// The first start builds what is not built.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 600_000 });

const SOURCE = {
  source_type: 'cdr',
  source_name: 'CDR System',
  connection_config: { api_endpoint: 'https://mediation.example/cdr', api_key: 'a secret of ours' },
  event_mapping: { event_type: 'call_type', value: 'duration', timestamp: 'call_time' },
  sync_frequency: 'hourly',
};
const CALL = { call_type: 'outgoing', duration: 120, call_time: '2026-01-22T10:00:00Z' };
const DECISION = { program: expect.stringMatching(/^[0-9a-f]{64}$/), release: 1 };
const SCORES = ['engagement', 'revenue', 'loyalty', 'risk', 'digital'];
const WELCOME_BACK = 1;

let cairn: Cairn;
let customer: string;
beforeAll(async () => {
  cairn = await openCairn();
});
afterAll(async () => {
  await cairn?.close();
  endAll();
});

const normalize = (source_type: string, event: object) =>
  cairn.post('customer-events/normalize/', { source_type, event });
const progress = (current_value: number) =>
  cairn.post('missionProgress/', {
    mission: WELCOME_BACK,
    customer_id: customer,
    current_value,
    target_value: 100,
  });

describe('a data source', () => {
  it('is connected, and its secrets are never read back', async () => {
    const made = await cairn.post('data-sources/', SOURCE);
    expect(made.status).toBe(201);
    const masked = {
      ...SOURCE,
      connection_config: { ...SOURCE.connection_config, api_key: '********' },
      status: 'active',
      last_sync_at: null,
    };
    expect(made.body).toMatchObject(masked);
    const read = await cairn.get(`data-sources/${made.body.id}/`);
    expect(read.body).toEqual(made.body);
    expect((await cairn.get('data-sources/')).body.results).toContainEqual(made.body);
    expect((await cairn.get('data-sources/')).text).not.toContain('a secret of ours');
  });
});

describe('an event', () => {
  it('is normalised, scored and answered with what followed', async () => {
    customer = await silentCustomer();
    const answer = await normalize('cdr', { customer_id: customer, ...CALL });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      event: {
        source_type: 'cdr',
        source_name: 'CDR System',
        event_type: 'usage.voice',
        customer_id: customer,
        occurred_at: '2026-01-22T10:00:00.000Z',
        value: 120,
        unit: 's',
        attributes: { direction: 'outgoing' },
        processing_status: 'processed',
      },
      duplicate: false,
      effects: expect.any(Array),
      ...DECISION,
    });
    expect(Object.keys(answer.body.scores).sort()).toEqual([...SCORES].sort());
  });

  it('that comes again is a duplicate and changes nothing', async () => {
    const before = (await freshStats(cairn)).events;
    const first = await normalize('cdr', { customer_id: customer, ...CALL });
    const second = await normalize('cdr', { customer_id: customer, ...CALL });
    expect([first.status, first.body.duplicate]).toEqual([200, true]);
    expect(second.body.event).toEqual(first.body.event);
    expect((await freshStats(cairn)).events).toBe(before);
  });

  it('has reached its source', async () => {
    const [source] = (await cairn.get('data-sources/')).body.results;
    expect(Date.parse(source.last_sync_at)).toBeGreaterThan(Date.now() - 600_000);
  });
});

describe('behaviour scores', () => {
  it('are recalculated from the events to what was kept', async () => {
    const again = await cairn.post(`behavior-scores/${customer}/recalculate/`);
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ customer_id: customer, differs: false, ...DECISION });
    const read = await cairn.get(`behavior-scores/${customer}/`);
    for (const score of SCORES) {
      expect(read.body[`${score}_score`]).toBe(again.body[`${score}_score`]);
      expect(read.body.breakdown[score].score).toBe(read.body[`${score}_score`]);
    }
    expect(read.body).toMatchObject(DECISION);
  });

  it('come with the terms they are made of', async () => {
    const { breakdown, loyalty_score } = (await cairn.get(`behavior-scores/${customer}/`)).body;
    const { terms, bounds } = breakdown.loyalty;
    const sum = terms.reduce((total: number, term: { contribution: number }) => total + term.contribution, 0);
    expect(loyalty_score).toBeGreaterThan(0);
    expect(bounds.filter((bound: { applied: boolean }) => bound.applied)).toEqual([]);
    expect(sum).toBeCloseTo(loyalty_score, 0);
    expect(terms[0]).toMatchObject({
      name: expect.any(String),
      label: expect.any(String),
      weight: expect.any(Number),
    });
  });
});

describe('missions', () => {
  const order = () => ({ customer_id: customer, max_missions: 5, force_regenerate: false });

  it('are the same ones when they are generated twice', async () => {
    const first = await cairn.post('missions/generate-for-customer/', order());
    const second = await cairn.post('missions/generate-for-customer/', order());
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject(DECISION);
    const missions: Mission[] = first.body.missions;
    expect(missions.length).toBeLessThanOrEqual(5);
    expect(missions.find(({ template_id }) => template_id === 'welcome_back')).toMatchObject({
      name: 'Welcome Back',
      category: 'correction',
      current_value: 0,
      target_value: 1,
      reward_config: { points: 150 },
      status: 'active',
      is_dynamic: true,
      generated_for: customer,
      why: expect.any(Object),
    });
    expect(second.body.missions).toEqual(first.body.missions);
    // Of 29 templates, each is given or said why not.
    const answered = [...missions, ...first.body.not_generated].map(({ template_id }) => template_id);
    expect(new Set(answered).size).toBe(29);
  });

  it('take a progress set by hand as a share of their own target', async () => {
    const half = await progress(50);
    expect(half.status).toBe(200);
    expect(half.body).toMatchObject({
      template_id: 'welcome_back',
      customer_id: customer,
      current_value: 0.5,
      target_value: 1,
      percent: 50,
      status: 'active',
      ...DECISION,
    });
    const read = await cairn.get(`missions/${half.body.mission}/progress/?customer_id=${customer}`);
    expect(read.body).toEqual(half.body);
    const byNumber = await cairn.get(`missions/${WELCOME_BACK}/progress/?customer_id=${customer}`);
    expect(byNumber.body).toEqual(half.body);
    const listed = (await cairn.get(`missionProgress/?customer_id=${customer}`)).body.results;
    expect(listed).toContainEqual(half.body);
  });

  it('are completed exactly once, with their points', async () => {
    const done = await progress(100);
    expect(done.body).toMatchObject({ percent: 100, status: 'completed', ...DECISION });
    const points = (await cairn.get(`points/?customer_id=${customer}`)).body;
    expect(points).toMatchObject({ balance: 150, ...DECISION });
    const again = await progress(100);
    expect(again.status).toBe(404);
    expect(again.body.active).toEqual(expect.any(Array));
    expect((await cairn.get(`points/?customer_id=${customer}`)).body).toEqual(points);
    const timeline = (await cairn.get(`customers/${customer}/timeline/?limit=500`)).body.results;
    const kinds = timeline.flatMap((item: { effects: { kind: string }[] }) =>
      item.effects.map(({ kind }) => kind),
    );
    expect(kinds.filter((kind: string) => kind === 'mission_completed')).toHaveLength(1);
    expect(kinds.filter((kind: string) => kind === 'points_posted')).toHaveLength(1);
  });

  it('pay points by postings that add up to nothing', async () => {
    const lines = (await cairn.get(`points/ledger/?customer_id=${customer}`)).body.results;
    expect(lines.map((line: { amount: number }) => line.amount).sort()).toEqual([-150, 150]);
    for (const line of lines) expect(line).toMatchObject({ cause: 'mission', ...DECISION });
  });
});

describe('badges', () => {
  const check = () => cairn.post('badges/check-and-award/', { badge_id: 1, customer_id: customer });

  it('that are not due yet say how far it is', async () => {
    const { status, body } = await check();
    expect(status).toBe(200);
    expect(body).toMatchObject({ awarded: [], ...DECISION });
    expect(body.not_awarded).toEqual([
      expect.objectContaining({
        badge_id: 'activated:bronze',
        badge_type: 'activated',
        level: 'bronze',
        reason: expect.any(String),
        how_far: 0,
      }),
    ]);
  });

  it('are awarded by what the customer does, once', async () => {
    const profile = { activity_id: `p-${customer}`, contact_id: customer, activity_time: ago(50) };
    await normalize('crm', { ...profile, activity: 'profile', percent_complete: 80 });
    const login = { id: `l-${customer}`, user_id: customer, ts: Date.parse(ago(40)), name: 'login' };
    const { body } = await normalize('app', login);
    expect(body.effects).toContainEqual(
      expect.objectContaining({ kind: 'badge_awarded', badge: 'activated', level: 'bronze' }),
    );
    expect((await check()).body.awarded).toEqual([]);
    const awards = (await cairn.get(`badgeAwards/?customer_id=${customer}`)).body.results;
    expect(awards).toEqual([
      expect.objectContaining({
        badge_id: 'activated:bronze',
        badge_type: 'activated',
        level: 'bronze',
        customer_id: customer,
        cause: expect.any(String),
        ...DECISION,
      }),
    ]);
    expect((await cairn.get(`points/?customer_id=${customer}`)).body.balance).toBe(150);
  });
});

describe('the monitoring', () => {
  it('counts customers, events, missions and badges', async () => {
    const body = await freshStats(cairn);
    expect(body).toMatchObject({ failed: 0, ...DECISION });
    expect(Object.keys(body.histograms).sort()).toEqual([...SCORES].sort());
    for (const { bins } of Object.values<{ bins: { count: number }[] }>(body.histograms)) {
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(body.customers);
    }
    expect(body.funnel).toHaveLength(29);
    expect(
      body.funnel.find((row: { template_id: string }) => row.template_id === 'welcome_back'),
    ).toMatchObject({ completed: 1 });
    expect(body.badges).toContainEqual({ badge_type: 'activated', level: 'bronze', awarded: 1 });
  });

  it('lists customers and shows each with scores, missions, badges and points', async () => {
    const rows = (await cairn.get(`customers/?search=${customer}`)).body.results;
    expect(rows).toEqual([expect.objectContaining({ customer_id: customer, points: 150, badges: 1 })]);
    const { body } = await cairn.get(`customers/${customer}/`);
    expect(body).toMatchObject({
      customer_id: customer,
      points: { balance: 150 },
      tier: { id: 'base' },
      ...DECISION,
    });
    expect(Object.keys(body.scores).sort()).toEqual([...SCORES].sort());
    expect(body.missions.map((mission: Mission) => mission.template_id)).toContain('welcome_back');
  });

  it('tells a customer’s story, and which rules decided each step of it', async () => {
    const { results } = (await cairn.get(`customers/${customer}/timeline/?limit=500`)).body;
    expect(results.map((item: { kind: string }) => item.kind)).toContain('command');
    const times = results.map((item: { at: string }) => Date.parse(item.at));
    expect(times).toEqual(times.toSorted((a: number, b: number) => b - a));
    for (const item of results) expect(item).toMatchObject(DECISION);
  });

  it('explains a score, a mission that was not given and a badge that is missing', async () => {
    const explain = (rule: string) => cairn.get(`customers/${customer}/explain/?rule=${rule}`);
    expect((await explain('score.risk')).body).toMatchObject({ rule: 'score.risk', ...DECISION });
    const mission = (await explain('mission.refer_a_friend')).body;
    expect(mission).toMatchObject({ met: false, verdict: expect.stringMatching(/loyalty/i), ...DECISION });
    expect(mission.gates.length).toBeGreaterThan(4);
    const badge = (await explain('badge.activated:silver')).body;
    expect(badge).toMatchObject({ met: false, tree: { how_far: expect.any(Number) }, ...DECISION });
    const all = await cairn.get(`customers/${customer}/explain/`);
    expect(all.body.results.length).toBeGreaterThan(20);
  });

  it('says that the process is alive and ready, and describes its own API', async () => {
    expect((await cairn.get('/healthz')).status).toBe(200);
    expect((await cairn.get('/readyz')).body).toMatchObject({ store: true, release: 1 });
    const { body } = await cairn.get('/api/openapi.json');
    expect(body.openapi).toMatch(/^3\.1/);
    const paths = Object.keys(body.paths).map(path => path.replace('/api/loyalty/v1/', ''));
    expect(paths).toEqual(expect.arrayContaining(NAMED));
  });
});

const NAMED = [
  'data-sources/',
  'customer-events/normalize/',
  'behavior-scores/{id}/recalculate/',
  'behavior-scores/{id}/',
  'missions/generate-for-customer/',
  'missionProgress/',
  'missions/{id}/progress/',
  'badges/check-and-award/',
  'badgeAwards/',
];

/** Somebody whose line has been quiet for three weeks, and whom the rules do not hold out to measure what missions bring. */
async function silentCustomer(): Promise<string> {
  for (let number = 10; number < 60; number += 1) {
    const candidate = `7d444840-9dc0-11d1-b245-5ffdce74fa${number}`;
    await normalize('cdr', { customer_id: candidate, ...CALL, call_time: ago(21 * 86_400) });
    const { gates } = (await cairn.get(`customers/${candidate}/explain/?rule=mission.welcome_back`)).body;
    if (gates.every((gate: { passed: boolean }) => gate.passed)) return candidate;
  }
  throw new Error('every customer is held out');
}
