import { expect, it } from 'vitest';
import { topUp } from '../support/fixtures.ts';
import { describeOnBothStores } from '../support/on-both-stores.ts';
import type { TestApp } from '../support/test-app.ts';

const TIME = '2026-01-22T09:00:00Z';
const NORMALIZE = 'customer-events/normalize/';

const reversal = (customer: string, id: string, of: string) => topUp(customer, id, TIME, { reversal_of: of });

async function notes(server: TestApp, customer: string, id: string): Promise<readonly string[]> {
  const { results } = (await server.get(`customers/${customer}/timeline/`)).body;
  const found = results.find((entry: { id: string }) => entry.id.endsWith(`:${id}`));
  return found.notes.map((note: { sentence: string }) => note.sentence);
}

describeOnBothStores('a reversal', server => {
  it('of a reversal is refused, kept as failed, and says what to do', async () => {
    await server().post(NORMALIZE, topUp('twice', 'a1', TIME));
    await server().post(NORMALIZE, reversal('twice', 'a2', 'a1'));
    const { status, body } = await server().post(NORMALIZE, reversal('twice', 'a3', 'a2'));
    expect([status, body.errors[0].path]).toEqual([422, 'reversal_of']);
    expect(body.detail).toContain('"a2" that it takes back is a reversal itself');
    const failed = await server().get('customer-events/?processing_status=failed&customer_id=twice');
    expect(failed.body.results).toMatchObject([{ failed_id: body.failed_id }]);
    expect((await server().get('customers/twice/')).body.entries).toBe(2);
  });

  it('of one in the same batch is refused as well, and the rest is taken in', async () => {
    const records = [
      topUp('batch', 'b1', TIME),
      reversal('batch', 'b2', 'b1'),
      reversal('batch', 'b3', 'b2'),
    ];
    const { body } = await server().post('customer-events/', records);
    expect(body.results.map(({ status }: { status: string }) => status)).toEqual([
      'processed',
      'processed',
      'failed',
    ]);
  });

  it('of itself is refused', async () => {
    const { status, body } = await server().post(NORMALIZE, reversal('self', 'c1', 'c1'));
    expect([status, body.detail]).toEqual([422, 'It names itself as the event that it takes back.']);
  });

  it('of another customer’s event is refused', async () => {
    await server().post(NORMALIZE, topUp('one', 'd1', TIME));
    const { status, body } = await server().post(NORMALIZE, reversal('other', 'd2', 'd1'));
    expect(status).toBe(422);
    expect(body.detail).toBe('The event "d1" that it takes back is another customer\'s.');
    expect((await server().get('customers/other/')).status).toBe(404);
  });

  it('of an event that has not come is taken in and says that it waits', async () => {
    const { status, body } = await server().post(NORMALIZE, reversal('waits', 'e2', 'e1'));
    expect(status).toBe(201);
    expect(body.detail).toContain('"e1" that it takes back has not come; nothing changes until it comes');
    const [line] = (await server().post('customer-events/', [reversal('waits', 'e3', 'e1')])).body.results;
    expect(line).toMatchObject({ status: 'processed', detail: expect.stringContaining('has not come') });
    const came = await server().post(NORMALIZE, topUp('waits', 'e1', TIME));
    expect(came.body.detail).toBeUndefined();
  });

  it('that came before what turns out to be a reversal tells that nothing changed, on both', async () => {
    await server().post(NORMALIZE, topUp('early', 'f1', TIME));
    await server().post(NORMALIZE, reversal('early', 'f3', 'f2'));
    await server().post(NORMALIZE, reversal('early', 'f2', 'f1'));
    expect(await notes(server(), 'early', 'f3')).toEqual([
      '“f2” that it takes back is a reversal itself, which cannot be taken back; nothing changed.',
    ]);
    expect((await notes(server(), 'early', 'f2')).at(-1)).toBe(
      '“f3” takes it back, which a reversal cannot be; nothing changed.',
    );
    expect((await server().post('behavior-scores/early/recalculate/')).body.differs).toBe(false);
  });

  it('that came before another customer’s event of that name tells nothing of it', async () => {
    await server().post(NORMALIZE, reversal('mine', 'g2', 'g1'));
    await server().post(NORMALIZE, topUp('theirs', 'g1', TIME));
    expect(await notes(server(), 'mine', 'g2')).toEqual([expect.stringContaining('has not come')]);
    expect(await notes(server(), 'theirs', 'g1')).toEqual([]);
  });
});
