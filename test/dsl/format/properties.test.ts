import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { hasErrors } from '../../../dsl/diagnostics/index.ts';
import { compileFiles } from '../../../dsl/index.ts';
import { loadDocuments } from '../../../dsl/documents/index.ts';
import { formatFile } from '../../../dsl/format/index.ts';
import { parseExpression, printExpression } from '../../../dsl/syntax/index.ts';
import { defaultProgram, readDefaultRules } from '../../support/default-rules.ts';
import { randomFrom, untidyDocument } from './untidy-yaml.ts';
import type { Plain } from './untidy-yaml.ts';

const path = 'rules.yaml';
const format = (text: string) => formatFile({ path, text }).text;

/** What YAML reads, every text that is an expression in one spelling. Numbers are the text they are written with. */
function valuesOf(text: string): readonly unknown[] {
  return parseAllDocuments(text, { schema: 'failsafe', uniqueKeys: false }).map(document => {
    if (document.errors.length > 0) return 'unreadable';
    try {
      return spelledAlike(document.toJS());
    } catch {
      return 'an alias of nothing';
    }
  });
}

/** What the language reads; undefined where it has to guess, since it guesses by the layout too. */
function rulesOf(text: string): readonly unknown[] | undefined {
  const { documents, diagnostics } = loadDocuments([{ path, text }]);
  return hasErrors(diagnostics) ? undefined : documents.map(({ value }) => spelledAlike(value));
}

function expectSameValues(before: string, after: string): void {
  expect(valuesOf(after)).toEqual(valuesOf(before));
  const rules = rulesOf(before);
  if (rules !== undefined) expect(rulesOf(after)).toEqual(rules);
}

function spelledAlike(value: unknown): unknown {
  if (typeof value === 'string') {
    const { ast, problems } = parseExpression(value);
    return ast === undefined || problems.length > 0 ? value : printExpression(ast);
  }
  if (Array.isArray(value)) return value.map(spelledAlike);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).map(([key, item]) => [key, spelledAlike(item)]);
}

const remarksOf = (text: string) => text.match(/# remark \d+: "x", \[y/g) ?? [];

const ALL = loadDocuments(readDefaultRules()).documents.map(
  ({ value }) => value as { readonly [key: string]: Plain },
);
/** Long ones only take longer. */
const REAL = ALL.filter(value => JSON.stringify(value).length < 700);

const awkward = fc.oneof(
  fc.constantFrom(
    '', ' ', '3', '1.10', 'true', 'null', 'on', 'No', '~', '- x', '? x', 'a: b', 'a #b', '#a', '[a', '{', '"q"', "it's",
    `it's "so"`, '@x', '`x`', '%x', '!x', '&x', '*x', '| x', '> x', 'a  b', ' lead', 'trail ', 'two\nlines', 'end\n', '\n',
    'a\n\n\nb\n\n', 'tab\there', '---', '...', '2026-01-01', '0x1F', '1_000', '.inf', 'a,b', 'a, b', 'é ü 漢', 'x:', ':x',
    'long '.repeat(40).trim(), 'wide  gap '.repeat(20).trim(), `${'word '.repeat(30)}\n${'more '.repeat(30)}`,
  ), // prettier-ignore
  fc.string({ maxLength: 12 }),
);
const plain: fc.Arbitrary<Plain> = fc.letrec<{ value: Plain }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    awkward,
    fc.constantFrom(0, 1.5, -3, 1e21, true, false, null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(awkward, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;
const odd = fc
  .dictionary(fc.constantFrom('description', 'tags', 'value', 'when', 'levels', 'terms', 'x'), plain, {
    noNullPrototype: true,
  })
  .map((rest): { readonly [key: string]: Plain } => ({ kind: 'metric', id: 'odd', name: 'Odd', ...rest }));
const document = fc.oneof(fc.constantFrom(...REAL), odd);
const seed = fc.integer({ min: 0, max: 2 ** 31 });
const untidy = fc
  .tuple(fc.array(document, { minLength: 1, maxLength: 3 }), seed, seed)
  .map(([documents, layout, spelling]) =>
    documents
      .map(value => untidyDocument(value, { layout: randomFrom(layout), spelling: randomFrom(spelling) }))
      .join('---\n'),
  );

describe('formatFile, of documents written anyhow,', () => {
  it('keeps every value', () => {
    fc.assert(
      fc.property(untidy, text => {
        expectSameValues(text, format(text));
      }),
      { numRuns: 25 },
    );
  });

  it('keeps every comment, in order', () => {
    fc.assert(
      fc.property(untidy, text => {
        expect(remarksOf(format(text))).toEqual(remarksOf(text));
      }),
      { numRuns: 25 },
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(untidy, text => {
        const once = format(text);
        expect(format(once)).toBe(once);
      }),
      { numRuns: 25 },
    );
  });

  it('gives one text for one layout, whatever the quotes, blanks and indents', () => {
    fc.assert(
      fc.property(document, seed, seed, seed, (value, layout, first, second) => {
        const texts = [first, second].map(spelling =>
          format(untidyDocument(value, { layout: randomFrom(layout), spelling: randomFrom(spelling) })),
        );
        expect(texts[0]).toBe(texts[1]);
      }),
      { numRuns: 25 },
    );
  });

  it('puts a comment before nested dashes where it stays', () => {
    const text = 'kind: metric\nid: odd\nname: Odd\nx:\n  - 0\n  - - # one\n      - a # two\n';
    const once = format(text);
    expect(once).toContain('\n  # one\n  - - - a  # two\n');
    expect(format(once)).toBe(once);
  });

  it('never throws, and says what it left, whatever the text', () => {
    const torn = fc
      .tuple(untidy, fc.nat(), fc.nat({ max: 30 }), fc.string({ maxLength: 3 }))
      .map(([text, at, cut, added]) => {
        const start = at % (text.length + 1);
        return text.slice(0, start) + added + text.slice(start + cut);
      });
    fc.assert(
      fc.property(torn, text => {
        const { text: once } = formatFile({ path, text });
        expectSameValues(text, once);
        expect(format(once)).toBe(once);
      }),
      { numRuns: 25 },
    );
  });
});

describe('formatFile, of the default rules written untidily,', () => {
  it('keeps the program that they compile to', () => {
    const spelling = randomFrom(1);
    const layout = randomFrom(2);
    const text = ALL.map(value => untidyDocument(value, { layout, spelling })).join('---\n');
    expect(compileFiles([{ path, text: format(text) }]).program?.hash).toBe(defaultProgram().hash);
  });
});
