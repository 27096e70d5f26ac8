import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { customerWithPoints } from '../support/fixtures.ts';
import { NOW, openTestApp } from '../support/test-app.ts';
import type { TestApp } from '../support/test-app.ts';

let server: TestApp;
let customer: string;
let balance: number;
let made = 0;

beforeAll(async () => {
  server = await openTestApp();
});
afterAll(() => server.close());
beforeEach(async () => {
  server.now = NOW;
  made += 1;
  ({ customer, balance } = await customerWithPoints(server, '2026-01-22T09:00:00Z', `points${made}`));
});

const post = (path: string, body: object, key?: string) =>
  server.post(
    `points/${path}/`,
    { customer_id: customer, reason: 'a voucher', ...body },
    key === undefined ? {} : { headers: { 'idempotency-key': key } },
  );
const points = async () => (await server.get(`points/?customer_id=${customer}`)).body;
const ledger = async () => (await server.get(`points/ledger/?customer_id=${customer}`)).body.results;

describe('points/redeem/', () => {
  it('spends points, and says what is left and which rules decided', async () => {
    const { status, body } = await post('redeem', { amount: 15 });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      customer_id: customer,
      redemption_id: expect.stringMatching(/^r_[0-9a-f]{16}$/),
      posting_key: `redemption:${body.redemption_id}`,
      amount: 15,
      reason: 'a voucher',
      at: '2026-01-22T12:00:00Z',
      balance: balance - 15,
      available: balance - 15,
      on_hold: 0,
      program: expect.any(String),
      release: 1,
    });
    const lines = (await ledger()).filter((line: { cause: string }) => line.cause === 'redemption');
    const sentence = '15 points redeemed (a voucher).';
    const about = { posting_key: body.posting_key, reason: 'a voucher', customer_id: customer, sentence };
    expect(lines).toEqual([
      expect.objectContaining({ ...about, account: 'customer', amount: -15 }),
      expect.objectContaining({ ...about, account: 'liability', amount: 15 }),
    ]);
  });

  it('answers 409 with what is available where that is not enough', async () => {
    const { status, body } = await post('redeem', { amount: balance + 1 });
    expect(status).toBe(409);
    expect(body).toMatchObject({
      status: 409,
      available: balance,
      detail: `Only ${balance} points are available, of ${balance + 1} that are asked for.`,
    });
    expect((await points()).balance).toBe(balance);
  });

  it('under one Idempotency-Key happens once with one answer, and another body is refused', async () => {
    const [first, ...others] = await Promise.all(
      Array.from({ length: 5 }, () => post('redeem', { amount: 10 }, `key-${customer}`)),
    );
    for (const other of others) expect(other).toMatchObject({ status: 200, body: first?.body });
    expect((await points()).balance).toBe(balance - 10);
    const other = await post('redeem', { amount: 11 }, `key-${customer}`);
    expect(other).toMatchObject({ status: 422, body: { type: '/api/docs#problem-idempotency-key-reused' } });
  });

  it('of the last points, asked for a hundred times at once, pays one', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) => post('redeem', { amount: balance, reason: `shop ${n}` })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(99);
    for (const { body } of refused) expect(body.available).toBe(0);
    expect(await points()).toMatchObject({ balance: 0, available: 0 });
  });

  it.each([
    [{ amount: 0 }, 'amount'],
    [{ amount: -5 }, 'amount'],
    [{ amount: 1.5 }, 'amount'],
    [{ amount: '10' }, 'amount'],
    [{ amount: 1_000_000_001 }, 'amount'],
    [{}, 'amount'],
    [{ amount: 1, reason: ' ' }, 'reason'],
    [{ amount: 1, ammount: 2 }, 'ammount'],
  ])('refuses %j by naming the field', async (body, path) => {
    const answer = await post('redeem', body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error: { path: string }) => error.path)).toEqual([path]);
    expect((await points()).balance).toBe(balance);
  });

  it('says of a blank reason that it is blank', async () => {
    const { errors } = (await post('redeem', { amount: 1, reason: ' ' })).body;
    expect(errors).toEqual([{ path: 'reason', message: 'This must not be blank.', expected: 'a text' }]);
  });

  it('answers 404 for a customer whom nobody knows', async () => {
    expect((await post('redeem', { amount: 1, customer_id: 'nobody' })).status).toBe(404);
  });
});

