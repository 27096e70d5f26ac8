import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  commonTexts,
  hasText,
  isNoText,
  joinTexts,
  onlyTexts,
  otherTexts,
  pickText,
} from '../../../../dsl/analysis/domains/index.ts';

const word = fc.constantFrom('a', 'b', 'c', 'other', 'other 2');
const sets = fc
  .tuple(fc.uniqueArray(word), fc.boolean())
  .map(([texts, only]) => (only ? onlyTexts(texts) : otherTexts(onlyTexts(texts))));

describe('sets of texts', () => {
  it('have in common, join and leave out as sets do', () => {
    fc.assert(
      fc.property(sets, sets, word, (a, b, text) => {
        expect(hasText(commonTexts(a, b), text)).toBe(hasText(a, text) && hasText(b, text));
        expect(hasText(joinTexts(a, b), text)).toBe(hasText(a, text) || hasText(b, text));
        expect(hasText(otherTexts(a), text)).toBe(!hasText(a, text));
      }),
    );
  });

  it('give one of their texts unless they have none', () => {
    fc.assert(
      fc.property(sets, set => {
        const text = pickText(set);
        expect(text === undefined).toBe(isNoText(set));
        if (text !== undefined) expect(hasText(set, text)).toBe(true);
      }),
    );
  });
});
