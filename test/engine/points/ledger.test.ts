import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LedgerLine, PointsCommand } from '../../../engine/index.ts';
import { sumOf } from '../../../engine/points/fold-posting.ts';
import { createPointsCustomer, HOUR, postingsOf } from './points-customer.ts';
import type { PointsCustomer } from './points-customer.ts';

const ACCOUNTS: readonly LedgerLine['account'][] = [
  'customer',
  'pending',
  'hold',
  'liability',
  'expense',
  'breakage',
];

const what = fc.constantFrom(
  'earn',
  'earn',
  'visit',
  'take_back',
  'redeem',
  'redeem',
  'hold',
  'hold',
  'capture',
  'release',
  'reverse',
  'reverse',
);

const happenings = fc.array(
  fc.record({
    what,
    /** Since the one before. */
    hours: fc.constantFrom(0, 0, 1, 5, 30, 100, 400),
    amount: fc.integer({ min: 1, max: 130 }),
    part: fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined }),
    /** Which hold or posting is meant. */
    pick: fc.nat(),
    hoursHeld: fc.constantFrom(1, 16, 40, 900),
  }),
  { minLength: 5, maxLength: 30 },
);

type Happening = (typeof happenings extends fc.Arbitrary<infer T> ? T : never) extends readonly (infer One)[]
  ? One
  : never;

/** `known`: what was made so far, by the names that commands take; due postings are not among it. */
function commandOf(happening: Happening, known: readonly string[]): PointsCommand | null {
  const { amount, part, pick, hoursHeld } = happening;
  const some = part === undefined ? {} : { amount: part };
  const picked = (prefix: string): string | undefined => {
    const names = known.filter(name => name.startsWith(prefix));
    return names[pick % Math.max(1, names.length)];
  };
  switch (happening.what) {
    case 'redeem':
      return { do: 'redeem', amount, reason: 'r' };
    case 'hold':
      return { do: 'hold', amount, reason: 'r', expires_in: hoursHeld * HOUR };
    case 'capture':
    case 'release': {
      const hold = picked('h_') ?? 'h_none';
      return happening.what === 'capture' ? { do: 'capture', hold, ...some } : { do: 'release', hold };
    }
    case 'reverse': {
      const posting = picked('') ?? 'none';
      return { do: 'reverse', posting, reason: 'r', ...some };
    }
    default:
      return null;
  }
}

/** Lives through the happenings; `sweeping`: a sweep comes by at every hour between them. */
function lived(list: readonly Happening[], sweeping: boolean): PointsCustomer {
  const one = createPointsCustomer();
  one.earn();
  let earned = 1;
  const known: string[] = [];
  list.forEach((happening, n) => {
    for (let hour = 0; hour < happening.hours; hour += 1) {
      one.wait(HOUR);
      if (sweeping && hour % 7 === 3) one.tick();
    }
    const command = commandOf(happening, known);
    if (command !== null) {
      const answer = one.ask(command, `c:${n}`);
      const { redemption, hold } = one.ids(`c:${n}`);
      if (answer['ok'] === true && command.do === 'redeem') known.push(redemption);
      if (answer['ok'] === true && command.do === 'hold') known.push(hold);
      const takes = command.do === 'redeem' || command.do === 'hold';
      if (takes && answer['ok'] === true) expect(one.state().balance).toBeGreaterThanOrEqual(0);
      if (takes && answer['ok'] === false) expect(answer['available']).toBeLessThan(happening.amount);
    } else if (happening.what === 'take_back') {
      one.takeBackEvent(1 + (happening.pick % earned));
    } else {
      known.push(one.earn(happening.what === 'earn' ? 'app.login' : 'app.visit'));
      earned += 1;
    }
  });
  one.tick();
  return one;
}

it('the ledger sums to zero, posting by posting, and is what the customer has', () => {
  const causes = new Set<string>();
  fc.assert(
    fc.property(happenings, list => {
      const one = lived(list, false);
      const postings = postingsOf(one.customer.journal);
      for (const { lines } of postings) expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
      const total = (account: LedgerLine['account']): number =>
        postings.reduce((sum, posting) => sum + sumOf(posting, account), 0);
      expect(ACCOUNTS.reduce((sum, account) => sum + total(account), 0)).toBe(0);
      const { balance, pending, held, holds = [], lots } = one.state();
      const sum = (list: readonly number[]): number => list.reduce((all, amount) => all + amount, 0);
      expect(total('customer')).toBe(balance);
      expect(total('pending')).toBe(pending);
      expect(total('hold')).toBe(sum(holds.map(({ amount }) => amount)));
      expect(sum(held.map(([, , amount]) => amount))).toBe(pending);
      expect(sum(lots.map(([, amount]) => amount))).toBe(Math.max(0, balance));
      for (const hold of holds) expect(sum(hold.lots.map(([, amount]) => amount))).toBe(hold.amount);
      expect(new Set(postings.map(({ posting_key }) => posting_key)).size).toBe(postings.length);
      for (const { cause } of postings) causes.add(cause);
    }),
    { numRuns: 100 },
  );
  expect([...causes].sort()).toEqual([
    'capture',
    'expiry',
    'hold',
    'hold_expiry',
    'hold_release',
    'mission',
    'redemption',
    'release',
    'reversal',
  ]);
});

it('points are rebuilt from the journal byte for byte', () => {
  fc.assert(
    fc.property(happenings, list => {
      const { engine, journal, snapshot } = lived(list, false).customer;
      if (snapshot === null) throw new Error('the customer has no snapshot');
      expect(engine.recalculate('customer-1', journal, snapshot).state).toBe(snapshot.state);
    }),
    { numRuns: 30 },
  );
});

it('sweeps change nothing about points', () => {
  fc.assert(
    fc.property(happenings, list => {
      const swept = lived(list, true).customer;
      const still = lived(list, false).customer;
      expect(swept.snapshot?.state).toBe(still.snapshot?.state);
      expect(swept.journal.map(({ id, at }) => [id, at])).toEqual(
        still.journal.map(({ id, at }) => [id, at]),
      );
    }),
    { numRuns: 30 },
  );
});
