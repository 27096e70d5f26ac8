import { describe, expect, test } from 'vitest';
import type { Decide, Input } from '../../../engine/model.ts';
import { counted, countingDecide } from '../../support/counting-decide.ts';
import { START, commandInput, eventInput, tickInput } from '../../support/inputs.ts';
import type { Store } from '../../../server/stores/store.ts';
import { raceNodes } from './race-nodes.ts';
import { all, defined, expectFolded, kindsOf, type Nodes } from './shared.ts';

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
  const nodesOf = async (count: number): Promise<readonly Store[]> => {
    const others = await Promise.all(Array.from({ length: count - 1 }, () => another()));
    return [store(), ...others];
  };

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

    test('fifty writers of eight nodes at one customer lose nothing', async () => {
      const nodes = await nodesOf(8);
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, writer) => {
          const inputs = [0, 1, 2].map(n => inputOf('hot', 1 + writer * 3 + n));
          return defined(nodes[writer % 8]).submit(inputs, countingDecide);
        }),
      );
      expect(new Set(kindsOf(outcomes.flat()))).toEqual(new Set(['fresh']));
      expect(await expectFolded(store(), 'hot')).toHaveLength(150);
    });

    test.each([1, 2, 3, 4, 5, 6])(
      'events, commands and ticks that several nodes get several times are folded, journalled and sent once (%i)',
      async seed => {
        await raceNodes(await nodesOf(3), { seed, customers: 2, inputs: 40 });
      },
    );

    test('an id that two nodes bring for two customers at once belongs to one of them, and both go on', async () => {
      const nodes = await nodesOf(2);
      for (let n = 0; n < 8; n += 1) {
        const calls = ['a', 'b'].map((customer, node) =>
          defined(nodes[node]).submit([eventInput(customer, `s:both-${n}`)], countingDecide),
        );
        await Promise.all(calls);
        await store().finishOpen(0);
        const owner = defined(await store().entry(`s:both-${n}`)).customer;
        const again = await defined(nodes[n % 2]).submit([eventInput(owner, `s:both-${n}`)], countingDecide);
        expect(kindsOf(again)).toEqual(['duplicate']);
      }
      for (const customer of ['a', 'b']) {
        await store().submit([eventInput(customer, `s:next-${customer}`)], countingDecide);
        const entries = await all(store().history(customer));
        expect((await store().customer(customer))?.entries).toBe(entries.length);
      }
    });

    test('a value that five nodes count up by compare and set counts every turn', async () => {
      const nodes = await nodesOf(5);
      await Promise.all(nodes.map(node => countUp(node, 'counter', 8)));
      expect((await store().setting('counter'))?.value).toBe(40);
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

async function countUp(node: Store, key: string, times: number): Promise<void> {
  for (let turn = 0; turn < times;) {
    const kept = await node.setting(key);
    if (await node.change(key, kept?.rev ?? 0, Number(kept?.value ?? 0) + 1)) turn += 1;
  }
}
