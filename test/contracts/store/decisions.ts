import { describe, expect, test } from 'vitest';
import type { Decide, Entry, Snapshot, Step } from '../../../engine/model.ts';
import type { Due } from '../../../server/stores/store.ts';
import { SubmitError } from '../../../server/stores/submit-error.ts';
import { countingDecide } from '../../support/counting-decide.ts';
import { START, eventInput, tickInput } from '../../support/inputs.ts';
import { all, defined, expectFolded, kindsOf, type Nodes } from './shared.ts';

export function describeDecisions({ store }: Nodes): void {
  describe('decisions', () => {
    test('decide gets fresh inputs only, and is not called without any', async () => {
      const seen: string[][] = [];
      const decide: Decide = (before, fresh, history) => {
        seen.push(fresh.map(input => input.id));
        return countingDecide(before, fresh, history);
      };
      await store().submit([eventInput('c', 's:1')], decide);
      await store().submit([eventInput('c', 's:1'), eventInput('c', 's:2'), eventInput('c', 's:2')], decide);
      await store().submit([eventInput('c', 's:1'), eventInput('c', 's:2')], decide);
      expect(seen).toEqual([['s:1'], ['s:2']]);
    });

    test("a customer's inputs are decided by acceptance, then occurrence, then id", async () => {
      const inputs = [
        eventInput('c', 's:e', { at: START + 9 }),
        eventInput('c', 's:b', { at: START, occurredAt: START - 5 }),
        eventInput('c', 's:d', { at: START, occurredAt: START - 1 }),
        eventInput('c', 's:a', { at: START, occurredAt: START - 5 }),
        eventInput('c', 's:c', { at: START, occurredAt: START - 2 }),
      ];
      await store().submit(inputs, countingDecide);
      const ids = (await all(store().history('c'))).map(entry => entry.id);
      expect(ids).toEqual(['s:a', 's:b', 's:c', 's:d', 's:e']);
    });

    test('decide sees what the last step left, exactly as it was written', async () => {
      const state = '{"text":"Grüße 👋 \\u0000 \\"quoted\\"","big":9007199254740991,"float":0.1}';
      let left: Step | undefined;
      await store().submit([eventInput('c', 's:1')], (before, fresh) => {
        left = { ...stepOf(before, fresh), state };
        return left;
      });
      const snapshots: (Snapshot | null)[] = [];
      await store().submit([eventInput('c', 's:2')], (before, fresh) => {
        snapshots.push(before);
        return { ...stepOf(null, fresh), state };
      });
      const { at, release, summary } = defined(left);
      const digest = expect.any(String);
      expect(snapshots).toEqual([{ customer: 'c', v: 1, at, release, entries: 1, state, summary, digest }]);
    });

    test('who needs the history gets all of it, in order', async () => {
      const inputs = Array.from({ length: 5 }, (_, n) => eventInput('c', `s:${n}`, { at: START + n }));
      for (const input of inputs) await store().submit([input], countingDecide);
      let given: readonly Entry[] | undefined;
      const decide: Decide = (before, fresh, history) => {
        if (!history) return { needs: 'history' };
        given = history;
        return countingDecide(before, fresh);
      };
      await store().submit(
        [eventInput('c', 's:last', { at: START + 9 }), eventInput('other', 's:x')],
        decide,
      );
      await store().submit([eventInput('c', 's:again', { at: START + 10 })], decide);
      expect(given?.map(entry => entry.id)).toEqual(['s:0', 's:1', 's:2', 's:3', 's:4', 's:last']);
    });

    test('a release that the node does not know fails that customer only', async () => {
      const decide: Decide = (before, fresh) =>
        fresh[0]?.customer === 'ahead' ? { needs: 7 } : countingDecide(before, fresh);
      const behind = store().submit([eventInput('behind', 's:1')], decide);
      const ahead = store().submit([eventInput('ahead', 's:2')], decide);
      await expect(ahead).rejects.toThrow('Release 7 of customer ahead is unknown');
      expect(kindsOf(await behind)).toEqual(['fresh']);
      expect(await store().customer('ahead')).toBeNull();
    });

    test('what decide throws for one customer reaches only the calls that brought it', async () => {
      const decide: Decide = (before, fresh) => {
        if (fresh.some(input => input.customer === 'bad')) throw new Error('no such metric');
        return countingDecide(before, fresh);
      };
      const good = store().submit([eventInput('good', 's:1')], decide);
      const mixed = store().submit([eventInput('bad', 's:2'), eventInput('fine', 's:3')], decide);
      const error: unknown = await mixed.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(SubmitError);
      const { failures, outcomes, message } = error as SubmitError;
      expect(message).toBe('no such metric');
      expect([...failures.keys()]).toEqual(['s:2']);
      expect(outcomes).toMatchObject([null, { id: 's:3', duplicate: false }]);
      expect(kindsOf(await good)).toEqual(['fresh']);
      expect(await store().customer('bad')).toBeNull();
      expect(kindsOf(await store().submit([eventInput('bad', 's:2')], countingDecide))).toEqual(['fresh']);
    });

    test('a step whose entries cannot be journalled fails that customer only', async () => {
      await store().submit([eventInput('first', 's:taken')], countingDecide);
      const decide: Decide = (before, fresh) => {
        const step = stepOf(before, fresh);
        const [entry] = step.entries;
        if (fresh[0]?.customer !== 'bad' || !entry) return step;
        return {
          ...step,
          entries: [{ ...entry, id: 's:taken', kind: 'tick', input: null }, ...step.entries],
        };
      };
      const good = store().submit([eventInput('a', 's:1'), eventInput('z', 's:2')], decide);
      const bad = store().submit([eventInput('bad', 's:3')], decide);
      await expect(bad).rejects.toThrow();
      expect(kindsOf(await good)).toEqual(['fresh', 'fresh']);
      expect(await store().customer('bad')).toBeNull();
      expect((await store().entry('s:taken'))?.customer).toBe('first');
    });

    test('a step that leaves out an input fails, and nothing of it is kept', async () => {
      const decide: Decide = (before, fresh) => ({ ...stepOf(before, fresh), entries: [] });
      await expect(store().submit([eventInput('c', 's:1')], decide)).rejects.toThrow(
        'left out its input s:1',
      );
      expect(await store().customer('c')).toBeNull();
    });

    test('slow decisions of many customers are all made, each once', async () => {
      const asked: string[] = [];
      const decide: Decide = (before, fresh) => {
        asked.push(...fresh.map(input => input.id));
        const until = performance.now() + 15;
        while (performance.now() < until);
        return countingDecide(before, fresh);
      };
      const inputs = ['a', 'b', 'c', 'd', 'e'].map(customer => eventInput(customer, `s:${customer}`));
      expect(kindsOf(await store().submit(inputs, decide))).toEqual(inputs.map(() => 'fresh'));
      expect(asked.sort()).toEqual(inputs.map(input => input.id));
    });

    test('due instants are entries of their own, before the inputs of their step', async () => {
      await store().submit([eventInput('c', 's:1')], countingDecide);
      const instant = tickInput('c', START + 10);
      const decide: Decide = (before, fresh) => stepOf(before, [instant, ...fresh]);
      await store().submit([eventInput('c', 's:2', { at: START + 20 })], decide);
      const entries = await expectFolded(store(), 'c');
      expect(entries.map(entry => [entry.id, entry.v, entry.i])).toEqual([
        ['s:1', 1, 0],
        [instant.id, 2, 0],
        ['s:2', 2, 1],
      ]);
    });

    test('customers are due from their time on, the longest overdue first', async () => {
      for (const [customer, at] of [
        ['late', 300],
        ['early', 100],
        ['middle', 200],
      ] as const) {
        await store().submit([eventInput(customer, `s:${customer}`, { at: START + at })], countingDecide);
      }
      const due = async (now: number, limit: number) =>
        (await store().due(now, limit)).map(({ customer }) => customer);
      expect(await due(START + 1_199, 10)).toEqual(['early']);
      expect(await due(START + 1_200, 10)).toEqual(['early', 'middle']);
      expect(await due(START + 9_999, 2)).toEqual(['early', 'middle']);
      await store().submit([tickInput('early', START + 1_200)], countingDecide);
      expect(await due(START + 9_999, 10)).toEqual(['middle', 'late']);
    });

    test('those who are due can be walked through page by page, also where many are due at once', async () => {
      for (const customer of ['a', 'b', 'c', 'd', 'e']) {
        const at = START + (customer === 'a' ? 500 : 100);
        await store().submit([eventInput(customer, `s:${customer}`, { at })], countingDecide);
      }
      const walked: Due[] = [];
      for (;;) {
        const page = await store().due(START + 9_999, 2, walked.at(-1));
        if (page.length === 0) break;
        walked.push(...page);
      }
      expect(walked.map(({ customer }) => customer)).toEqual(['b', 'c', 'd', 'e', 'a']);
      expect(walked.map(({ dueAt }) => dueAt - START)).toEqual([1_100, 1_100, 1_100, 1_100, 1_500]);
      const count = async (now: number) => (await store().totals({ of: 'due', now }))[0]?.count;
      expect([await count(START), await count(START + 1_100), await count(START + 9_999)]).toEqual([0, 4, 5]);
    });
  });
}

/** The counting decide, which never needs anything. */
function stepOf(...given: Parameters<Decide>) {
  const step = countingDecide(...given);
  if ('needs' in step) throw new Error('The counting decide needs nothing.');
  return step;
}
