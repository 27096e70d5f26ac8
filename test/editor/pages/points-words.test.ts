import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../../editor/api/customer-types.ts';
import {
  causeWords,
  ownRows,
  reversibleKeys,
  subjectOf,
} from '../../../editor/pages/customer/points/ledger-words.ts';
import { formOf, requestOf } from '../../../editor/pages/customer/points/points-action.ts';
import type { PointsAction } from '../../../editor/pages/customer/points/points-action.ts';

const entry = (fields: Partial<LedgerEntry>): LedgerEntry => ({
  posting_key: 'redemption:r_1',
  account: 'customer',
  amount: -30,
  cause: 'redemption',
  at: '2026-01-22T12:00:00Z',
  program: 'p',
  ...fields,
});

const hold = { hold_id: 'h_1', amount: 40, reason: 'Dinner', expires_at: '2026-01-23T12:00:00Z' };

const ACTIONS: readonly (readonly [PointsAction, object, string, object])[] = [
  [
    { kind: 'redeem', available: 90 },
    { amount: 'needed', most: 90 },
    'points/redeem/',
    { amount: 5, reason: 'why' },
  ],
  [
    { kind: 'hold', available: 90 },
    { amount: 'needed', most: 90 },
    'points/hold/',
    { amount: 5, reason: 'why' },
  ],
  [
    { kind: 'capture', hold },
    { amount: 'optional', most: 40 },
    'points/capture/',
    { hold_id: 'h_1', amount: 5, reason: 'why' },
  ],
  [
    { kind: 'reverse', entry: entry({}) },
    { amount: 'optional', reason: 'needed', most: 30 },
    'points/reverse/',
    { posting_key: 'redemption:r_1', amount: 5, reason: 'why' },
  ],
];

describe('what can be done with points', () => {
  it.each(ACTIONS)('%j asks for what it needs, and sends it', (action, form, path, body) => {
    expect(formOf(action)).toMatchObject(form);
    expect(requestOf(action, { amount: '5', reason: ' why ' })).toEqual({ path, body });
  });

  it('leaves out what was left empty', () => {
    const release: PointsAction = { kind: 'release', hold };
    expect(formOf(release)).toMatchObject({ amount: 'none', reason: 'optional' });
    expect(requestOf(release, { amount: '', reason: '' })).toEqual({
      path: 'points/release/',
      body: { hold_id: 'h_1' },
    });
  });
});

describe('the ledger', () => {
  it('shows the customer’s side, in words', () => {
    const rows = [entry({}), entry({ account: 'liability', amount: 30 }), entry({ account: 'hold' })];
    expect(ownRows(rows).map(({ account }) => account)).toEqual(['customer', 'hold']);
    expect(causeWords(entry({ cause: 'hold_expiry' }))).toBe('Hold ended');
    expect(causeWords(entry({ cause: 'mission' }))).toBe('Mission');
  });

  it('offers to reverse redemptions, captures and earnings that are not reversed yet', () => {
    const rows = [
      entry({}),
      entry({ posting_key: 'reversal:redemption:r_1', cause: 'reversal', reverses: 'redemption:r_1' }),
      entry({ posting_key: 'capture:h_1', cause: 'capture' }),
      entry({ posting_key: 'hold:h_1', cause: 'hold' }),
    ];
    expect([...reversibleKeys(rows)]).toEqual(['capture:h_1']);
  });
});

describe('what a posting was about', () => {
  const at = '2026-01-20T12:00:00Z';
  const spent = entry({ reason: 'Dinner', at });
  const earned = entry({
    posting_key: 'mission:m_1',
    cause: 'mission',
    amount: 80,
    about: 'Data explorer',
    at,
  });
  const reversal = (reverses: string) =>
    entry({ posting_key: `reversal:${reverses}`, cause: 'reversal', reverses });

  it.each([
    ['the mission that paid it', earned, { words: 'Data explorer' }],
    ['nothing where nothing is known', spent, null],
    [
      'what it takes back, why that was and when',
      reversal('redemption:r_1'),
      { words: 'of the redemption “Dinner” of', at },
    ],
    [
      'the mission whose points it takes back',
      reversal('mission:m_1'),
      { words: 'of the mission “Data explorer” of', at },
    ],
    ['the key of what lies further back', reversal('mission:m_9'), { words: 'of mission m_9' }],
  ])('is %s', (_, posting, subject) => {
    expect(subjectOf(posting, [spent, earned])).toEqual(subject);
  });
});
