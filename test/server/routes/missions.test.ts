import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerWithMissions } from '../support/fixtures.ts';
import { NOW, openTestApp } from '../support/test-app.ts';
import type { TestApp } from '../support/test-app.ts';

interface Mission {
  readonly id: string;
  readonly template_id: string;
  readonly status: string;
  readonly target_value: number;
  readonly current_value: number;
  readonly category: string;
}

let server: TestApp;
let customer: string;
beforeAll(async () => {
  server = await openTestApp();
  customer = await customerWithMissions(server, '2026-01-22T09:00:00Z');
});
afterAll(() => server.close());

async function missionsOf(id: string): Promise<Mission[]> {
  return (await server.get(`missions/?customer_id=${id}`)).body.results;
}

async function numberOf(template: string): Promise<number> {
  const { body } = await server.get('mission-templates/');
  return body.results.find((row: { template_id: string }) => row.template_id === template).id;
}

describe('templates', () => {
  it('are 29, numbered by file and place, with their variations', async () => {
    const { results } = (await server.get('mission-templates/')).body;
    expect(results.map((row: { id: number }) => row.id)).toEqual(
      Array.from({ length: 29 }, (_, index) => index + 1),
    );
    const streak = results.find((row: { template_id: string }) => row.template_id === 'daily_streak');
    expect(streak.variations).toHaveLength(30);
    expect(streak.variations[0]).toEqual({ segment: 'business', level: 'a', period: '6d' });
  });
});

describe('generating', () => {
  it('gives the same missions when it is asked twice, and says why not the others', async () => {
    const body = { customer_id: customer, max_missions: 5, force_regenerate: false };
    const first = await server.post('missions/generate-for-customer/', body);
    const second = await server.post('missions/generate-for-customer/', body);
    expect(first.status).toBe(200);
    const ids = first.body.missions.map((mission: Mission) => mission.id);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.length).toBeLessThanOrEqual(5);
    expect(second.body.missions.map((mission: Mission) => mission.id)).toEqual(ids);
    expect(first.body.missions[0]).toMatchObject({
      id: expect.stringMatching(/^m_/),
      is_dynamic: true,
      generated_for: customer,
    });
    expect(first.body.not_generated[0]).toMatchObject({
      template_id: expect.any(String),
      reason: expect.any(String),
    });
  });

  it('by force replaces the untouched ones', async () => {
    const other = await customerWithMissions(server, '2026-01-22T09:00:00Z', 'forced');
    const before = (await missionsOf(other)).map(mission => mission.id);
    const { body } = await server.post('missions/generate-for-customer/', {
      customer_id: other,
      force_regenerate: true,
    });
    expect(body.missions.some((mission: Mission) => !before.includes(mission.id))).toBe(true);
    const withdrawn = (await server.get(`missions/?customer_id=${other}&status=withdrawn`)).body.results;
    expect(withdrawn.length).toBeGreaterThan(0);
  });

  it('wants a customer', async () => {
    expect((await server.post('missions/generate-for-customer/', {})).status).toBe(400);
    expect(
      (await server.post('missions/generate-for-customer/', { customer_id: 'a', max_missions: 0 })).status,
    ).toBe(400);
  });
});

