import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, oneOf, suggest } from '../../../dsl/diagnostics/index.ts';

describe('suggest', () => {
  it.each([
    ['recharge.amout', ['recharge.amount', 'recharge.method', 'usage.data'], ['recharge.amount']],
    ['engagment', ['engagement', 'revenue'], ['engagement']],
    ['Monday', ['monday', 'sunday'], ['monday', 'sunday']],
    ['data-explorer', ['data_explorer'], ['data_explorer']],
    ['laod', ['load', 'lend'], ['load']],
    ['x', ['y', 'z'], []],
    ['colour', ['id', 'kind', 'period'], []],
  ])('takes %s for %j', (name, candidates, expected) => {
    expect(suggest(name, candidates)).toEqual(expected);
  });

  it('prefers what fits the place among names as close', () => {
    const fit = (candidate: string) => (candidate === 'usage_b' ? 1 : 0.2);
    expect(suggest('usage_c', ['usage_a', 'usage_b'], { fit })).toEqual(['usage_b', 'usage_a']);
  });

  it('leaves out what cannot stand there', () => {
    expect(suggest('usage_c', ['usage_a', 'usage_b'], { fit: name => (name === 'usage_a' ? 0 : 1) })).toEqual(
      ['usage_b'],
    );
  });
});

describe('distance', () => {
  it.each([
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['abc', 'ab', 1],
    ['abc', 'xbc', 1],
    ['abc', 'Abc', 0.5],
    ['', 'abc', 3],
  ])('is between %s and %s %d', (a, b, expected) => {
    expect(distance(a, b)).toBe(expected);
  });

  it('is the same both ways', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'B', '_', '-'), maxLength: 7 });
    fc.assert(fc.property(word, word, (a, b) => distance(a, b) === distance(b, a)));
  });
});

describe('oneOf', () => {
  it('reads as a sentence does', () => {
    expect([oneOf([]), oneOf(['a']), oneOf(['a', 'b']), oneOf(['a', 'b', 'c'])]).toEqual([
      '',
      '`a`',
      '`a` or `b`',
      '`a`, `b` or `c`',
    ]);
  });
});
