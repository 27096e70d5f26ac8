import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, takeIn, topUp } from '../support/fixtures.ts';
import { openTestApp } from '../support/test-app.ts';
import type { TestApp } from '../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await openTestApp();
  await takeIn(server, call('ada', '2026-01-22T09:00:00Z'));
});
afterAll(() => server.close());

describe('badges', () => {
  it('are 48, numbered in the order of files and levels, with their conditions as JSONLogic and text', async () => {
    const { results } = (await server.get('badges/')).body;
    expect(results.map((row: { id: number }) => row.id)).toEqual(
      Array.from({ length: 48 }, (_, index) => index + 1),
    );
    expect(results[0]).toMatchObject({
      badge_id: 'activated:bronze',
      badge_type: 'activated',
      level: 'bronze',
      unlock_order: 1,
    });
    expect(
      results.every(
        (row: { auto_award_rules: unknown; when: string }) =>
          typeof row.auto_award_rules === 'object' && row.when !== '',
      ),
    ).toBe(true);
  });

  it('are awarded when they are due, once, and kept with their cause', async () => {
    const answer = await server.post('badges/check-and-award/', {
      badge_id: 'recharge_hero',
      customer_id: 'ada',
    });
    expect(answer.body.awarded).toEqual([]);
    expect(answer.body.not_awarded).toEqual([
      expect.objectContaining({ badge_id: 'recharge_hero:bronze', how_far: expect.any(Number) }),
    ]);
    const given = await server.post('badges/award/', {
      badge_id: 'recharge_hero:bronze',
      customer_id: 'ada',
      reason: 'a gift',
    });
    expect(given.status).toBe(200);
    const awards = (await server.get('badgeAwards/?customer_id=ada')).body.results;
    expect(awards).toEqual([
      expect.objectContaining({
        badge_id: 'recharge_hero:bronze',
        customer_id: 'ada',
        cause: expect.stringContaining('a gift'),
        revoked_at: null,
      }),
    ]);
    expect(
      (
        await server.post('badges/award/', {
          badge_id: 'recharge_hero:bronze',
          customer_id: 'ada',
          reason: 'again',
        })
      ).status,
    ).toBe(409);
  });

  it('asked for by number say of a level that is held, or too high, that it is', async () => {
    const { results } = (await server.get('badges/')).body;
    const number = (id: string) =>
      results.find((row: { badge_id: string }) => row.badge_id === id).id as number;
    const held = await server.post('badges/check-and-award/', {
      badge_id: number('recharge_hero:bronze'),
      customer_id: 'ada',
    });
    expect(held.body.not_awarded).toContainEqual(
      expect.objectContaining({ badge_id: 'recharge_hero:bronze', how_far: 1 }),
    );
    const high = await server.post('badges/check-and-award/', {
      badge_id: number('recharge_hero:platinum'),
      customer_id: 'ada',
    });
    expect(high.body.not_awarded).toContainEqual(
      expect.objectContaining({
        badge_id: 'recharge_hero:platinum',
        reason: expect.stringContaining('recharge_hero:silver'),
      }),
    );
  });

  it('come by events alone too', async () => {
    for (let day = 10; day <= 16; day += 1) await takeIn(server, call('walker', `2026-01-${day}T09:00:00Z`));
    const { body } = await server.post('badges/check-and-award/', {
      badge_id: 'streak_master',
      customer_id: 'walker',
    });
    const awards = (await server.get('badgeAwards/?customer_id=walker')).body.results;
    expect(awards.map((award: { badge_id: string }) => award.badge_id)).toContain('streak_master:bronze');
    expect(body.not_awarded).toContainEqual(expect.objectContaining({ badge_id: 'streak_master:silver' }));
  });

  it('are taken back with a reason, and can be awarded again', async () => {
    const body = { badge_id: 'connector:bronze', customer_id: 'ada', reason: 'by mistake' };
    await server.post('badges/award/', body);
    expect((await server.post('badges/revoke/', body)).status).toBe(200);
    expect((await server.post('badges/revoke/', body)).status).toBe(409);
    await server.post('badges/award/', body);
    const awards = (await server.get('badgeAwards/?customer_id=ada')).body.results.filter(
      (award: { badge_type: string }) => award.badge_type === 'connector',
    );
    expect(awards.map((award: { revoked_because: string | null }) => award.revoked_because)).toEqual([
      null,
      expect.stringContaining('by mistake'),
    ]);
    expect(new Set(awards.map((award: { id: string }) => award.id)).size).toBe(2);
  });

  it('that do not exist, or lack a reason or a level, are a problem', async () => {
    expect(
      (await server.post('badges/check-and-award/', { badge_id: 'hero', customer_id: 'ada' })).status,
    ).toBe(404);
    expect((await server.post('badges/check-and-award/', { badge_id: 49, customer_id: 'ada' })).status).toBe(
      404,
    );
    expect((await server.post('badges/check-and-award/', { badge_id: 1 })).status).toBe(400);
    expect((await server.post('badges/award/', { badge_id: 1, customer_id: 'ada' })).status).toBe(400);
    expect(
      (await server.post('badges/award/', { badge_id: 'connector', customer_id: 'ada', reason: 'x' })).status,
    ).toBe(422);
  });

  it('of everybody are listed page by page', async () => {
    await takeIn(server, topUp('ada', 't-9', '2026-01-22T09:30:00Z'));
    const all = (await server.get('badgeAwards/?limit=500')).body.results;
    const first = await server.get('badgeAwards/?limit=1');
    expect(first.body.results[0]).toEqual(all[0]);
    expect(first.body.next_cursor).not.toBeNull();
  });
});
