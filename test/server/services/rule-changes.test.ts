import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUpgrade } from '../../../server/services/upgrade.ts';
import { call, takeIn } from '../support/fixtures.ts';
import { openTestApp } from '../support/test-app.ts';
import type { TestApp } from '../support/test-app.ts';

const FILE = 'badges/connector.yaml';
const CHATTY = `---
kind: badge
id: chatty
name: Chatty
levels: { bronze: { when: 'count(usage.voice, lifetime) >= 2' } }
`;

let server: TestApp;
let before = '';
beforeAll(async () => {
  server = await openTestApp();
  for (const hour of ['08', '09']) await takeIn(server, call('ada', `2026-01-22T${hour}:00:00Z`));
  before = (await server.get(`rules/files/${FILE}`)).body.text;
});
afterAll(() => server.close());

/** Publishes the file with that text, and takes everybody over. */
async function publish(text: string): Promise<void> {
  await makeLive(text);
  const upgrade = createUpgrade(server.services.context, server.services.releases, server.services.submit);
  while (await upgrade()) continue;
}

/** Publishes the file with that text; everybody is as his last step left him. */
async function makeLive(text: string): Promise<void> {
  const { etag } = (await server.get(`rules/files/${FILE}`)).body;
  const { status } = await server.call('PUT', `rules/files/${FILE}`, {
    headers: { 'if-match': etag },
    body: { text },
  });
  expect(status).toBe(200);
}

async function numberOf(badge: string): Promise<number | undefined> {
  const { results } = (await server.get('badges/')).body;
  return results.find((row: { badge_type: string }) => row.badge_type === badge)?.id;
}

async function awards(): Promise<{ readonly badge_id: string; readonly release: number }[]> {
  return (await server.get('badgeAwards/?customer_id=ada')).body.results;
}

describe('a badge that is published', () => {
  it('is held at once, and quietly, by who has met it before', async () => {
    await publish(`${before.trimEnd()}\n${CHATTY}`);
    const { n } = server.services.releases.live().release;
    expect(await awards()).toEqual([expect.objectContaining({ badge_id: 'chatty:bronze', release: n })]);
    const { body } = await server.get('customers/ada/');
    expect(body.points.balance).toBe(0);
  });

  it('keeps its number and its holders under another id, and is granted to nobody twice', async () => {
    const number = await numberOf('chatty');
    await publish(`${before.trimEnd()}\n${CHATTY.replace('id: chatty', 'id: talker\nwas: [chatty]')}`);
    await takeIn(server, call('ada', '2026-01-22T11:00:00Z'));
    expect(await numberOf('talker')).toBe(number);
    expect((await awards()).map(({ badge_id }) => badge_id)).toEqual(['talker:bronze']);
    const { badges } = (await server.get('stats/')).body;
    expect(badges).toContainEqual({ badge_type: 'talker', level: 'bronze', awarded: 1 });
    expect((await server.post('behavior-scores/ada/recalculate/')).body.differs).toBe(false);
  });

  it('shows under its present id at once to who held it under a former one', async () => {
    await makeLive(
      `${before.trimEnd()}\n${CHATTY.replace('id: chatty', 'id: speaker\nwas: [chatty, talker]')}`,
    );
    const { badges } = (await server.get('customers/ada/')).body;
    expect(badges.find((row: { badge_type: string }) => row.badge_type === 'speaker')).toMatchObject({
      level: 'bronze',
      awards: [expect.objectContaining({ level: 'bronze' })],
    });
    expect((await server.post('behavior-scores/ada/recalculate/')).body.differs).toBe(false);
  });
});
