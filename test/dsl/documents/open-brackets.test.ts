import { describe, expect, it } from 'vitest';
import { openBrackets } from '../../../dsl/documents/open-brackets.ts';

describe('openBrackets', () => {
  it.each([
    ['a: [1, {b: 2}', 1],
    ['a: ]', -1],
    ['a: "x [" # y [', 0],
    ['# remark: "x", [y', 0],
    ["a: 'it''s [' [", 1],
    ['a: "\\" [" {', 1],
    ["a: don't [ don't", 1],
    ['a: 5" [ 6"', 1],
    ['a: b#[', 1],
    ['a: "never closed [[', 2],
    ['a: "x" [ "never closed [[', 3],
  ])('leaves open in %j: %i', (line, open) => {
    expect(openBrackets(line, 0, line.length).open).toBe(open);
  });

  it('tells how deep a line may be if its quotes are none', () => {
    expect(openBrackets('a: x "[[[" [', 0, 12)).toEqual({ open: 1, deepest: 4 });
  });

  it('looks at the given line alone', () => {
    const text = 'a: [\nb: [[\nc: [';
    expect(openBrackets(text, 5, 10).open).toBe(2);
  });
});
