import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Input } from '../../../engine/index.ts';
import { parseState } from '../../../engine/state-text.ts';
import { programForAll } from '../../support/default-rules.ts';
import { createCustomer, eventInput } from '../../support/one-customer.ts';

const START = Date.parse('2026-03-02T08:00:00+03:00');
const MINUTE = 60_000;
/** Within the policy's lateness of 48 hours. */
const GRACE = 46 * 60;

/** Badges whose conditions can only become true: lifetime sums and counts. */
const MONOTONE = ['data_champion', 'connector', 'advocate'];

const TYPES: readonly (readonly [string, (amount: number) => Parameters<typeof eventInput>[2]])[] = [
  ['usage.data', amount => ({ value: amount * 1_000_000_000 })],
  ['usage.voice', amount => ({ value: amount * 6_000, attributes: { direction: 'outgoing' } })],
  ['referral.converted', () => ({ attributes: { referee_id: 'friend' } })],
];

const happenings = fc.array(
  fc.record({
    minute: fc.integer({ min: 0, max: GRACE - 1 }),
    type: fc.integer({ min: 0, max: TYPES.length - 1 }),
    amount: fc.integer({ min: 1, max: 12 }),
    luck: fc.nat(),
  }),
  { minLength: 4, maxLength: 30 },
);

it('the same events give the same monotone grants, once each, in whatever order they come within the grace', () => {
  let granted = 0;
  fc.assert(
    fc.property(happenings, list => {
      const events = list.map(({ minute, type, amount }, index) => {
        const [name, rest] = TYPES[type] ?? ['app.login', () => ({})];
        return { name, at: START + minute * MINUTE, rest: { ...rest(amount), event_id: `e${index}` } };
      });
      const inOrder = [...events]
        .sort((a, b) => a.at - b.at)
        .map(({ name, at, rest }) => eventInput(name, at, rest));
      const shuffled = events
        .map((event, index) => ({ event, luck: list[index]?.luck ?? 0 }))
        .sort((a, b) => a.luck - b.luck)
        .map(({ event: { name, at, rest } }, index): Input =>
          eventInput(name, at, { ...rest, at: START + (GRACE + index) * MINUTE }),
        );
      const expected = grantsAfter(inOrder);
      granted += expected.length;
      expect(grantsAfter(shuffled)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
  expect(granted).toBeGreaterThan(0);
});

/** Every award of a monotone badge, in the order of its name; one given twice stands twice. */
function grantsAfter(inputs: readonly Input[]): readonly string[] {
  const customer = createCustomer(programForAll());
  for (const input of inputs) customer.take(input);
  const held = Object.keys(parseState(customer.snapshot?.state ?? '').decisions.badges);
  const awards = customer.journal.flatMap(({ effects }) =>
    effects.flatMap(effect => (effect.kind === 'badge_awarded' ? [`${effect.badge}:${effect.level}`] : [])),
  );
  expect([...awards].sort()).toEqual(held.sort());
  return awards.filter(award => MONOTONE.includes(award.split(':')[0] ?? '')).sort();
}
