import { expect, it } from 'vitest';
import { takeIn, topUp } from '../support/fixtures.ts';
import { describeOnBothStores } from '../support/on-both-stores.ts';

const TIME = '2026-01-22T09:00:00Z';

describeOnBothStores('what is exported of a customer', server => {
  const exported = (customer: string) => server().get(`customers/${customer}/export/`);

  it('is all that is kept, and nothing of others', async () => {
    for (const [customer, id] of [
      ['ada', 'a1'],
      ['bob', 'b1'],
      ['ada', 'a2'],
    ] as const)
      await takeIn(server(), topUp(customer, id, TIME));
    await server().post('points/redeem/', { customer_id: 'ada', amount: 5, reason: 'Dinner' });
    await server().post('customer-events/normalize/', {
      source_type: 'billing',
      event: { msisdn: 'ada', txn_type: 'TOPUP' },
    });
    const { status, headers, body } = await exported('ada');
    expect([status, headers['content-type']]).toEqual([200, expect.stringMatching(/^application\/json/)]);
    expect(body).toMatchObject({
      customer_id: 'ada',
      customer: { customer_id: 'ada', entries: body.journal.length },
      failed_records: [{ customer_id: 'ada', record: { msisdn: 'ada', txn_type: 'TOPUP' } }],
      deliveries: expect.any(Array),
    });
    const inputs = body.journal.map(({ input }: { input: Record<string, unknown> | null }) => input);
    expect(inputs).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ event_id: 'a1' }),
        expect.objectContaining({ event_id: 'a2' }),
        expect.objectContaining({ do: 'redeem', reason: 'Dinner' }),
      ]),
    );
    expect(JSON.stringify(body)).not.toContain('bob');
  });

  it('is his records alone where none could be read', async () => {
    await server().post('customer-events/normalize/', { source_type: 'billing', event: { msisdn: 'eve' } });
    expect((await exported('eve')).body).toMatchObject({
      customer: null,
      journal: [],
      failed_records: [{ customer_id: 'eve' }],
    });
  });

  it('is a problem where nothing is kept, as of whom was erased', async () => {
    expect((await exported('nobody')).status).toBe(404);
    await takeIn(server(), topUp('gone', 'g1', TIME));
    await server().call('DELETE', 'customers/gone/');
    expect((await exported('gone')).status).toBe(404);
  });
});