describe('points/hold/', () => {
  it('sets points aside, shows them, and gives them back when the time is over', async () => {
    const { status, body } = await post('hold', { amount: 12, expires_in: 900 });
    expect(status).toBe(200);
    expect(body).toMatchObject({ amount: 12, expires_at: '2026-01-22T12:15:00Z', on_hold: 12 });
    const hold = { hold_id: body.hold_id, amount: 12, reason: 'a voucher', expires_at: body.expires_at };
    const standing = { balance: balance - 12, available: balance - 12, on_hold: 12, holds: [hold] };
    expect(await points()).toMatchObject(standing);
    expect((await server.get(`customers/${customer}/`)).body.points).toMatchObject(standing);
    server.now += 900_000;
    const late = await post('capture', { hold_id: body.hold_id });
    expect(late.status).toBe(409);
    expect(late.body.detail).toBe(
      `The hold ${body.hold_id} was released when its time was over at 2026-01-22 15:15 Africa/Nairobi.`,
    );
    expect(await points()).toMatchObject({ balance, on_hold: 0, holds: [] });
  });

  it('lasts a day where nothing is said', async () => {
    expect((await post('hold', { amount: 1 })).body.expires_at).toBe('2026-01-23T12:00:00Z');
  });

  it.each([0, -1, 0.5, 8_000_000])('refuses to last %s seconds', async expires_in => {
    const { status, body } = await post('hold', { amount: 1, expires_in });
    expect([status, body.errors[0].path]).toEqual([400, 'expires_in']);
  });

  it('can be captured in part, the rest is free again, and both stand in the ledger', async () => {
    const { hold_id } = (await post('hold', { amount: 12 })).body;
    expect((await post('capture', { hold_id, amount: 13 })).body).toMatchObject({ status: 409, on_hold: 12 });
    const captured = await post('capture', { hold_id, amount: 5, reason: 'dinner' });
    expect(captured).toMatchObject({
      status: 200,
      body: { hold_id, amount: 5, released: 7, reason: 'dinner' },
    });
    const lines = (await ledger()).filter((line: { hold_id?: string }) => line.hold_id === hold_id);
    expect(
      lines.map((line: { cause: string; account: string; amount: number }) =>
        [line.cause, line.account, line.amount].join(' '),
      ),
    ).toEqual([
      'capture hold -5',
      'capture liability 5',
      'hold_release hold -7',
      'hold_release customer 7',
      'hold customer -12',
      'hold hold 12',
    ]);
    expect((await post('release', { hold_id })).status).toBe(409);
    expect((await points()).balance).toBe(balance - 5);
  });

  it('can be released', async () => {
    const { hold_id } = (await post('hold', { amount: 12 })).body;
    expect((await post('release', { hold_id })).body).toMatchObject({ hold_id, amount: 12, balance });
    expect((await post('release', { hold_id: 'h_none' })).status).toBe(404);
  });
});

