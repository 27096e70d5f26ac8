import { describe, expect, test } from 'vitest';
import { digestOf } from '../../../server/stores/steps/digest.ts';
import type { KeptEntry } from '../../../server/stores/truth.ts';
import { countingDecide } from '../../support/counting-decide.ts';
import { START, eventInput } from '../../support/inputs.ts';
import { all, defined, documentOf, entryOf, expectFolded, type Nodes } from './shared.ts';

export function describeTruth({ store, another }: Nodes): void {
  describe('what is kept, for who checks it', () => {
    const attributes = { mark: 'm,m:1', segment: 'x,y', tier: 'gold', mission: 'm1', score: 50 };

    async function arrive(): Promise<void> {
      for (const customer of ['a', 'b', 'c']) {
        for (const n of [1, 2]) {
          const input = eventInput(customer, `s:${customer}${n}`, { at: START + n, attributes });
          await store().submit([input], countingDecide);
        }
      }
    }

    test('everybody is walked through in order, page by page', async () => {
      await arrive();
      expect(await store().everybody('', 10)).toEqual(['a', 'b', 'c']);
      expect(await store().everybody('', 2)).toEqual(['a', 'b']);
      expect(await store().everybody('b', 2)).toEqual(['c']);
      expect(await store().everybody('c', 2)).toEqual([]);
    });

    test('documents and entries are what was written, each entry with its digest and those before it', async () => {
      await arrive();
      const kept = defined(await store().keptDocument('a'));
      const { state, v, entries, at, release, summary } = await documentOf(store(), 'a');
      expect(kept).toMatchObject({ customer: 'a', state, v, entries, at, release });
      expect(JSON.parse(kept.summary)).toEqual(summary);
      const journal = await all(store().keptEntries('a'));
      expect(journal.map(({ id, v, i, of }) => [id, v, i, of])).toEqual([
        ['s:a1', 1, 0, 1],
        ['s:a2', 2, 0, 1],
      ]);
      expect(journal.map(({ effects }) => JSON.parse(effects) as unknown)).toEqual(
        (await all(store().history('a'))).map(({ effects }) => effects),
      );
      expect(digests(journal)).toEqual(journal.map(({ digest }) => digest));
      expect(kept.digest).toBe(journal.at(-1)?.digest);
    });

    test('several entries of one step, of one batch and of many nodes are one chain', async () => {
      const nodes = [store(), await another(), await another()];
      const submitted = nodes.flatMap((node, n) =>
        [1, 2, 3, 4].map(k =>
          node.submit([eventInput('hot', `s:${n}-${k}`), eventInput('hot', `s:${n}-${k}b`)], countingDecide),
        ),
      );
      await Promise.all(submitted);
      const journal = await all(store().keptEntries('hot'));
      expect(journal).toHaveLength(24);
      expect(digests(journal)).toEqual(journal.map(({ digest }) => digest));
      expect((await store().keptDocument('hot'))?.digest).toBe(journal.at(-1)?.digest);
      await expectFolded(store(), 'hot');
    });

    test('a document is replaced only where nobody was faster', async () => {
      await arrive();
      const kept = defined(await store().keptDocument('a'));
      const changed = { ...kept, state: '{"count":7,"ids":[],"sum":7}' };
      const node = await another();
      expect(await node.replaceDocument('0:other', changed)).toBe(false);
      expect(await node.replaceDocument(null, changed)).toBe(false);
      expect(await node.replaceDocument(kept.rev, changed)).toBe(true);
      expect(await node.replaceDocument(kept.rev, kept)).toBe(false);
      const now = defined(await store().keptDocument('a'));
      expect({ ...now, rev: '' }).toEqual({ ...changed, rev: '' });
      expect(await store().replaceDocument(now.rev, kept)).toBe(true);
      const [outcome] = await store().submit([eventInput('a', 's:a3', { at: START + 3 })], countingDecide);
      expect(entryOf(outcome).v).toBe(3);
      await expectFolded(store(), 'a');
    });

    test('a step that was decided on a document that is replaced meanwhile is decided anew', async () => {
      await arrive();
      const node = await another();
      let attempts = 0;
      const outcomes = await node.submit([eventInput('a', 's:a3', { at: START + 3 })], async (...given) => {
        attempts += 1;
        if (attempts === 1) {
          const kept = defined(await store().keptDocument('a'));
          expect(await store().replaceDocument(kept.rev, kept)).toBe(true);
        }
        return countingDecide(...given);
      });
      expect([attempts, entryOf(outcomes[0]).v]).toEqual([2, 3]);
      await expectFolded(store(), 'a');
    });

    test('nothing is found wrong with lists and totals that nobody has touched', async () => {
      await arrive();
      await store().erase('b');
      expect(await store().checkProjections(false)).toEqual([]);
      expect(await store().checkProjections(true)).toEqual([]);
      expect(await store().totals({ of: 'tiers' })).toEqual([{ key: 'gold', count: 2 }]);
    });

    test('a check goes on while others write, and finds nothing', async () => {
      await arrive();
      const node = await another();
      const writing = Promise.all(
        Array.from({ length: 30 }, (_, n) =>
          node.submit([eventInput(`w${n % 7}`, `s:w${n}`, { at: START + n, attributes })], countingDecide),
        ),
      );
      for (let round = 0; round < 3; round += 1) await store().checkProjections(true);
      await writing;
      expect(await store().checkProjections(false)).toEqual([]);
      expect(await store().totals({ of: 'customers' })).toEqual([{ key: 'customers', count: 10 }]);
    });

    test('of nobody, nothing is kept', async () => {
      expect(await store().keptDocument('nobody')).toBeNull();
      expect(await all(store().keptEntries('nobody'))).toEqual([]);
      expect(await store().mendAfterRestore('nobody')).toEqual({ erased: false, dropped: 0 });
    });
  });
}

/** What the digests must be, worked out from what is kept beside them. */
function digests(journal: readonly KeptEntry[]): readonly string[] {
  let before = '';
  return journal.map(entry => {
    const kind = entry.kind === 'event' ? 'event' : 'tick';
    before = digestOf(before, { ...entry, kind }, entry);
    return before;
  });
}
