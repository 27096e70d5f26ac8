import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Effect, Input } from '../../../engine/index.ts';
import { parseState } from '../../../engine/state-text.ts';
import { programForAll } from '../../support/default-rules.ts';
import { createCustomer, eventInput } from '../../support/one-customer.ts';
import { DAYS, END, HOUR, START, happenings, inputsOf, scoresOf, withoutPlatform } from './happenings.ts';
import type { Happening } from './happenings.ts';

/** Up to two days late: some events come after days were judged without them. */
function late(occurredAt: number): number {
  return occurredAt + (Math.floor(occurredAt / HOUR) % 4) * 16 * HOUR;
}

function lived(list: readonly Happening[]) {
  const customer = createCustomer(programForAll());
  const inputs = inputsOf(list, occurredAt => occurredAt).sort((a, b) => a.at - b.at);
  for (const input of inputs) customer.take(input);
  return customer;
}

describe('a customer’s steps', () => {
  it('give the same facts and scores byte for byte in any order', () => {
    fc.assert(
      fc.property(
        happenings,
        fc.infiniteStream(fc.nat()),
        fc.integer({ min: 1, max: 9 }),
        (list, luck, size) => {
          const inputs = inputsOf(list, () => END);
          const shuffled = inputs
            .map(input => ({ input, key: luck.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ input }) => input);
          const together = createCustomer(programForAll());
          together.take(...inputs);
          const apart = createCustomer(programForAll());
          for (let index = 0; index < shuffled.length; index += size)
            apart.take(...shuffled.slice(index, index + size));
          const [a, b] = [together.snapshot, apart.snapshot].map(snapshot =>
            parseState(snapshot?.state ?? ''),
          );
          expect(withoutPlatform(b)).toBe(withoutPlatform(a));
          expect(scoresOf(apart)).toEqual(scoresOf(together));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('are rebuilt from the journal byte for byte', () => {
    fc.assert(
      fc.property(happenings, list => {
        const { engine, journal, snapshot } = lived(list);
        if (snapshot === null) throw new Error('the customer has no snapshot');
        expect(engine.recalculate('customer-1', journal, snapshot).state).toBe(snapshot.state);
      }),
      { numRuns: 25 },
    );
  });

  it('are rebuilt byte for byte after reversals, whole and in part, before and after their original', () => {
    fc.assert(
      fc.property(
        happenings,
        fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        (list, picks, early) => {
          const customer = createCustomer(programForAll());
          const inputs = inputsOf(list, occurredAt => occurredAt);
          const reversals = [...new Set(picks.map(pick => pick % inputs.length))].map((index, order) => {
            const original = inputs[index];
            if (original?.kind !== 'event') throw new Error('only events are reversed');
            const { body } = original;
            const part = order % 2 === 0 || body.value === undefined ? {} : { value: body.value / 2 };
            const at = original.at + (early ? -HOUR : HOUR);
            return eventInput(body.event_type, at, {
              event_id: `r${index}`,
              reversal_of: body.event_id,
              attributes: body.attributes,
              ...part,
            });
          });
          for (const input of [...inputs, ...reversals].sort((a, b) => a.at - b.at)) customer.take(input);
          const { engine, journal, snapshot } = customer;
          if (snapshot === null) throw new Error('the customer has no snapshot');
          expect(engine.recalculate('customer-1', journal, snapshot).state).toBe(snapshot.state);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('remember nothing that has changed: what a step tells is what a fresh look finds', () => {
    fc.assert(
      fc.property(happenings, list => {
        const customer = createCustomer(programForAll());
        const other = createCustomer(programForAll());
        for (const input of inputsOf(list, late).sort((a, b) => a.at - b.at)) {
          customer.take(input);
          const { snapshot } = customer;
          if (snapshot === null) throw new Error('the customer has no snapshot');
          const { scores, profile } = other.engine.view(snapshot, 'customer-1', snapshot.at);
          const fresh = Object.fromEntries(Object.entries(scores).map(([id, { score }]) => [id, score]));
          expect(snapshot.summary.scores).toEqual(fresh);
          for (const [metric, value] of Object.entries(snapshot.summary.metrics)) {
            expect(profile.find(({ id }) => id === metric)?.value).toBe(value);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('never give more than five missions, never skip a badge level, and keep the ledger balanced', () => {
    fc.assert(
      fc.property(happenings, list => {
        const customer = lived(list);
        const { missions, points, badges } = parseState(customer.snapshot?.state ?? '').decisions;
        expect(
          missions.filter(({ status }) => status === 'active' || status === 'proposed').length,
        ).toBeLessThanOrEqual(5);
        const postings = customer.journal.flatMap(({ effects }) => effects.filter(isPosting));
        for (const { lines } of postings) expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
        const balance = postings
          .flatMap(({ lines }) => lines)
          .reduce((sum, { account, amount }) => sum + (account === 'customer' ? amount : 0), 0);
        expect(points.balance).toBe(balance);
        expect(new Set(postings.map(({ posting_key }) => posting_key)).size).toBe(postings.length);
        const order = ['bronze', 'silver', 'gold', 'platinum'];
        for (const key of Object.keys(badges)) {
          const [badge = '', level = ''] = key.split(':');
          const below = order[order.indexOf(level) - 1];
          if (below !== undefined) expect(badges[`${badge}:${below}`]?.awarded_at).toBeDefined();
        }
      }),
      { numRuns: 25 },
    );
  });

  it('decide the same whenever a sweep comes by', () => {
    fc.assert(
      fc.property(
        happenings,
        fc.array(fc.integer({ min: 0, max: DAYS * 24 }), { maxLength: 20 }),
        (list, sweeps) => {
          const inputs = inputsOf(list, occurredAt => occurredAt);
          const first = Math.min(...inputs.map(({ at }) => at));
          const ticks = sweeps
            .map(hour => START + hour * HOUR)
            .filter(at => at > first)
            .map((at, index): Input => ({
              kind: 'tick',
              id: `tick:${index}`,
              customer: 'customer-1',
              at,
              body: null,
              bodyHash: '',
            }));
          const last: Input = {
            kind: 'tick',
            id: 'tick:end',
            customer: 'customer-1',
            at: END,
            body: null,
            bodyHash: '',
          };
          const swept = createCustomer(programForAll());
          for (const input of [...inputs, ...ticks, last].sort((a, b) => a.at - b.at)) swept.take(input);
          const still = createCustomer(programForAll());
          for (const input of [...inputs, last].sort((a, b) => a.at - b.at)) still.take(input);
          expect(swept.snapshot?.state).toBe(still.snapshot?.state);
        },
      ),
      { numRuns: 15 },
    );
  });
});

type Posting = Extract<Effect, { kind: 'points_posted' }>;

function isPosting(effect: Effect): effect is Posting {
  return effect.kind === 'points_posted';
}
