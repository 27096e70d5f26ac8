import { describe, expect, test } from 'vitest';
import { countingDecide } from '../../support/counting-decide.ts';
import { START, eventInput } from '../../support/inputs.ts';
import type { Nodes } from './shared.ts';

const note = (entry: string, customer: string, count: number, lastAt: number, differing = 0) => ({
  entry,
  customer,
  count,
  differing,
  lastAt,
});

export function describeRepeats({ store, another }: Nodes): void {
  describe('notes on events that came again', () => {
    test('add up over all nodes, with the last time', async () => {
      await store().submit([eventInput('a', 's:1'), eventInput('a', 's:2')], countingDecide);
      const other = await another();
      await store().noteRepeats([note('s:1', 'a', 2, START + 5, 1), note('s:2', 'a', 1, START)]);
      await other.noteRepeats([note('s:1', 'a', 3, START + 2, 2)]);
      expect(await store().repeatsOf(['s:1', 's:none'])).toEqual([note('s:1', 'a', 5, START + 5, 3)]);
      expect(await store().repeatsOf([])).toEqual([]);
    });

    test('are kept of journalled entries alone, and erased with their customer', async () => {
      await store().submit([eventInput('a', 's:1')], countingDecide);
      await store().noteRepeats([note('s:1', 'a', 1, START), note('s:unknown', 'a', 1, START)]);
      expect(await store().repeatsOf(['s:unknown'])).toEqual([]);
      await store().erase('a');
      await store().noteRepeats([note('s:1', 'a', 1, START)]);
      expect(await store().repeatsOf(['s:1'])).toEqual([]);
    });

    test('outdated ones are dropped, so many at a time', async () => {
      await store().submit(
        [1, 2, 3].map(n => eventInput('a', `s:${n}`)),
        countingDecide,
      );
      await store().noteRepeats([1, 2, 3].map(n => note(`s:${n}`, 'a', 1, START + n)));
      expect(await store().dropRepeats(START + 3, 1)).toBe(1);
      expect(await store().dropRepeats(START + 3, 9)).toBe(1);
      expect(await store().repeatsOf(['s:1', 's:2', 's:3'])).toEqual([note('s:3', 'a', 1, START + 3)]);
    });
  });
}
