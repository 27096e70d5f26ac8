import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../server/demo/random.ts';

const drawn = (
  make: (random: ReturnType<typeof createRandom>) => number,
  count = 20_000,
): readonly number[] => {
  const random = createRandom(1, 2, 3);
  return Array.from({ length: count }, () => make(random));
};
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('createRandom', () => {
  it('repeats itself for the same seeds and differs for others', () => {
    const first = createRandom(1, 2, 3);
    const again = createRandom(1, 2, 3);
    const other = createRandom(1, 3, 2);
    const values = [1, 2, 3, 4].map(() => first.next());
    expect([1, 2, 3, 4].map(() => again.next())).toEqual(values);
    expect([1, 2, 3, 4].map(() => other.next())).not.toEqual(values);
  });

  it('spreads evenly over [0, 1)', () => {
    const values = drawn(random => random.next());
    const tenths = Array.from(
      { length: 10 },
      (_, tenth) => values.filter(value => Math.floor(value * 10) === tenth).length,
    );
    expect(Math.min(...tenths)).toBeGreaterThan(1800);
    expect(Math.max(...tenths)).toBeLessThan(2200);
  });

  it('draws whole numbers with both ends', () => {
    expect(new Set(drawn(random => random.integer(2, 5)))).toEqual(new Set([2, 3, 4, 5]));
  });

  it('counts as often as the rate says on average', () => {
    expect(mean(drawn(random => random.times(2.5)))).toBeCloseTo(2.5, 1);
    expect(mean(drawn(random => random.times(0)))).toBe(0);
  });
});
