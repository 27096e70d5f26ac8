import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../engine/index.ts';
import { RELEASE } from '../../support/default-rules.ts';
import { createPointsCustomer, DAY, HOUR, MINUTE, pointsProgram, START } from './points-customer.ts';

const reason = 'a voucher';

describe('redeeming', () => {
  it('moves points from the customer to what the programme owes, oldest lots first', () => {
    const one = createPointsCustomer();
    one.earn();
    one.wait(2 * DAY);
    one.earn();
    expect(one.lots()).toEqual([
      [30, 100],
      [32, 100],
    ]);
    const answer = one.ask({ do: 'redeem', amount: 130, reason }, 'c:1');
    const id = one.ids('c:1').redemption;
    expect(answer).toEqual({
      ok: true,
      posting_key: `redemption:${id}`,
      redemption_id: id,
      amount: 130,
      balance: 70,
      available: 70,
      pending: 0,
      on_hold: 0,
    });
    expect(one.lots()).toEqual([[32, 70]]);
    expect(one.postings().at(-1)).toEqual({
      kind: 'points_posted',
      posting_key: `redemption:${id}`,
      cause: 'redemption',
      amount: -130,
      lines: [
        { account: 'customer', amount: -130 },
        { account: 'liability', amount: 130 },
      ],
      reason,
    });
  });

  it('is refused, and changes nothing, where there are not enough', () => {
    const one = createPointsCustomer();
    one.earn();
    const before = one.state();
    expect(one.ask({ do: 'redeem', amount: 101, reason })).toEqual({
      ok: false,
      code: 'conflict',
      detail: 'only 100 points are available, of 101 that are asked for',
      available: 100,
    });
    expect(one.state()).toEqual(before);
    expect(one.ask({ do: 'redeem', amount: 100, reason })).toMatchObject({ ok: true, balance: 0 });
    expect(one.ask({ do: 'redeem', amount: 1, reason })).toMatchObject({ ok: false, available: 0 });
  });

  it('does not reach points that are pending', () => {
    const one = createPointsCustomer();
    one.earn('app.visit');
    expect(one.state()).toMatchObject({ balance: 0, pending: 50 });
    expect(one.ask({ do: 'redeem', amount: 1, reason })).toMatchObject({ ok: false, available: 0 });
    one.wait(3 * DAY);
    expect(one.ask({ do: 'redeem', amount: 50, reason })).toMatchObject({ ok: true, pending: 0, balance: 0 });
  });

  it('is seen by rules at once', () => {
    const one = createPointsCustomer();
    one.earn();
    expect(one.customer.snapshot?.summary.segments).toEqual([]);
    one.ask({ do: 'redeem', amount: 10, reason });
    expect(one.customer.snapshot?.summary).toMatchObject({ segments: ['spender'], points: 90 });
  });

  it.each([0, -5, 1.5, Number.NaN, 1_000_000_001])('refuses %s points', amount => {
    const one = createPointsCustomer();
    one.earn();
    for (const command of ['redeem', 'hold'] as const) {
      expect(one.ask({ do: command, amount, reason, expires_in: HOUR })).toEqual({
        ok: false,
        code: 'invalid',
        detail: 'points are whole numbers from 1 to 1,000,000,000',
      });
    }
    expect(one.state().balance).toBe(100);
  });

  it('is blocked by a negative balance, which what is earned repays first', () => {
    const one = createPointsCustomer();
    one.earn();
    one.ask({ do: 'redeem', amount: 100, reason });
    one.takeBackEvent(1);
    expect(one.state()).toMatchObject({ balance: -100, lots: [] });
    const refusal = { ok: false, detail: expect.stringContaining('the balance is -100'), available: 0 };
    expect(one.ask({ do: 'redeem', amount: 1, reason })).toMatchObject(refusal);
    expect(one.ask({ do: 'hold', amount: 1, reason, expires_in: HOUR })).toMatchObject(refusal);
    one.earn();
    expect(one.state()).toMatchObject({ balance: 0, lots: [] });
    one.wait(2 * DAY);
    one.earn();
    expect(one.ask({ do: 'redeem', amount: 100, reason })).toMatchObject({ ok: true });
  });
});

