import { describe, expect, it } from 'vitest';
import { orderScores, scoreTone, scoreWord } from '../../../editor/charts/scores.ts';

describe('a score in words', () => {
  it.each([
    [0, 'low'],
    [39.9, 'low'],
    [40, 'medium'],
    [69.9, 'medium'],
    [70, 'high'],
    [100, 'high'],
  ])('calls %d %s', (score, word) => {
    expect(scoreWord(score)).toBe(word);
  });

  it('takes a high risk for bad and a high engagement for good', () => {
    expect(scoreTone(85, true)).toBe('bad');
    expect(scoreTone(85, false)).toBe('good');
    expect(scoreTone(10, true)).toBe('good');
    expect(scoreTone(10, false)).toBe('bad');
  });

  it('puts scores that rules add behind the five', () => {
    expect(orderScores(['advocacy', 'digital', 'risk', 'engagement'])).toEqual([
      'engagement',
      'risk',
      'digital',
      'advocacy',
    ]);
  });
});
