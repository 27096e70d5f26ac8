import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isScalar, LineCounter, parseDocument, Scalar, stringify, visit } from 'yaml';
import type { ToStringOptions } from 'yaml';
import { readScalarText } from '../../../dsl/documents/scalars/scalar-text.ts';
import type { ScalarText } from '../../../dsl/documents/scalars/scalar-text.ts';

const words = fc.constantFrom(
  'usage.data',
  'sum(',
  ')',
  '>= 3',
  '"gold"',
  "'",
  '\\',
  '\t',
  ' ',
  '  ',
  '\n',
  '\n\n',
  ' \n',
  '\n  ',
  'é',
  '😀',
  '60%',
  '-',
  '#',
  ' # ',
  ': ',
  ', ',
  '[a]',
  '{b}',
  '\u0007',
  '\u2028',
  '!',
  '&x',
  '*y',
  '1.10',
  'if x\nthen y',
  '\u0085',
  '---\n',
);
const texts = fc.array(words, { minLength: 1, maxLength: 9 }).map(parts => parts.join(''));
const styles = ['PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'] as const;

/** A scalar written by the `yaml` package in one style, in some place of a document. */
const documents = fc
  .record({
    text: texts,
    style: fc.constantFrom(...styles),
    place: fc.constantFrom('root', 'value', 'item', 'deep', 'flow'),
    width: fc.constantFrom(0, 20, 80),
    windows: fc.boolean(),
  })
  .map(({ text, style, place, width, windows }) => {
    const scalar = new Scalar(text);
    scalar.type = Scalar[style];
    const value = {
      root: scalar,
      value: { key: scalar, next: 1 },
      item: [0, scalar, 2],
      deep: { a: { b: [{ c: scalar, d: 4 }] }, e: 5 },
      flow: { a: scalar, e: 5 },
    }[place];
    const options: ToStringOptions = {
      lineWidth: width,
      minContentWidth: 0,
      ...(place === 'flow' ? { collectionStyle: 'flow' } : {}),
    };
    const source = stringify(value, options);
    return windows ? source.replaceAll('\n', '\r\n') : source;
  });

function readAll(source: string): readonly { readonly scalar: Scalar; readonly read: ScalarText }[] {
  const parsed = parseDocument(source, { lineCounter: new LineCounter(), keepSourceTokens: true });
  const found: { scalar: Scalar; read: ScalarText }[] = [];
  visit(parsed, {
    Scalar: (_key, scalar) => void found.push({ scalar, read: readScalarText(scalar, source) }),
  });
  return found;
}

/** Every unit of the text stands, in the source, for itself, an escape or a fold; and they stand in the scalar. */
function expectFaithful(source: string): void {
  for (const { scalar, read } of readAll(source)) {
    expect(read.text).toBe(scalar.source);
    expect(read.starts).toHaveLength(read.text.length);
    const [nodeStart = 0, nodeEnd = 0] = scalar.range ?? [];
    read.text.split('').forEach((unit, index) => {
      const start = read.starts[index] ?? -1;
      const end = read.ends[index] ?? -1;
      const original = source.slice(start, end);
      expect(start).toBeGreaterThanOrEqual(nodeStart);
      expect(end).toBeLessThanOrEqual(nodeEnd);
      if (original.startsWith('\\') && scalar.type === 'QUOTE_DOUBLE') return;
      if (original === "''" && scalar.type === 'QUOTE_SINGLE') expect(unit).toBe("'");
      else if (/\n/.test(original)) expect(unit).toMatch(/[ \n]/);
      else expect(original).toBe(unit);
    });
  }
}

describe('readScalarText', () => {
  it('gives every character of a scalar its place in the file, in all five styles', () => {
    let checked = 0;
    const check = (source: string) => {
      if (parseDocument(source).errors.length > 0) return;
      checked += 1;
      expectFaithful(source);
    };
    fc.assert(fc.property(documents, check), { numRuns: 2_500 });
    expect(checked).toBeGreaterThan(2_000);
  });

  it('reads hand-written scalars as the yaml package does, whatever their blanks, folds and escapes', () => {
    const pieces = fc.array(
      fc.constantFrom(
        'a',
        'b c',
        ' ',
        '\n  ',
        '\n   ',
        '\n\n  ',
        '\n \n  ',
        '\r\n  ',
        '\t',
        "''",
        '\\n',
        '\\u00e9',
        '\\\n  ',
        '\\ ',
        '\\x41',
        '\\U0001F600',
        '#',
        'é',
      ),
      { minLength: 1, maxLength: 10 },
    );
    const wrappings = fc.constantFrom(
      (text: string) => `k:\n  ${text}\nz: 1\n`,
      (text: string) => `k: '${text}'\nz: 1\n`,
      (text: string) => `k: "${text}"\nz: 1\n`,
      ...['|', '>', '|-', '>-', '|+', '>+', '|1', '>2-', '>1+'].map(
        header => (text: string) => `k: ${header} # note\n  ${text}\n\n  \nz: 1\n`,
      ),
    );
    const valid = fc.tuple(pieces, wrappings).map(([parts, wrap]) => wrap(parts.join('')));
    let checked = 0;
    const check = (source: string) => {
      if (parseDocument(source).errors.length > 0) return;
      checked += 1;
      expectFaithful(source);
    };
    fc.assert(fc.property(valid, check), { numRuns: 2_000 });
    expect(checked).toBeGreaterThan(600);
  });

  it.each([
    ['a plain number', 'k: 1.10', '1.10'],
    ['a plain text over two lines', 'k: a\n  + b', 'a + b'],
    ['single quotes', "k: 'it''s'", "it's"],
    ['an escaped quote', 'k: "say \\"x\\""', 'say "x"'],
    ['a block', 'k: |\n  a\n  b\n', 'a\nb\n'],
    ['an empty value', 'k:\nz: 1', ''],
  ])('reads %s by its source text', (_what, source, text) => {
    const value = readAll(source).filter(({ scalar }) => isScalar(scalar))[1];
    expect(value?.read.text).toBe(text);
  });
});
