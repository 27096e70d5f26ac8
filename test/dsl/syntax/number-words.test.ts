import { describe, expect, it } from 'vitest';
import { figureOf } from '../../../dsl/syntax/number-words.ts';

describe('figureOf', () => {
  it.each([
    ['zero', 0],
    ['nineteen', 19],
    ['ninety nine', 99],
    ['hundred', 100],
    ['three hundred twelve', 312],
    ['two thousand', 2_000],
    ['one million two hundred thousand five', 1_200_005],
  ])('reads %s', (words, figure) => {
    expect(figureOf(words.split(' '))).toBe(figure);
  });

  it.each(['two five', 'twenty eleven', 'five twenty', 'fifty apples'])('reads no figure in %s', words => {
    expect(figureOf(words.split(' '))).toBeUndefined();
  });

  it('reads no figure in nothing', () => {
    expect(figureOf([])).toBeUndefined();
  });
});
