import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createSpaced } from '../../../server/stores/mongodb/spaced.ts';

const SLOW_MS = 150;

function countMade(size: number) {
  let made = 0;
  const spaced = createSpaced(
    async () => {
      made += 1;
      const own = made;
      await wait(SLOW_MS);
      return own;
    },
    () => size,
  );
  return { spaced, made: () => made };
}

describe('a result that is made seldom', () => {
  it('is kept for a while where it was made of many, and took long', async () => {
    const { spaced, made } = countMade(1_000_000);
    expect([await spaced('a'), await spaced('a')]).toEqual([1, 1]);
    expect(await spaced('b')).toBe(2);
    expect(made()).toBe(2);
  });

  it('is made anew each time where it is of few, however slow the machine is', async () => {
    const { spaced } = countMade(6);
    expect([await spaced('a'), await spaced('a')]).toEqual([1, 2]);
  });

  it('is made anew after a failure', async () => {
    let made = 0;
    const spaced = createSpaced(
      () => {
        made += 1;
        return made === 1 ? Promise.reject(new Error('away')) : Promise.resolve(made);
      },
      () => 1_000_000,
    );
    await expect(spaced('a')).rejects.toThrow('away');
    expect(await spaced('a')).toBe(2);
  });
});
