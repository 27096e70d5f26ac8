import { describe, expect, test } from 'vitest';
import { countingDecide } from '../../support/counting-decide.ts';
import { START, eventInput } from '../../support/inputs.ts';
import { signOf } from '../../../server/stores/requests.ts';
import type { Store } from '../../../server/stores/store.ts';
import type { Nodes } from './shared.ts';

const FIRST = { key: 'k', bodyHash: 'body', attempt: 'one', at: START };
const SECOND = { ...FIRST, attempt: 'two' };
const NEVER = null;
const STOOD_STILL = signOf('one', START);
/** What is seen of an attempt that is at work. */
const running = { kind: 'running', sign: expect.any(String) };

async function signOfRunning(store: Store): Promise<string> {
  const state = await store.beginRequest(SECOND, NEVER);
  if (state.kind !== 'running') throw new Error(`Nobody is at work: ${state.kind}`);
  return state.sign;
}

export function describeRequests({ store, another }: Nodes): void {
  describe('requests', () => {
    test('a key is its first attempt’s until that has answered, and then the answer is everybody’s', async () => {
      expect(await store().beginRequest(FIRST, NEVER)).toEqual({ kind: 'begun' });
      expect(await store().beginRequest(SECOND, NEVER)).toEqual(running);
      expect(await store().answerRequest('k', 'two', START, { made: 2 }, null)).toBe(false);
      expect(await store().answerRequest('k', 'one', START, { made: 1 }, null)).toBe(true);
      expect(await store().answerRequest('k', 'one', START, { made: 3 }, null)).toBe(false);
      expect(await store().beginRequest(SECOND, NEVER)).toEqual({ kind: 'answered', answer: { made: 1 } });
      expect(await store().beginRequest(SECOND, STOOD_STILL)).toEqual({
        kind: 'answered',
        answer: { made: 1 },
      });
    });

    test('another body under a key is told so, at work or answered', async () => {
      await store().beginRequest(FIRST, NEVER);
      const other = { ...SECOND, bodyHash: 'other' };
      expect(await store().beginRequest(other, STOOD_STILL)).toEqual({ kind: 'other body' });
      await store().answerRequest('k', 'one', START, null, null);
      expect(await store().beginRequest(other, STOOD_STILL)).toEqual({ kind: 'other body' });
    });

    test('null is an answer like any other', async () => {
      await store().beginRequest(FIRST, NEVER);
      await store().answerRequest('k', 'one', START, null, null);
      expect(await store().beginRequest(SECOND, NEVER)).toEqual({ kind: 'answered', answer: null });
    });

    test('an attempt that was not heard of is taken over, and has lost the key', async () => {
      await store().beginRequest(FIRST, NEVER);
      const before = await signOfRunning(store());
      expect(await store().renewRequest('k', 'one', START + 10)).toBe(true);
      expect(await store().beginRequest({ ...SECOND, at: START + 20 }, before)).toEqual(running);
      const last = await signOfRunning(store());
      expect(last).not.toBe(before);
      expect(await store().beginRequest({ ...SECOND, at: START + 20 }, last)).toEqual({ kind: 'begun' });
      expect(await store().beginRequest({ ...FIRST, attempt: 'three' }, last)).toEqual(running);
      expect(await store().renewRequest('k', 'one', START + 21)).toBe(false);
      await store().abandonRequest('k', 'one');
      expect(await store().answerRequest('k', 'one', START, 'late', null)).toBe(false);
      expect(await store().answerRequest('k', 'two', START, 'in time', null)).toBe(true);
    });

    test('an abandoned key is free again, an answered one is not', async () => {
      await store().beginRequest(FIRST, NEVER);
      await store().abandonRequest('k', 'one');
      expect(await store().beginRequest(SECOND, NEVER)).toEqual({ kind: 'begun' });
      await store().answerRequest('k', 'two', START, 1, null);
      await store().abandonRequest('k', 'two');
      expect(await store().beginRequest(FIRST, NEVER)).toEqual({ kind: 'answered', answer: 1 });
    });

    test('of many nodes that bring one key at once, one begins', async () => {
      const nodes = [store(), await another(), await another()];
      const begun = await Promise.all(
        nodes.flatMap((node, n) =>
          [1, 2, 3].map(i => node.beginRequest({ ...FIRST, attempt: `${n}-${i}` }, NEVER)),
        ),
      );
      expect(begun.map(({ kind }) => kind).sort()).toEqual(['begun', ...Array<string>(8).fill('running')]);
    });

    test('of many nodes that take over a dead attempt at once, one succeeds', async () => {
      await store().beginRequest(FIRST, NEVER);
      const last = await signOfRunning(store());
      const nodes = [store(), await another(), await another()];
      const begun = await Promise.all(
        nodes.map((node, n) => node.beginRequest({ ...FIRST, attempt: `late-${n}`, at: START + 50 }, last)),
      );
      expect(begun.map(({ kind }) => kind).sort()).toEqual(['begun', 'running', 'running']);
    });

    test('outdated ones are dropped, so many at a time', async () => {
      for (const [n, at] of [START, START + 1, START + 2, START + 9].entries())
        await store().beginRequest({ ...FIRST, key: `k${n}`, at }, NEVER);
      expect(await store().dropRequests(START + 5, 2)).toBe(2);
      expect(await store().dropRequests(START + 5, 2)).toBe(1);
      expect(await store().dropRequests(START + 5, 2)).toBe(0);
      expect(await store().beginRequest({ ...SECOND, key: 'k0' }, NEVER)).toEqual({ kind: 'begun' });
      expect(await store().beginRequest({ ...SECOND, key: 'k3' }, NEVER)).toEqual(running);
    });

    test('answers about an erased customer are gone, others stay', async () => {
      for (const customer of ['a', 'b']) {
        await store().submit([eventInput(customer, `s:${customer}`)], countingDecide);
        await store().beginRequest({ ...FIRST, key: customer }, NEVER);
        await store().answerRequest(customer, 'one', START, { about: customer }, customer);
      }
      await store().erase('a');
      expect(await store().beginRequest({ ...SECOND, key: 'a' }, NEVER)).toEqual({ kind: 'begun' });
      expect(await store().beginRequest({ ...SECOND, key: 'b' }, NEVER)).toMatchObject({ kind: 'answered' });
    });
  });
}
