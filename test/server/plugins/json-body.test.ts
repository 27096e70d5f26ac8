import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../server/parse-json.ts';
import { ProblemError } from '../../../server/problem.ts';

function refusalOf(text: string): ProblemError {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error(`"${text}" was read`);
}

describe('a JSON body', () => {
  it('is read as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ depthSize: 'small' }), value => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes('"__proto__":'));
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('may be empty', () => {
    expect(parseJson(' \n')).toBeUndefined();
  });

  it.each([
    ['{"a": 1,}', 1, 9],
    ['{\n  "a": nope\n}', 2, 9],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ['[1, 2', 1, 6],
    ['nope', 1, 2],
  ])('that is broken is refused with its place: %s', (text, line, column) => {
    expect(refusalOf(text)).toMatchObject({ kind: 'malformed', extensions: { line, column } });
  });

  it('that nests without an end is refused', () => {
    expect(refusalOf('['.repeat(50_000)).message).toMatch(/nested deeper/);
    expect(parseJson(`"${'['.repeat(500)}"`)).toHaveLength(500);
  });

  it('cannot replace a prototype', () => {
    expect(Object.keys(parseJson('{"__proto__": {"admin": true}, "a": 1}') as object)).toEqual(['a']);
  });
});
