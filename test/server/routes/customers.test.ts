import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../engine/canonical.ts';
import { createSweep } from '../../../server/services/sweep.ts';
import { call, login, takeIn, topUp } from '../support/fixtures.ts';
import { NOW, openTestApp } from '../support/test-app.ts';
import type { TestApp } from '../support/test-app.ts';

const DAY_MS = 86_400_000;
let server: TestApp;
beforeAll(async () => {
  server = await openTestApp();
  for (const hour of ['08', '09', '10']) await takeIn(server, call('ada', `2026-01-22T${hour}:00:00Z`));
  await takeIn(server, topUp('ada', 't-1', '2026-01-22T11:00:00Z'));
  await takeIn(server, login('ada', 'l-1', '2026-01-22T11:30:00Z'));
  await takeIn(server, call('bob', '2026-01-22T10:00:00Z'));
});
afterAll(() => server.close());

describe('the list of customers', () => {
  it('shows each with scores, tier and points', async () => {
    const { body } = await server.get('customers/');
    expect(body.results.map((row: { customer_id: string }) => row.customer_id)).toEqual(['ada', 'bob']);
    expect(body.results[0]).toMatchObject({
      scores: { engagement: expect.any(Number) },
      tier: 'base',
      points: 0,
    });
  });

  it('can be searched and paged', async () => {
    expect((await server.get('customers/?search=bo')).body.results).toHaveLength(1);
    const first = await server.get('customers/?limit=1');
    const second = await server.get(
      `customers/?limit=1&cursor=${encodeURIComponent(first.body.next_cursor)}`,
    );
    expect(second.body.results[0].customer_id).toBe('bob');
    expect(second.body.next_cursor).toBeNull();
  });

  it('can be one tier’s', async () => {
    const tiers = (await server.get('tiers/')).body.results;
    expect(tiers.map((tier: { level: string }) => tier.level)).toEqual([
      'base',
      'silver',
      'gold',
      'platinum',
    ]);
    expect(tiers[0].customers).toBe(2);
    expect((await server.get('customers/?tier=gold')).body.results).toEqual([]);
    expect(await server.get('customers/?tier=lead')).toMatchObject({
      status: 422,
      body: {
        errors: [
          { path: 'tier', message: 'There is no tier "lead".', expected: expect.stringContaining('gold') },
        ],
      },
    });
  });
});

describe('one customer', () => {
  it('is shown whole', async () => {
    const { body } = await server.get('customers/ada/');
    expect(body).toMatchObject({
      customer_id: 'ada',
      entries: 5,
      first_seen: '2026-01-22T08:00:00Z',
      release: 1,
    });
    expect(body.score_names.risk).toEqual({ name: expect.any(String), high_is_bad: true });
    expect(body.profile.length).toBeGreaterThan(10);
    expect(body.badges).toHaveLength(12);
  });

  it('has a profile that says where nothing is known, and in which zone a time is told', async () => {
    await takeIn(server, {
      source_type: 'dwh',
      event: {
        event_type: 'attribute.changed',
        customer_id: 'known',
        timestamp: '2026-01-22T09:00:00Z',
        name: 'activated_at',
        value: '2025-12-23T09:00:00Z',
      },
    });
    const textsOf = async (customer: string) => {
      const { profile } = (await server.get(`customers/${customer}/`)).body;
      const rows = profile.map(({ id, text }: { id: string; text: string }) => [id, text]);
      const { tenure, activated_at } = Object.fromEntries(rows);
      return { tenure, activated_at };
    };
    expect(await textsOf('ada')).toEqual({
      tenure: 'unknown, counts as 9,999 days',
      activated_at: 'unknown',
    });
    expect(await textsOf('known')).toEqual({
      tenure: '30.1 days',
      activated_at: '2025-12-23 12:00 Africa/Nairobi',
    });
    await server.call('DELETE', 'customers/known/');
  });

  it('that is unknown is a problem everywhere', async () => {
    for (const path of [
      'customers/eve/',
      'customers/eve/timeline/',
      'customers/eve/explain/',
      'behavior-scores/eve/',
      'points/?customer_id=eve',
    ]) {
      expect([path, (await server.get(path)).status]).toEqual([path, 404]);
    }
    expect((await server.post('behavior-scores/eve/recalculate/')).status).toBe(404);
  });

  it('may have an id of any characters', async () => {
    const id = 'Łódź/42?#% ä';
    await takeIn(server, call(id, '2026-01-22T10:00:00Z'));
    const { status, body } = await server.get(`behavior-scores/${encodeURIComponent(id)}/`);
    expect([status, body.customer_id]).toEqual([200, id]);
  });

  it('has a timeline, newest first', async () => {
    const { body } = await server.get('customers/ada/timeline/?limit=2');
    expect(body.results.map((item: { title: string }) => item.title)).toEqual([
      expect.stringMatching(/login/i),
      'Recharge',
    ]);
    expect(body.results[1]).toMatchObject({
      kind: 'event',
      occurred_at: expect.stringContaining('2026-01-22T11:00:00'),
      release: 1,
    });
    const rest = await server.get(`customers/ada/timeline/?cursor=${encodeURIComponent(body.next_cursor)}`);
    expect(rest.body.results).toHaveLength(3);
  });
});

