import { describe, expect, test } from 'vitest';
import type { Decide, Input } from '../../../engine/model.ts';
import { counted, countingDecide } from '../../support/counting-decide.ts';
import { START, commandInput, eventInput, tickInput } from '../../support/inputs.ts';
import { expectFolded, kindsOf, type Nodes } from './shared.ts';

const LAST_PRIZES = 100;

/** Grants one of the last prizes as long as there are any; the state counts what was asked for. */
const redeem: Decide = (before, fresh) => {
  const step = countingDecide(before, fresh);
  if ('needs' in step) return step;
  const taken = before ? counted(before).count : 0;
  const entries = step.entries.map((entry, i) => ({
    ...entry,
    answer: { granted: taken + i < LAST_PRIZES },
  }));
  return { ...step, entries };
};

/** Mostly events, now and then a command or a tick. */
function inputOf(customer: string, n: number): Input {
  if (n % 7 === 0) return commandInput(customer, `api:${n}`, 'x', START + n);
  return n % 11 === 0 ? tickInput(customer, START + n) : eventInput(customer, `s:${n}`, { at: START + n });
}

export function describeRaces({ store, another }: Nodes): void {
  describe('races of several nodes', () => {
    test('steps of one customer on three nodes follow one another: none is lost, none overwrites another', async () => {
      const nodes = [store(), await another(), await another()];
      const outcomes = await Promise.all(
        Array.from({ length: 150 }, (_, n) => {
          const node = nodes[n % 3] ?? store();
          const input = inputOf('hot', n);
          return node.submit([input], countingDecide);
        }),
      );
      expect(new Set(kindsOf(outcomes.flat()))).toEqual(new Set(['fresh']));
      expect(await expectFolded(store(), 'hot')).toHaveLength(150);
    });

    test('of 130 who ask for the last 100, on three nodes and twice each, 100 are granted', async () => {
      const nodes = [store(), await another(), await another()];
      const asked = Array.from({ length: 130 }, (_, n) => commandInput('shop', `api:${n}`, 'redeem', START));
      const calls = await Promise.all(
        [...asked, ...asked].map((input, n) => (nodes[n % 3] ?? store()).submit([input], redeem)),
      );
      const answers = new Map(
        calls
          .flat()
          .map(outcome => [outcome.id, 'entry' in outcome ? JSON.stringify(outcome.entry.answer) : '']),
      );
      expect([...answers.values()].filter(answer => answer === '{"granted":true}')).toHaveLength(LAST_PRIZES);
      expect([...answers.values()].filter(answer => answer === '{"granted":false}')).toHaveLength(30);
      expect(await expectFolded(store(), 'shop')).toHaveLength(130);
    });

    test('the same ids raced by three nodes are journalled once, and every answer is the stored one', async () => {
      const nodes = [store(), await another(), await another()];
      const inputs = Array.from({ length: 60 }, (_, n) => eventInput(`c${n % 5}`, `s:${n}`, { value: n }));
      const calls = await Promise.all(nodes.map(node => node.submit(inputs, countingDecide)));
      for (const [n, input] of inputs.entries()) {
        const stored = await store().entry(input.id);
        const given = calls.map(call => call[n]);
        expect(given.map(outcome => outcome && 'entry' in outcome && outcome.entry)).toEqual([
          stored,
          stored,
          stored,
        ]);
        expect(given.filter(outcome => outcome && 'entry' in outcome && !outcome.duplicate)).toHaveLength(1);
      }
    });
  });
}
