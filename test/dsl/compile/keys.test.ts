import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256Hex } from '../../../dsl/compile/keys.ts';

it('hashes any text as the runtime does: short or long, plain or not', () => {
  const texts = fc.oneof(
    fc.string({ maxLength: 140 }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('', '\u007f', '\u0080', 'é'.repeat(60), 'x'.repeat(128), 'x'.repeat(129)),
  );
  fc.assert(
    fc.property(texts, text => {
      expect(sha256Hex(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
    }),
  );
});
