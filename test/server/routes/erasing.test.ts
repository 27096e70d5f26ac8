import { expect, it } from 'vitest';
import { takeIn, topUp } from '../support/fixtures.ts';
import { describeOnBothStores } from '../support/on-both-stores.ts';

const TIME = '2026-01-22T09:00:00Z';
const NORMALIZE = 'customer-events/normalize/';

describeOnBothStores('erasing', server => {
  const erase = (customer: string, query = '') => server().call('DELETE', `customers/${customer}/${query}`);

  it('an id that nobody has is refused, and whoever has it later is taken in', async () => {
    expect(await erase('nobody')).toMatchObject({
      status: 404,
      body: { detail: 'There is no customer "nobody": no event of his has come in yet.' },
    });
    await takeIn(server(), topUp('nobody', 'n1', TIME));
    expect((await server().get('customers/nobody/')).status).toBe(200);
  });

  it('an id that nobody has keeps him out where that is asked for', async () => {
    expect((await erase('objects', '?keep_out=true')).status).toBe(204);
    const { status, body } = await server().post(NORMALIZE, topUp('objects', 'o1', TIME));
    expect([status, body.detail]).toEqual([422, expect.stringContaining('was erased')]);
  });

  it('a customer twice answers both times', async () => {
    await takeIn(server(), topUp('again', 'a1', TIME));
    expect([(await erase('again')).status, (await erase('again')).status]).toEqual([204, 204]);
    expect((await server().get('customers/again/')).status).toBe(404);
  });

  it('somebody of whom only a failed record is kept removes that, and keeps him out', async () => {
    await server().post(NORMALIZE, { source_type: 'billing', event: { msisdn: 'failed' } });
    const kept = () => server().get('customer-events/?processing_status=failed&customer_id=failed');
    expect((await kept()).body.results).toHaveLength(1);
    expect((await erase('failed')).status).toBe(204);
    expect((await kept()).body.results).toEqual([]);
    expect((await server().post(NORMALIZE, topUp('failed', 'f1', TIME))).status).toBe(422);
  });
});