describe('a hold', () => {
  it('sets points aside, oldest first, and gives them back to the lots they came from', () => {
    const one = createPointsCustomer();
    one.earn();
    one.wait(2 * DAY);
    one.earn();
    const { hold } = one.ids('c:h');
    expect(one.ask({ do: 'hold', amount: 130, reason, expires_in: HOUR }, 'c:h')).toMatchObject({
      posting_key: `hold:${hold}`,
      hold_id: hold,
      expires_at: one.now + HOUR,
      balance: 70,
      available: 70,
      on_hold: 130,
    });
    expect(one.lots()).toEqual([[32, 70]]);
    expect(one.ask({ do: 'redeem', amount: 71, reason })).toMatchObject({ ok: false, available: 70 });
    expect(one.ask({ do: 'release', hold })).toMatchObject({ amount: 130, balance: 200, on_hold: 0 });
    expect(one.lots()).toEqual([
      [30, 100],
      [32, 100],
    ]);
    expect(one.state()).not.toHaveProperty('holds');
  });

  it('is captured whole or in part, once, and what is left of it is free again', () => {
    const one = createPointsCustomer();
    one.earn();
    const { hold } = one.ids('c:h');
    one.ask({ do: 'hold', amount: 80, reason, expires_in: HOUR }, 'c:h');
    expect(one.ask({ do: 'capture', hold, amount: 81 })).toMatchObject({ ok: false, on_hold: 80 });
    const captured = one.ask({ do: 'capture', hold, amount: 50 });
    expect(captured).toMatchObject({ posting_key: `capture:${hold}`, amount: 50, released: 30, balance: 50 });
    expect(one.lots()).toEqual([[30, 50]]);
    const again = `the hold ${hold} was captured at 2026-03-02 08:00 UTC`;
    expect(one.ask({ do: 'capture', hold })).toMatchObject({ ok: false, code: 'conflict', detail: again });
    expect(one.ask({ do: 'release', hold })).toMatchObject({ ok: false, detail: again });
    const unknown = { ok: false, code: 'not_found', detail: 'the customer has no hold h_other' };
    expect(one.ask({ do: 'release', hold: 'h_other' })).toEqual(unknown);
  });

  it('ends at its own instant, whoever looks and when', () => {
    const one = createPointsCustomer();
    one.earn();
    const { hold } = one.ids('c:h');
    one.ask({ do: 'hold', amount: 80, reason, expires_in: 15 * MINUTE }, 'c:h');
    const end = START + 15 * MINUTE;
    one.wait(5 * DAY);
    const late = one.ask({ do: 'capture', hold });
    expect(late).toMatchObject({
      code: 'conflict',
      detail: `the hold ${hold} was released when its time was over at 2026-03-02 08:15 UTC`,
    });
    const entry = one.customer.journal.find(({ id }) => id === `tick:customer-1:${end}`);
    expect(entry).toMatchObject({ at: end, kind: 'tick', effects: [{ cause: 'hold_expiry', amount: 80 }] });
  });

  it('is what a sweep is due for, until it ends', () => {
    const one = createPointsCustomer();
    one.earn();
    const dueAt = () => {
      const { engine, snapshot } = one.customer;
      const step = engine.decide(snapshot, [
        { kind: 'tick', id: 'x', customer: 'customer-1', at: one.now, body: null, bodyHash: '' },
      ]);
      return 'needs' in step ? null : step.dueAt;
    };
    const midnight = Date.parse('2026-03-03T00:00:00Z');
    expect(dueAt()).toBe(midnight);
    one.ask({ do: 'hold', amount: 10, reason, expires_in: HOUR });
    one.ask({ do: 'hold', amount: 10, reason, expires_in: 15 * MINUTE });
    one.ask({ do: 'hold', amount: 10, reason, expires_in: 30 * DAY });
    expect(dueAt()).toBe(START + 15 * MINUTE);
    one.wait(15 * MINUTE);
    expect(dueAt()).toBe(START + HOUR);
    one.wait(HOUR);
    expect(dueAt()).toBe(midnight);
  });

  it('that ends at midnight ends within the day’s close', () => {
    const one = createPointsCustomer();
    one.earn();
    one.ask({ do: 'hold', amount: 10, reason, expires_in: 16 * HOUR });
    one.wait(16 * HOUR);
    const before = one.customer.journal.length;
    one.tick();
    expect(one.customer.journal.slice(before).map(({ id }) => id)).toEqual([`tick:customer-1:${one.now}`]);
    expect(one.state()).toMatchObject({ balance: 100 });
  });

  it.each([
    ['before the next release went live is ended by the one before', 15 * MINUTE, { needs: 1 }],
    ['after it is ended by the next', 90 * MINUTE, { release: 2, at: START + 2 * HOUR }],
  ])('that ends %s', (_, expires_in, decided) => {
    const one = createPointsCustomer();
    one.earn();
    one.ask({ do: 'hold', amount: 10, reason, expires_in });
    const next = createEngine(pointsProgram(), { ...RELEASE, n: 2, live_at: START + HOUR });
    const at = START + 2 * HOUR;
    const tick = { kind: 'tick', id: 't', customer: 'customer-1', at, body: null, bodyHash: '' } as const;
    expect(next.decide(one.customer.snapshot, [tick])).toMatchObject(decided);
  });

  it('keeps its points from expiring; free again they expire with the next day', () => {
    const one = createPointsCustomer();
    one.earn();
    one.ask({ do: 'hold', amount: 60, reason, expires_in: 40 * DAY });
    one.wait(35 * DAY);
    one.tick();
    expect(one.state()).toMatchObject({ balance: 0, holds: [{ amount: 60 }] });
    one.wait(5 * DAY);
    one.tick();
    expect(one.state().balance).toBe(60);
    expect(one.lots()).toEqual([[41, 60]]);
    one.wait(DAY);
    one.tick();
    expect(one.state()).toMatchObject({ balance: 0, lots: [] });
    const keys = one.postings().map(({ posting_key }) => posting_key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is still captured where the balance fell below zero, and repays it when it is released', () => {
    const one = createPointsCustomer();
    one.earn();
    one.wait(DAY);
    one.earn();
    one.ask({ do: 'redeem', amount: 100, reason });
    one.ask({ do: 'hold', amount: 50, reason, expires_in: HOUR }, 'c:a');
    one.ask({ do: 'hold', amount: 50, reason, expires_in: HOUR }, 'c:b');
    one.takeBackEvent(2);
    expect(one.state()).toMatchObject({ balance: -100, lots: [] });
    expect(one.ask({ do: 'capture', hold: one.ids('c:a').hold })).toMatchObject({ ok: true, balance: -100 });
    expect(one.ask({ do: 'release', hold: one.ids('c:b').hold })).toMatchObject({
      balance: -50,
      available: 0,
    });
    expect(one.lots()).toEqual([]);
  });

  it('is one of fifty at most', () => {
    const one = createPointsCustomer();
    one.earn();
    for (let n = 0; n < 50; n += 1)
      expect(one.ask({ do: 'hold', amount: 1, reason, expires_in: HOUR })).toMatchObject({ ok: true });
    const detail = 'the customer has 50 holds already: capture or release some first';
    expect(one.ask({ do: 'hold', amount: 1, reason, expires_in: HOUR })).toMatchObject({ detail });
  });
});

describe('reversing', () => {
  it.each([
    ['by its key', (id: string) => `redemption:${id}`],
    ['by its id', (id: string) => id],
  ])('a redemption, named %s, gives the points back as if they were earned today', (_, name) => {
    const one = createPointsCustomer();
    one.earn();
    const id = one.ids('c:r').redemption;
    one.ask({ do: 'redeem', amount: 100, reason }, 'c:r');
    one.wait(10 * DAY);
    expect(one.ask({ do: 'reverse', posting: name(id), amount: 30, reason })).toEqual({
      ok: true,
      posting_key: `reversal:redemption:${id}`,
      reversed: `redemption:${id}`,
      amount: 30,
      balance: 30,
      available: 30,
      pending: 0,
      on_hold: 0,
    });
    expect(one.lots()).toEqual([[40, 30]]);
  });

  it('happens once, and to no more than there was', () => {
    const one = createPointsCustomer();
    one.earn();
    one.ask({ do: 'redeem', amount: 60, reason }, 'c:r');
    const posting = one.ids('c:r').redemption;
    expect(one.ask({ do: 'reverse', posting, amount: 61, reason })).toMatchObject({
      code: 'conflict',
      reversible: 60,
    });
    one.ask({ do: 'reverse', posting, amount: 10, reason });
    expect(one.ask({ do: 'reverse', posting, reason })).toMatchObject({
      code: 'conflict',
      detail: `10 points of redemption:${posting} were reversed already, at 2026-03-02 08:00 UTC`,
    });
    expect(one.state().balance).toBe(50);
  });

  it('happens once also where both come in one step', () => {
    const one = createPointsCustomer();
    one.earn();
    one.ask({ do: 'redeem', amount: 60, reason }, 'c:r');
    const posting = one.ids('c:r').redemption;
    const body = { do: 'reverse', posting, reason } as const;
    one.take(one.command(body, 'c:1'), one.command(body, 'c:2'));
    expect(one.state().balance).toBe(100);
  });

  it('a capture gives back what was captured', () => {
    const one = createPointsCustomer();
    one.earn();
    const { hold } = one.ids('c:h');
    one.ask({ do: 'hold', amount: 80, reason, expires_in: HOUR }, 'c:h');
    expect(one.ask({ do: 'reverse', posting: hold, reason })).toMatchObject({ code: 'not_found' });
    one.ask({ do: 'capture', hold, amount: 50 });
    expect(one.ask({ do: 'reverse', posting: hold, reason })).toMatchObject({ amount: 50, balance: 100 });
  });

  it('an earning takes it back, below zero where it was spent', () => {
    const one = createPointsCustomer();
    const mission = one.earn();
    one.ask({ do: 'redeem', amount: 80, reason });
    expect(one.ask({ do: 'reverse', posting: mission, reason: 'fraud' })).toMatchObject({
      reversed: `mission:${mission}`,
      amount: 100,
      balance: -80,
    });
    expect(one.postings().at(-1)).toMatchObject({
      cause: 'reversal',
      amount: -100,
      lines: [
        { account: 'customer', amount: -100 },
        { account: 'expense', amount: 100 },
      ],
      of: `mission:${mission}`,
      reason: 'fraud',
    });
  });

  it('an earning is refused where it was spent and the policy lets customers keep it', () => {
    const one = createPointsCustomer('keep');
    const mission = one.earn();
    one.ask({ do: 'redeem', amount: 80, reason });
    expect(one.ask({ do: 'reverse', posting: mission, reason })).toMatchObject({
      code: 'conflict',
      available: 20,
    });
    expect(one.ask({ do: 'reverse', posting: mission, amount: 20, reason })).toMatchObject({ balance: 0 });
  });

  it('an earning that is pending takes it from there, in part too', () => {
    const one = createPointsCustomer();
    const mission = one.earn('app.visit');
    one.ask({ do: 'reverse', posting: mission, amount: 20, reason });
    expect(one.state()).toMatchObject({ balance: 0, pending: 30, held: [[`mission:${mission}`, 20517, 30]] });
    one.wait(3 * DAY);
    one.tick();
    expect(one.state()).toMatchObject({ balance: 30, pending: 0, held: [] });
  });

  it.each(['app.login', 'app.visit'] as const)(
    'by hand and by its event take an earning of %s back once in all',
    event => {
      for (const amount of [30, 50]) {
        const one = createPointsCustomer();
        const mission = one.earn(event);
        const paid = one.state().balance + one.state().pending;
        one.ask({ do: 'reverse', posting: mission, amount, reason });
        const effects = one.takeBackEvent(1, event);
        expect(effects.some(({ kind }) => kind === 'mission_reversed')).toBe(true);
        expect(one.state()).toMatchObject({ balance: 0, pending: 0 });
        expect(paid).toBeGreaterThan(0);
      }
    },
  );

  it('an earning that its event took back is refused', () => {
    const one = createPointsCustomer();
    const mission = one.earn();
    one.takeBackEvent(1);
    expect(one.ask({ do: 'reverse', posting: mission, reason })).toMatchObject({ code: 'conflict' });
    expect(one.state().balance).toBe(0);
  });

  it.each([
    ['what never was', 'r_other', 'not_found'],
    ['a reversal', 'reversal', 'invalid'],
    ['a hold', 'hold', 'invalid'],
  ])('is refused for %s', (_, key, code) => {
    const one = createPointsCustomer();
    one.earn();
    one.ask({ do: 'redeem', amount: 10, reason }, 'c:r');
    one.ask({ do: 'reverse', posting: one.ids('c:r').redemption, reason });
    one.ask({ do: 'hold', amount: 10, reason, expires_in: HOUR });
    const found = one.postings().find(({ posting_key }) => posting_key.startsWith(`${key}:`));
    expect(one.ask({ do: 'reverse', posting: found?.posting_key ?? key, reason })).toMatchObject({ code });
  });
});
