import { describe, expect, test } from 'vitest';
import { countingDecide, counted } from '../../support/counting-decide.ts';
import { START, commandInput, eventInput, tickInput } from '../../support/inputs.ts';
import { defined, documentOf, entryOf, expectFolded, kindsOf, type Nodes } from './shared.ts';

export function describeExactlyOnce({ store, another }: Nodes): void {
  describe('exactly once', () => {
    test('a fresh input is answered with its journal entry', async () => {
      const [outcome] = await store().submit([eventInput('c', 'api:1', { value: 5 })], countingDecide);
      expect(outcome).toMatchObject({ id: 'api:1', duplicate: false });
      expect(entryOf(outcome)).toMatchObject({
        customer: 'c',
        v: 1,
        i: 0,
        kind: 'event',
        answer: { count: 1, sum: 5 },
      });
      expect(await store().entry('api:1')).toEqual(entryOf(outcome));
    });

    test('outcomes come in the order of the inputs, whatever order they are decided in', async () => {
      const inputs = [
        eventInput('b', 's:3', { at: START + 3 }),
        eventInput('a', 's:1', { at: START + 2 }),
        eventInput('b', 's:2', { at: START + 1 }),
      ];
      const outcomes = await store().submit(inputs, countingDecide);
      expect(outcomes.map(outcome => outcome.id)).toEqual(['s:3', 's:1', 's:2']);
    });

    test('an id twice in one call folds once and both get the same entry', async () => {
      const input = eventInput('c', 's:1', { value: 3 });
      const outcomes = await store().submit([input, eventInput('c', 's:2'), input, input], countingDecide);
      expect(kindsOf(outcomes)).toEqual(['fresh', 'fresh', 'duplicate', 'duplicate']);
      expect(entryOf(outcomes[2])).toEqual(entryOf(outcomes[0]));
      expect(await expectFolded(store(), 'c')).toHaveLength(2);
    });

    test('an id sent again gets the entry stored first, even by another node and with another body', async () => {
      const [first] = await store().submit([eventInput('c', 's:1', { value: 3 })], countingDecide);
      const node = await another();
      const [again] = await node.submit(
        [eventInput('c', 's:1', { value: 99, bodyHash: 'else' })],
        countingDecide,
      );
      expect(again).toMatchObject({ duplicate: true });
      expect(entryOf(again)).toEqual(entryOf(first));
      expect(counted(await documentOf(store(), 'c'))).toMatchObject({ count: 1, sum: 3 });
    });

    test('an id that comes again months and many steps later is still the same', async () => {
      const [first] = await store().submit([eventInput('c', 's:old', { value: 3 })], countingDecide);
      const month = 30 * 86_400_000;
      for (let n = 1; n <= 12; n += 1) {
        await store().submit([eventInput('c', `s:${n}`, { at: START + n * month })], countingDecide);
      }
      const late = eventInput('c', 's:old', { value: 3, at: START + 13 * month });
      const node = await another();
      for (const each of [store(), node]) {
        const [again] = await each.submit([late], countingDecide);
        expect(again).toMatchObject({ duplicate: true });
        expect(entryOf(again)).toEqual(entryOf(first));
      }
      expect(await expectFolded(store(), 'c')).toHaveLength(13);
    });

    test('who did not hear an answer and asks another node is told what happened, as if it had', async () => {
      const inputs = [eventInput('c', 's:1', { value: 3 }), commandInput('c', 'api:me:key', 'body')];
      const node = await another();
      // Nobody waits for the first answer.
      const unheard = store().submit(inputs, countingDecide);
      const told = await node.submit(inputs, countingDecide);
      const heard = await unheard;
      expect(told.map(entryOf)).toEqual(heard.map(entryOf));
      expect([...kindsOf(told), ...kindsOf(heard)].sort()).toEqual([
        'duplicate',
        'duplicate',
        'fresh',
        'fresh',
      ]);
    });

    test('an id that two customers bring at once belongs to one of them', async () => {
      const outcomes = await store().submit([eventInput('a', 's:1'), eventInput('b', 's:1')], countingDecide);
      expect(kindsOf(outcomes)).toEqual(['fresh', 'duplicate']);
      expect(entryOf(outcomes[1]).customer).toBe('a');
      expect(await store().customer('b')).toBeNull();
    });

    test('racing calls with the same inputs fold each of them once', async () => {
      const inputs = Array.from({ length: 40 }, (_, n) =>
        eventInput(`c${n % 3}`, `s:${n}`, { at: START + n }),
      );
      const calls = await Promise.all(
        Array.from({ length: 6 }, (_, n) => store().submit(inputs.slice(n), countingDecide)),
      );
      const fresh = calls.flat().filter(outcome => 'entry' in outcome && !outcome.duplicate);
      expect(fresh.map(outcome => outcome.id).sort()).toEqual(inputs.map(input => input.id).sort());
      for (const customer of ['c0', 'c1', 'c2']) await expectFolded(store(), customer);
    });

    test('a command with the same body is a duplicate, with another body it is refused', async () => {
      const first = commandInput('c', 'api:me:key', 'body 1');
      const other = commandInput('c', 'api:me:key', 'body 2');
      expect(kindsOf(await store().submit([first, other, first], countingDecide))).toEqual([
        'fresh',
        'other body',
        'duplicate',
      ]);
      expect(kindsOf(await store().submit([other, first], countingDecide))).toEqual([
        'other body',
        'duplicate',
      ]);
      expect(await expectFolded(store(), 'c')).toHaveLength(1);
    });

    test('a hundred copies of a known id are all answered', async () => {
      await store().submit([eventInput('c', 's:1')], countingDecide);
      const copies = Array.from({ length: 100 }, () => eventInput('c', 's:1'));
      const outcomes = await store().submit(copies, countingDecide);
      expect(new Set(kindsOf(outcomes))).toEqual(new Set(['duplicate']));
      expect(outcomes).toHaveLength(100);
    });

    test('a tick that journals nothing is answered, and changes the document only', async () => {
      await store().submit([eventInput('c', 's:1')], countingDecide);
      const [outcome] = await store().submit([tickInput('c', START + 5)], before => ({
        at: START + 5,
        release: 1,
        program: 'counting',
        state: defined(before).state,
        summary: defined(before).summary,
        dueAt: START + 99,
        entries: [],
      }));
      expect(entryOf(outcome)).toMatchObject({ kind: 'tick', customer: 'c', effects: [] });
      expect(await store().customer('c')).toMatchObject({ at: START + 5, v: 1, entries: 1 });
      expect(await store().entry(`tick:c:${START + 5}`)).toBeNull();
      expect(await expectFolded(store(), 'c')).toHaveLength(1);
    });

    test('more inputs of one customer than a step holds are folded in several steps', async () => {
      const inputs = Array.from({ length: 450 }, (_, n) =>
        eventInput('c', `s:${n}`, { at: START + n, value: n }),
      );
      await store().submit(inputs, countingDecide);
      const entries = await expectFolded(store(), 'c');
      expect(entries.map(entry => entry.id)).toEqual(inputs.map(input => input.id));
      expect(Math.max(...entries.map(entry => entry.i))).toBeLessThan(200);
    });

    test('large inputs make small steps', async () => {
      const attributes = { text: 'x'.repeat(100_000) };
      const inputs = Array.from({ length: 5 }, (_, n) =>
        eventInput('c', `s:${n}`, { at: START + n, attributes }),
      );
      await store().submit(inputs, countingDecide);
      const entries = await expectFolded(store(), 'c');
      expect(entries.map(entry => [entry.id, entry.v])).toEqual([
        ['s:0', 1],
        ['s:1', 1],
        ['s:2', 2],
        ['s:3', 2],
        ['s:4', 3],
      ]);
    });

    test('bodies, states and batches of some megabytes are kept as they are', async () => {
      const text = 'ü'.repeat(300_000);
      const inputs = Array.from({ length: 12 }, (_, n) =>
        eventInput(`large-${n % 4}`, `s:${n}`, { at: START + n, attributes: { text } }),
      );
      const padding = 'x'.repeat(2_000_000);
      await store().submit(inputs, countingDecide);
      for (const customer of ['large-0', 'large-1', 'large-2', 'large-3']) {
        const entries = await expectFolded(store(), customer);
        expect(entries).toHaveLength(3);
        for (const { input } of entries) expect(input).toMatchObject({ attributes: { text } });
      }
      await store().submit([eventInput('large-0', 's:state')], (before, fresh) => {
        const step = countingDecide(before, fresh);
        return 'needs' in step ? step : { ...step, state: JSON.stringify({ padding }) };
      });
      expect((await store().customer('large-0'))?.state).toBe(JSON.stringify({ padding }));
    });

    test('a call without inputs is answered with no outcomes', async () => {
      expect(await store().submit([], countingDecide)).toEqual([]);
    });
  });
}