describe('progress', () => {
  it('is set by hand, by the mission’s id, its template’s name or its number', async () => {
    const [mission] = await missionsOf(customer);
    if (!mission) throw new Error('no mission');
    const half = mission.target_value / 2;
    for (const reference of [mission.id, mission.template_id, await numberOf(mission.template_id)]) {
      const { status, body } = await server.post('missionProgress/', {
        mission: reference,
        customer_id: customer,
        current_value: half,
      });
      expect([reference, status, body.mission, body.current_value]).toEqual([
        reference,
        200,
        mission.id,
        half,
      ]);
    }
    const read = await server.get(`missions/${mission.id}/progress/?customer_id=${customer}`);
    expect(read.body).toMatchObject({
      mission: mission.id,
      template_id: mission.template_id,
      percent: 50,
      status: 'active',
    });
    const listed = (await server.get(`missionProgress/?customer_id=${customer}`)).body.results;
    expect(listed.map((row: { mission: string }) => row.mission)).toContain(mission.id);
  });

  it('with another target is a share of the mission’s own, and completes it once with its reward', async () => {
    const other = await customerWithMissions(server, '2026-01-22T09:00:00Z', 'sharer');
    const [mission] = await missionsOf(other);
    if (!mission) throw new Error('no mission');
    const set = (current_value: number) =>
      server.post('missionProgress/', {
        mission: mission.id,
        customer_id: other,
        current_value,
        target_value: 100,
      });
    expect((await set(50)).body).toMatchObject({
      percent: 50,
      target_value: mission.target_value,
      status: 'active',
    });
    expect((await set(100)).body).toMatchObject({ percent: 100, status: 'completed' });
    const points = await server.get(`points/?customer_id=${other}`);
    expect(points.body.balance + points.body.pending).toBeGreaterThan(0);
    expect((await set(100)).status).toBe(404);
    expect((await server.get(`points/?customer_id=${other}`)).body).toEqual(points.body);
    const ledger = (await server.get(`points/ledger/?customer_id=${other}`)).body.results;
    expect(ledger.reduce((sum: number, line: { amount: number }) => sum + line.amount, 0)).toBe(0);
    expect(new Set(ledger.map((line: { posting_key: string }) => line.posting_key)).size).toBe(1);
    const done = (await server.get(`missions/?customer_id=${other}&status=completed`)).body.results;
    expect(done.map((row: Mission) => row.id)).toEqual([mission.id]);
  });

  it('of a mission that the customer does not have names those that he has', async () => {
    const { status, body } = await server.post('missionProgress/', {
      mission: 'refer_a_friend',
      customer_id: customer,
      current_value: 1,
    });
    expect(status).toBe(404);
    const active = (await missionsOf(customer))
      .filter(mission => mission.status === 'active')
      .map(mission => mission.id);
    expect(body.active.map((row: { id: string }) => row.id).sort()).toEqual(active.sort());
  });

  it('of a mission that does not exist is a problem', async () => {
    expect(
      (await server.post('missionProgress/', { mission: 999, customer_id: customer, current_value: 1 }))
        .status,
    ).toBe(404);
    expect((await server.post('missionProgress/', { mission: 1, customer_id: customer })).status).toBe(400);
    expect(
      (await server.post('missionProgress/', { mission: 1, customer_id: customer, current_value: -1 }))
        .status,
    ).toBe(400);
    expect((await server.get(`missions/m_none/progress/?customer_id=${customer}`)).status).toBe(404);
    expect((await server.get('missions/m_none/progress/')).status).toBe(422);
  });

  it('under one Idempotency-Key is set once, and another body is refused', async () => {
    const [mission] = await missionsOf(customer);
    const headers = { 'idempotency-key': 'p-1' };
    const body = { mission: mission?.id, customer_id: customer, current_value: 0.5 };
    const first = await server.post('missionProgress/', body, { headers });
    await server.post('missionProgress/', { ...body, current_value: 0.25 });
    const again = await server.post('missionProgress/', body, { headers });
    expect(again.text).toBe(first.text);
    expect(
      (await server.post('missionProgress/', { ...body, current_value: 0.75 }, { headers })).status,
    ).toBe(422);
    expect(await server.store.entry('api:admin:p-1')).not.toBeNull();
  });
});

describe('the list of missions', () => {
  it('is everybody’s, newest first, or by status and category', async () => {
    const all = (await server.get('missions/?limit=500')).body.results as Mission[];
    expect(all.length).toBeGreaterThan((await missionsOf(customer)).length);
    const [first] = all;
    const of = (await server.get(`missions/?limit=500&category=${first?.category ?? ''}`)).body
      .results as Mission[];
    expect(new Set(of.map(mission => mission.category))).toEqual(new Set([first?.category]));
    expect((await server.get('missions/?status=lost')).status).toBe(400);
  });

  it('keeps missions that have ended', async () => {
    const later = await customerWithMissions(server, '2026-01-22T09:00:00Z', 'patient');
    server.now = NOW + 120 * 86_400_000;
    await server.post('badges/check-and-award/', { customer_id: later });
    const missions = await missionsOf(later);
    server.now = NOW;
    expect(missions.some(mission => mission.status === 'expired')).toBe(true);
    expect(missions.every(mission => mission.current_value <= mission.target_value)).toBe(true);
  });

  it('loses one that is taken away', async () => {
    const other = await customerWithMissions(server, '2026-01-22T09:00:00Z', 'loser');
    const [mission] = await missionsOf(other);
    const body = { customer_id: other, reason: 'asked for it' };
    const { status, body: answer } = await server.post(`missions/${mission?.id ?? ''}/withdraw/`, body);
    expect([status, answer.status]).toEqual([200, 'withdrawn']);
    expect((await server.post(`missions/${mission?.id ?? ''}/approve/`, { customer_id: other })).status).toBe(
      404,
    );
  });
});
