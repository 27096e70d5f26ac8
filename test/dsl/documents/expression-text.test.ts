import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Edit } from '../../../dsl/diagnostics/index.ts';
import { loadDocuments } from '../../../dsl/documents/index.ts';
import type { ExpressionText } from '../../../dsl/documents/index.ts';

const apply = (source: string, { range, text }: Edit) =>
  source.slice(0, range.start.offset) + text + source.slice(range.end.offset);

const head = 'kind: metric\nid: m\nname: M\n';

/** The same expression in each style, with other fields around it. */
const styles: Readonly<Record<string, string>> = {
  plain: `${head}value: sum(usage.amout, 7d) > 1\ntags: [a]\n`,
  'plain over two lines': `${head}value: sum(usage.amout,\n  7d) > 1\ntags: [a]\n`,
  single: `${head}value: 'sum(usage.amout, 7d) > 1' # note\n`,
  double: `${head}value: "sum(usage.amout, 7d) > 1"\n`,
  literal: `${head}value: |\n  sum(usage.amout, 7d) > 1\ntags: [a]\n`,
  folded: `${head}value: >-\n    sum(usage.amout, 7d)\n    > 1\ntags: [a]\n`,
  flow: `{ kind: metric, id: m, name: M, value: 'sum(usage.amout, 7d) > 1', tags: [a] }\n`,
};

function expressionOf(source: string): ExpressionText {
  const { documents } = loadDocuments([{ path: 'm.yaml', text: source }]);
  const expression = documents[0]?.locate(['value']).expression;
  if (!expression) throw new Error(`No value in ${source}`);
  return expression;
}

const valueOf = (source: string): unknown => parse(source, { schema: 'failsafe' }).value;

describe('an expression in a file', () => {
  it.each(Object.entries(styles))('is found and changed in place when written %s', (_style, source) => {
    const expression = expressionOf(source);
    const start = expression.text.indexOf('amout');
    const range = expression.rangeIn(start, start + 5);
    expect(source.slice(range.start.offset, range.end.offset)).toBe('amout');
    const edited = apply(source, expression.edit(start, start + 5, 'amount'));
    expect(edited).toBe(source.replace('amout', 'amount'));
  });

  it.each(Object.entries(styles))(
    'keeps any other text that takes its place, written %s',
    (_style, source) => {
      const texts = fc.array(
        fc.constantFrom(
          'a',
          ' ',
          '"x"',
          "'",
          ': ',
          ' #',
          ', ',
          '[1]',
          '{',
          '\n',
          '!',
          '1.10',
          '\\',
          'é',
          '- ',
          '\t',
          '> ',
          'on',
        ),
        { minLength: 1, maxLength: 8 },
      );
      const check = (parts: readonly string[]) => {
        const text = parts.join('');
        const edited = apply(source, expressionOf(source).replace(text));
        expect(valueOf(edited)).toBe(text);
        expect(edited.includes('name: M')).toBe(true);
      };
      fc.assert(fc.property(texts, check), { numRuns: 60 });
    },
  );

  it('is quoted anew where a part that changes would upset YAML', () => {
    const source = `${head}value: name = x\n`;
    const expression = expressionOf(source);
    const edited = apply(source, expression.edit(7, 8, '"a # b"'));
    expect(edited).toBe(`${head}value: 'name = "a # b"'\n`);
  });

  it('points at the author’s own characters where it was mended while reading', () => {
    const source = 'kind: badge\nid: b\nname: B\nlevels:\n  bronze: { when: count(usge, 7d) > 2 }\n';
    const { documents } = loadDocuments([{ path: 'b.yaml', text: source }]);
    const expression = documents[0]?.locate(['levels', 'bronze', 'when']).expression;
    const range = expression?.rangeIn(6, 10);
    expect(expression?.text).toBe('count(usge, 7d) > 2');
    expect(source.slice(range?.start.offset, range?.end.offset)).toBe('usge');
    const edit = expression?.edit(6, 10, 'usage');
    expect(edit && apply(source, edit)).toContain("{ when: 'count(usage, 7d) > 2' }");
  });

  it('gives the end of the text for a problem at its end', () => {
    const source = `${head}value: a +\n`;
    const range = expressionOf(source).rangeIn(3, 3);
    expect(range.start).toEqual({ line: 4, column: 11, offset: source.indexOf('+') + 1 });
    expect(range.end).toEqual(range.start);
  });
});