describe('scores', () => {
  it('come with how they came about', async () => {
    const { body } = await server.get('behavior-scores/ada/');
    const { engagement } = body.breakdown;
    expect(body.engagement_score).toBe(engagement.score);
    const sum = engagement.terms.reduce(
      (total: number, term: { contribution: number }) => total + term.contribution,
      0,
    );
    expect(sum).toBeCloseTo(engagement.score, 0);
    expect(body).toMatchObject({
      customer_id: 'ada',
      calculated_at: '2026-01-22T12:00:00Z',
      program: expect.any(String),
    });
  });

  it('recalculated from the stored events are what was kept', async () => {
    const kept = await server.get('behavior-scores/ada/');
    const { status, body } = await server.post('behavior-scores/ada/recalculate/');
    expect(status).toBe(200);
    expect(body).toEqual({ ...kept.body, differs: false });
  });

  it('recalculated are told to differ where the kept state was damaged', async () => {
    const kept = await server.store.keptDocument('bob');
    if (!kept) throw new Error('bob is missing');
    const state = JSON.parse(kept.state) as { facts: { first_seen: number } };
    state.facts.first_seen -= 1;
    await server.store.replaceDocument(kept.rev, { ...kept, state: canonicalJson(state) });
    const { body } = await server.post('behavior-scores/bob/recalculate/');
    expect(body.differs).toBe(true);
    expect(await server.services.verify.customer('bob', true)).toMatchObject({ repaired: true });
    expect((await server.post('behavior-scores/bob/recalculate/')).body.differs).toBe(false);
  });

  it('fall with time though nothing happens', async () => {
    const before = (await server.get('behavior-scores/ada/')).body.engagement_score;
    server.now = NOW + 20 * DAY_MS;
    const after = (await server.get('behavior-scores/ada/')).body;
    server.now = NOW;
    expect(after.engagement_score).toBeLessThan(before);
    expect(after.calculated_at).toBe('2026-02-11T12:00:00Z');
  });
});

describe('an explanation', () => {
  it('of a badge says how far it is', async () => {
    const { body } = await server.get('customers/ada/explain/?rule=badge.power_user:silver');
    expect(body).toMatchObject({ rule: 'badge.power_user:silver', met: false, customer_id: 'ada' });
    expect(body.tree.text).toContain('engagement');
  });

  it('without a rule goes over all missions that are not given and all next badges', async () => {
    const { body } = await server.get('customers/ada/explain/');
    const rules = body.results.map((row: { rule: string }) => row.rule);
    expect(rules.filter((rule: string) => rule.startsWith('badge.'))).toHaveLength(12);
    expect(rules.filter((rule: string) => rule.startsWith('mission.')).length).toBeGreaterThan(5);
  });

  it('of a rule that does not exist is a problem', async () => {
    expect((await server.get('customers/ada/explain/?rule=mission.nothing')).status).toBe(404);
  });
});

describe('who is in a segment', () => {
  it('is a list, and an unknown segment is a problem', async () => {
    server.now = NOW + DAY_MS;
    await createSweep(server.services.context, server.services.submit, 'here').round();
    const { segments } = (await server.get('customers/ada/')).body;
    server.now = NOW;
    const [segment] = segments;
    const { body } = await server.get(`segments/${segment.id}/customers/`);
    expect(body.results.map((row: { customer_id: string }) => row.customer_id)).toContain('ada');
    const counted = (await server.get('segments/')).body.results.find(
      (row: { id: string }) => row.id === segment.id,
    );
    expect(counted.customers).toBe(body.results.length);
    expect((await server.get('segments/nobody/customers/')).status).toBe(404);
  });
});

describe('a customer who is erased', () => {
  it('is nowhere afterwards, and nothing about him is taken in any more', async () => {
    const record = topUp('gone', 't-gone', '2026-01-22T11:00:00Z');
    await takeIn(server, record);
    await server.post('customer-events/normalize/', { source_type: 'billing', event: { msisdn: 'gone' } });
    const key = { headers: { 'idempotency-key': 'erase-gone' } };
    const { status, text } = await server.call('DELETE', 'customers/gone/', key);
    expect([status, text]).toEqual([204, '']);
    expect((await server.call('DELETE', 'customers/gone/', key)).status).toBe(204);
    expect((await server.get('customers/gone/')).status).toBe(404);
    expect((await server.get('customers/?search=gone')).body.results).toEqual([]);
    expect((await server.get('customer-events/?customer_id=gone')).body.results).toEqual([]);
    expect((await server.get('customer-events/?status=failed')).text).not.toContain('gone');
    const again = await server.post('customer-events/normalize/', record);
    expect(again.status).toBeGreaterThanOrEqual(400);
    expect(again.text).toContain('erased');
    expect(await server.store.everybody('', 100)).not.toContain('gone');
  });

  it('may be one of whom nothing has come yet, where that is said', async () => {
    expect((await server.call('DELETE', 'customers/never/?keep_out=true')).status).toBe(204);
    const { text } = await server.post('customer-events/normalize/', call('never', '2026-01-22T10:00:00Z'));
    expect(text).toContain('erased');
  });
});