describe('points/reverse/', () => {
  it('gives a redemption back, in part too, once', async () => {
    const { posting_key, redemption_id } = (await post('redeem', { amount: 15 })).body;
    // The id is written as it is, also where a sentence begins with it.
    expect((await post('reverse', { posting_key, amount: 16 })).body.detail).toBe(
      `${posting_key} is about 15 points only, of 16 that are to be reversed.`,
    );
    const reversed = await post('reverse', { posting_key, amount: 5, reason: 'out of stock' });
    expect(reversed).toMatchObject({
      status: 200,
      body: {
        reversed: posting_key,
        posting_key: `reversal:${posting_key}`,
        amount: 5,
        balance: balance - 10,
      },
    });
    expect((await post('reverse', { posting_key: redemption_id })).status).toBe(409);
    const lines = (await ledger()).filter((line: { reverses?: string }) => line.reverses === posting_key);
    expect(lines.map((line: { account: string; amount: number }) => [line.account, line.amount])).toEqual([
      ['liability', -5],
      ['customer', 5],
    ]);
  });

  it('counts a single point as one', async () => {
    const { posting_key } = (await post('redeem', { amount: 1, reason: 'r' })).body;
    await post('reverse', { posting_key });
    const { body } = await post('reverse', { posting_key });
    expect(body.detail).toMatch(`1 point of ${posting_key} was reversed already, at `);
    const { results } = (await server.get(`customers/${customer}/timeline/`)).body;
    expect(results.map((entry: { detail?: string }) => entry.detail)).toContain('1 point (r)');
  });

  it('takes an earning back', async () => {
    const rows: { cause: string; account: string; posting_key: string; amount: number }[] = await ledger();
    const earning = rows.find(({ cause, account }) => cause === 'mission' && account === 'customer');
    if (!earning) throw new Error('nothing was earned');
    const { posting_key, amount } = earning;
    await post('redeem', { amount: balance });
    expect((await post('reverse', { posting_key })).body).toMatchObject({
      amount,
      balance: -amount,
      available: 0,
    });
    expect((await post('redeem', { amount: 1 })).body.detail).toContain(`The balance is -${amount}`);
    const explained = (await server.get(`customers/${customer}/explain/?rule=points`)).body;
    expect(explained).toMatchObject({ rule: 'points', met: false, verdict: 'No points can be spent now.' });
    expect(explained.gates[0].sentence).toContain('what is earned next repays it first');
  });

  it('answers 404 for what is not in the customer’s ledger, and 422 for what has no reverse', async () => {
    expect((await post('reverse', { posting_key: 'redemption:r_none' })).status).toBe(404);
    const { posting_key } = (await post('hold', { amount: 1 })).body;
    expect((await post('reverse', { posting_key })).status).toBe(422);
  });
});

it('the timeline tells in sentences what became of the points', async () => {
  const { posting_key } = (await post('redeem', { amount: 3 })).body;
  await post('reverse', { posting_key, reason: 'out of stock' });
  const { hold_id } = (await post('hold', { amount: 5, expires_in: 900 })).body;
  await post('capture', { hold_id, amount: 1 });
  await post('redeem', { amount: balance + 100 });
  const { results } = (await server.get(`customers/${customer}/timeline/`)).body;
  const told = results
    .slice(0, 5)
    .map((entry: { title: string; sentences: string[] }) => [entry.title, ...entry.sentences]);
  expect(told).toEqual([
    ['Refused: points redeemed'],
    [
      'Points on hold captured',
      '1 point captured from a hold (a voucher).',
      '4 points released from a hold (a voucher).',
    ],
    ['Points put on hold', '5 points put on hold until 2026-01-22 15:15 Africa/Nairobi (a voucher).'],
    ['Points reversed by hand', '3 points given back: what they were spent on was reversed (out of stock).'],
    ['Points redeemed', '3 points redeemed (a voucher).'],
  ]);
});

it('points on hold that the ledger does not have are found', async () => {
  await post('hold', { amount: 5 });
  expect(await server.services.verify.customer(customer, false)).toMatchObject({ findings: [] });
  const kept = await server.store.keptDocument(customer);
  if (!kept) throw new Error('the customer is missing');
  const state = kept.state.replace('"amount":5,', '"amount":50,');
  await server.store.replaceDocument(kept.rev, { ...kept, state });
  const { findings } = await server.services.verify.customer(customer, false);
  expect(findings).toContainEqual(
    expect.objectContaining({ in: 'ledger', path: '$.state.decisions.points.holds', seen: '50' }),
  );
});
