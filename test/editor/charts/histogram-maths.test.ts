import { describe, expect, it } from 'vitest';
import {
  binHeights,
  histogramFinding,
  medianOf,
  shareBetween,
} from '../../../editor/charts/histogram-maths.ts';

/** Twenty bins of five, filled by index. */
const bins = (counts: Readonly<Record<number, number>>) =>
  Array.from({ length: 20 }, (_, index) => ({
    from: index * 5,
    to: index * 5 + 5,
    count: counts[index] ?? 0,
  }));
const histogram = (counts: Readonly<Record<number, number>>, high_is_bad = false) => ({
  name: 'Score',
  high_is_bad,
  mean: null,
  bins: bins(counts),
});

describe('a histogram', () => {
  it('has its median inside the bin where half is reached', () => {
    expect(medianOf(bins({ 2: 10 }))).toBe(12.5);
    expect(medianOf(bins({ 0: 1, 19: 3 }))).toBeCloseTo(95 + 5 / 3);
    expect(medianOf(bins({}))).toBeUndefined();
  });

  it('is as tall as its tallest bin, and hides nobody', () => {
    const heights = binHeights(bins({ 0: 1_000, 5: 1 }));
    expect(heights[0]).toBe(1);
    expect(heights[5]).toBe(0.015);
    expect(heights[6]).toBe(0);
  });

  it('counts shares by whole bins', () => {
    expect(shareBetween(bins({ 0: 1, 7: 1, 8: 2 }), 0, 40)).toBe(0.5);
    expect(shareBetween(bins({}), 0, 40)).toBe(0);
  });

  it('says in words where the middle is and how many are low', () => {
    expect(histogramFinding(histogram({ 3: 1, 12: 3 }))).toBe('Half score 62 or more; 25 % are under 40.');
  });

  it('says of a bad score how many are high', () => {
    expect(histogramFinding(histogram({ 3: 3, 15: 1 }, true))).toBe(
      '25 % are at 70 or more; half are under 18.',
    );
  });

  it('says that nobody is there', () => {
    expect(histogramFinding(histogram({}))).toBe('No customers yet.');
  });
});
