import { describe, expect, test } from 'vitest';
import { countingDecide } from '../../support/counting-decide.ts';
import { START, commandInput, eventInput, tickInput } from '../../support/inputs.ts';
import { CursorError } from '../../../server/stores/cursor.ts';
import type { EntryQuery } from '../../../server/stores/store.ts';
import { all, allPages, defined, type Nodes } from './shared.ts';

export function describeJournal({ store }: Nodes): void {
  const idsOf = async (
    query: Omit<EntryQuery, 'limit' | 'cursor'>,
    limit = 3,
  ): Promise<readonly string[]> => {
    const entries = await allPages(cursor =>
      store().entries({ ...query, limit, ...(cursor ? { cursor } : {}) }),
    );
    return entries.map(entry => entry.id);
  };

  describe('journal', () => {
    test('a history has all entries in order, or those up to a step', async () => {
      for (let n = 0; n < 4; n++) {
        const inputs = [0, 1, 2].map(i => eventInput('c', `s:${n}${i}`, { at: START + n * 10 + i }));
        await store().submit([...inputs, eventInput('other', `o:${n}`)], countingDecide);
      }
      const ids = (await all(store().history('c'))).map(entry => entry.id);
      expect(ids).toHaveLength(12);
      expect(ids).toEqual([...ids].sort());
      expect((await all(store().history('c', 2))).map(entry => entry.id)).toEqual(ids.slice(0, 6));
      expect(await all(store().history('nobody'))).toEqual([]);
    });

    test('a history longer than one read of the store is whole', async () => {
      const inputs = Array.from({ length: 1_203 }, (_, n) => eventInput('c', `s:${n}`, { at: START + n }));
      await store().submit(inputs, countingDecide);
      expect((await all(store().history('c'))).map(entry => entry.id)).toEqual(inputs.map(input => input.id));
    });

    test('entries are listed from new to old, each once, over all pages', async () => {
      const inputs = Array.from({ length: 10 }, (_, n) =>
        eventInput(`c${n % 4}`, `s:${n}`, { at: START + n }),
      );
      await store().submit([...inputs].reverse(), countingDecide);
      const newest = inputs.map(input => input.id).reverse();
      for (const limit of [1, 3, 5, 10, 50]) expect(await idsOf({}, limit)).toEqual(newest);
      expect(await idsOf({ customer: 'c1' }, 2)).toEqual(['s:9', 's:5', 's:1']);
    });

    test('a page that is the last says so', async () => {
      await store().submit([eventInput('c', 's:1'), eventInput('c', 's:2')], countingDecide);
      expect((await store().entries({ limit: 2 })).next).toBeNull();
      expect((await store().entries({ limit: 1 })).next).not.toBeNull();
    });

    test('what comes in while somebody pages neither repeats nor hides an entry', async () => {
      const at = (n: number) => ({ at: START + n });
      await store().submit(
        [0, 1, 2, 3, 4].map(n => eventInput('c', `s:${n}`, at(n))),
        countingDecide,
      );
      const first = await store().entries({ limit: 2 });
      await store().submit(
        [eventInput('d', 's:new', at(9)), eventInput('d', 's:equal', at(3))],
        countingDecide,
      );
      const rest = await store().entries({ limit: 10, cursor: defined(first.next) });
      expect(first.results.map(entry => entry.id)).toEqual(['s:4', 's:3']);
      expect(rest.results.map(entry => entry.id)).toEqual(['s:2', 's:1', 's:0']);
    });

    test('entries are filtered by kind, mark, effects and customer, alone and together', async () => {
      const marked = (mark: string, effects = true) => ({ mark, effects });
      await store().submit(
        [
          eventInput('a', 's:1', { at: START + 1, attributes: marked('badge_awarded,badge_awarded:streak') }),
          eventInput('b', 's:2', { at: START + 2, attributes: marked('badge_awarded,badge_awarded:other') }),
          eventInput('a', 's:3', { at: START + 3, attributes: { effects: false } }),
          commandInput('a', 'api:4', 'body', START + 4),
          tickInput('b', START + 5),
          eventInput('a', 's:6', { at: START + 6, attributes: marked('badge_awarded', false) }),
        ],
        countingDecide,
      );
      const tick = `tick:b:${START + 5}`;
      expect(await idsOf({ kind: 'event' })).toEqual(['s:6', 's:3', 's:2', 's:1']);
      expect(await idsOf({ kind: 'command' })).toEqual(['api:4']);
      expect(await idsOf({ kind: 'tick', customer: 'b' })).toEqual([tick]);
      expect(await idsOf({ mark: 'badge_awarded' }, 1)).toEqual(['s:6', 's:2', 's:1']);
      expect(await idsOf({ mark: 'badge_awarded:streak' })).toEqual(['s:1']);
      expect(await idsOf({ mark: 'badge_awarded', customer: 'a' })).toEqual(['s:6', 's:1']);
      expect(await idsOf({ mark: 'badge_awarded', withEffects: true }, 1)).toEqual(['s:2', 's:1']);
      expect(await idsOf({ mark: 'badge' })).toEqual([]);
      expect(await idsOf({ withEffects: true })).toEqual([tick, 'api:4', 's:2', 's:1']);
      expect(await idsOf({ withEffects: true, kind: 'event', customer: 'a' })).toEqual(['s:1']);
    });

    test('entries can be those of a time, the first instant in it, the last not', async () => {
      const inputs = [0, 1, 2, 3, 4].map(n => eventInput(n % 2 ? 'b' : 'a', `s:${n}`, { at: START + n }));
      for (const input of inputs) await store().submit([input], countingDecide);
      const time = { from: START + 1, to: START + 4 };
      expect(await idsOf(time, 2)).toEqual(['s:3', 's:2', 's:1']);
      expect(await idsOf({ ...time, kind: 'event' }, 2)).toEqual(['s:3', 's:2', 's:1']);
      expect(await idsOf({ ...time, customer: 'a' }, 2)).toEqual(['s:2']);
      expect(await idsOf({ from: START + 4 })).toEqual(['s:4']);
      expect(await idsOf({ to: START })).toEqual([]);
    });

    test('a cursor that no list gave out is refused', async () => {
      for (const cursor of ['', 'nonsense', 'WyJhIl0', 'W10']) {
        await expect(store().entries({ limit: 1, cursor })).rejects.toThrow(CursorError);
      }
    });

    test('an unknown id has no entry, an unknown customer no document', async () => {
      expect(await store().entry('s:none')).toBeNull();
      expect(await store().customer('nobody')).toBeNull();
    });
  });
}
