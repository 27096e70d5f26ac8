import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, CDR_SOURCE, customerWithMissions, takeIn, topUp } from '../support/fixtures.ts';
import { NOW, openTestApp } from '../support/test-app.ts';
import type { TestApp } from '../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await openTestApp();
  await server.post('data-sources/', CDR_SOURCE);
});
afterAll(() => server.close());

interface Item {
  readonly id: string;
  readonly notes: readonly { readonly kind: string; readonly sentence: string }[];
}

async function notesOf(customer: string): Promise<Record<string, string[]>> {
  const { body } = await server.get(`customers/${customer}/timeline/`);
  return Object.fromEntries(
    (body.results as Item[])
      .filter(({ notes }) => notes.length > 0)
      .map(({ id, notes }) => [id.split(':')[1], notes.map(note => `${note.kind}: ${note.sentence}`)]),
  );
}

const DAY = '2026-01-22';
const money = (customer: string, id: string, more: Record<string, unknown> = {}) =>
  topUp(customer, id, `${DAY}T09:00:00Z`, more);

describe('a timeline', () => {
  it('says nothing about events that came on their day, once', async () => {
    await takeIn(server, call('plain', `${DAY}T08:00:00Z`));
    expect(await notesOf('plain')).toEqual({});
  });

  it('says of an event that came after its day had closed when it happened', async () => {
    await takeIn(server, call('late', '2026-01-19T12:00:00Z', { record_id: 'l1' }));
    expect(await notesOf('late')).toEqual({
      l1: [
        'late: Happened on 2026-01-19 15:00 Africa/Nairobi and came 3 days later, after its day had closed; it counts in its own day.',
      ],
    });
  });

  it('says how often an event was sent again, and when last', async () => {
    const record = call('again', `${DAY}T08:00:00Z`, { record_id: 'r1' });
    await takeIn(server, record);
    await server.post('customer-events/normalize/', record);
    expect(await notesOf('again')).toEqual({
      r1: ['repeated: Was sent again once on 2026-01-22 15:00 Africa/Nairobi; it counts once.'],
    });
    await server.services.repeats.save();
    server.now = NOW + 60_000;
    await server.post('customer-events/', [record, record]);
    const twice = {
      r1: [
        'repeated: Was sent again 3 times, the last time on 2026-01-22 15:01 Africa/Nairobi; it counts once.',
      ],
    };
    expect(await notesOf('again')).toEqual(twice);
    await server.services.repeats.save();
    expect(await notesOf('again')).toEqual(twice);
    server.now = NOW;
  });

  it('says where an event was sent again with other content', async () => {
    const send = (duration: number, record_id = 'o1') =>
      server.post('customer-events/', [call('other', `${DAY}T08:00:00Z`, { record_id, duration })]);
    await send(60);
    await send(90);
    const at = '2026-01-22 15:00 Africa/Nairobi; what came first counts, once.';
    const said = async () => (await notesOf('other'))['o1'];
    expect(await said()).toEqual([`repeated: Was sent again once, with other content, on ${at}`]);
    await server.services.repeats.save();
    await send(120);
    expect(await said()).toEqual([
      `repeated: Was sent again 2 times, each time with other content, the last time on ${at}`,
    ]);
    await send(60);
    expect(await said()).toEqual([
      `repeated: Was sent again 3 times, 2 of them with other content, the last time on ${at}`,
    ]);
  });

  it('says of a reversal what it takes back, and of the event that it was taken back', async () => {
    await takeIn(server, money('whole', 'w1'));
    await takeIn(server, money('whole', 'w2', { reversal_of: 'w1', reason: 'refund' }));
    expect(await notesOf('whole')).toEqual({
      w1: [
        'reversed: Was taken back on 2026-01-22 15:00 Africa/Nairobi (refund): all of it no longer counts.',
      ],
      w2: [expect.stringMatching(/^reversal: Takes back all of “.+” of 2026-01-22 12:00 Africa\/Nairobi\./)],
    });
  });

  it('says of a reversal in parts how much each takes back, until nothing is left', async () => {
    await takeIn(server, money('part', 'p0', { amount: 5 }));
    for (const [id, amount] of [
      ['p1', 2],
      ['p2', 3],
      ['p3', 1],
    ] as const)
      await takeIn(server, money('part', id, { amount, reversal_of: 'p0' }));
    const notes = await notesOf('part');
    expect(notes['p0']).toEqual([
      'reversed: Was taken back on 2026-01-22 15:00 Africa/Nairobi (refund): 2 of it no longer counts.',
      'reversed: Was taken back on 2026-01-22 15:00 Africa/Nairobi (refund): the rest of it no longer counts.',
      'reversed: Was taken back once more on 2026-01-22 15:00 Africa/Nairobi (refund); nothing changed.',
    ]);
    expect(notes['p3']?.[0]).toContain('had been taken back already; nothing changed');
  });

  it('says of a reversal that came first that its event was never counted', async () => {
    await takeIn(server, money('before', 'b2', { amount: undefined, reversal_of: 'b1' }));
    expect((await notesOf('before'))['b2']?.[0]).toContain('has not come');
    await takeIn(server, money('before', 'b1'));
    const notes = await notesOf('before');
    expect(notes['b1']).toEqual([
      'reversed: Had been taken back before it came, on 2026-01-22 15:00 Africa/Nairobi (refund): all of it does not count.',
    ]);
    expect(notes['b2']?.[0]).toContain('Came before the event that it takes back');
  });

  it('names the missions that had been settled before a late event of theirs came', async () => {
    const customer = await customerWithMissions(server, `${DAY}T09:00:00Z`, 'settled');
    const { body } = await server.get(`missions/?customer_id=${customer}&status=active`);
    const names = body.results.map((mission: { name: string }) => mission.name);
    const last = Math.max(...body.results.map((mission: { ends_at: string }) => Date.parse(mission.ends_at)));
    server.now = last + 3 * 86_400_000;
    await takeIn(server, call(customer, `${DAY}T10:00:00Z`, { record_id: 'much-later' }));
    const [note] = (await notesOf(customer))['much-later'] ?? [];
    const settled = (note ?? '').matchAll(
      /“(.+?)” of that time had been settled at \d+ % and stays as it was\./g,
    );
    const named = [...settled].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(0);
    expect(names).toEqual(expect.arrayContaining(named));
    server.now = NOW;
  });
});
