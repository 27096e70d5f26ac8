import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Input } from '../../../engine/index.ts';
import { parseState } from '../../../engine/state-text.ts';
import { programForAll } from '../../support/default-rules.ts';
import { createCustomer, eventInput } from '../../support/one-customer.ts';
import { END, HOUR, START, happenings, inputsOf, scoresOf, withoutPlatform } from './happenings.ts';

const RUNS = 25;

/** Which event is reversed, and what by: whole, or parts that may come to all of it or more. */
const reversals = fc.array(fc.record({ of: fc.nat(), part: fc.constantFrom(null, 0.25, 0.5, 1) }), {
  minLength: 1,
  maxLength: 6,
});

/** In which order, and how many at a time. */
const luck = fc.record({ keys: fc.infiniteStream(fc.nat()), size: fc.integer({ min: 1, max: 9 }) });

function reversalInputs(
  inputs: readonly Input[],
  picked: readonly { readonly of: number; readonly part: number | null }[],
): readonly Input[] {
  return picked.map(({ of, part }, order) => {
    const original = inputs[of % inputs.length];
    if (original?.kind !== 'event') throw new Error('Only events are reversed.');
    const { event_type, event_id, value, attributes } = original.body;
    return eventInput(event_type, Date.parse(original.body.occurred_at) + HOUR, {
      event_id: `r${order}`,
      reversal_of: event_id,
      attributes,
      at: END,
      ...(part === null || value === undefined ? {} : { value: value * part }),
    });
  });
}

function takenApart(
  inputs: readonly Input[],
  { keys, size }: { readonly keys: Iterator<number>; readonly size: number },
) {
  const shuffled = inputs
    .map(input => ({ input, key: keys.next().value as number }))
    .sort((a, b) => a.key - b.key)
    .map(({ input }) => input);
  const customer = createCustomer(programForAll());
  for (let from = 0; from < shuffled.length; from += size)
    customer.take(...shuffled.slice(from, from + size));
  return customer;
}

describe('the order in which events are told', () => {
  it('changes no fact and no score, with reversals early, late, in part and of the same event twice', () => {
    fc.assert(
      fc.property(happenings, reversals, luck, (list, picked, order) => {
        const originals = inputsOf(list, () => END);
        const inputs = [...originals, ...reversalInputs(originals, picked)];
        const together = createCustomer(programForAll());
        together.take(...inputs);
        const apart = takenApart(inputs, order);
        const [a, b] = [together, apart].map(({ snapshot }) => parseState(snapshot?.state ?? ''));
        expect(withoutPlatform(b)).toBe(withoutPlatform(a));
        expect(scoresOf(apart)).toEqual(scoresOf(together));
        if (apart.snapshot === null) throw new Error('The customer has no snapshot.');
        const rebuilt = apart.engine.recalculate('customer-1', apart.journal, apart.snapshot);
        expect(rebuilt.state).toBe(apart.snapshot.state);
      }),
      { numRuns: RUNS },
    );
  });

  it('changes no grant that more events can only bring nearer', () => {
    const gigabytes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(gigabytes, luck, (amounts, order) => {
        const inputs = amounts.map((amount, n) =>
          eventInput('usage.data', START + n * HOUR, {
            event_id: `e${n}`,
            value: amount * 1e9,
            at: START + 40 * HOUR,
          }),
        );
        const apart = takenApart(inputs, order);
        const total = amounts.reduce((sum, amount) => sum + amount, 0);
        const reached = Object.entries(DATA_CHAMPION)
          .filter(([, least]) => total >= least)
          .map(([level]) => `data_champion:${level}`);
        const { badges } = parseState(apart.snapshot?.state ?? '').decisions;
        const held = Object.keys(badges).filter(key => key.startsWith('data_champion:'));
        expect(held.sort()).toEqual(reached.sort());
      }),
      { numRuns: RUNS },
    );
  });
});

/** From how many GB on, as the default rules have it. */
const DATA_CHAMPION = { bronze: 10, silver: 50, gold: 200, platinum: 1000 };
