import { describe, expect, it } from 'vitest';
import {
  MAX_DEPTH,
  MAX_LENGTH,
  parseExpression,
  parseStream,
  printExpression,
  walkExpression,
} from '../../../dsl/syntax/index.ts';
import type { Expr } from '../../../dsl/syntax/index.ts';
import { MISSION_EXPRESSIONS, RECORD_EXPRESSIONS, RULE_EXPRESSIONS } from '../support/draft-expressions.ts';

function parsed(text: string): Expr {
  const { ast, problems } = parseExpression(text);
  if (ast === undefined) throw new Error(`${text}: ${problems.map(problem => problem.message).join('; ')}`);
  return ast;
}

/** The tree without its spans, as nested lists: enough to see what binds to what. */
function shape(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(shape);
  if (node === null || typeof node !== 'object') return node;
  return Object.values(
    Object.fromEntries(Object.entries(node).filter(([key]) => !key.toLowerCase().endsWith('span'))),
  ).map(shape);
}

describe('what binds to what', () => {
  const a = ['path', ['a']];
  const b = ['path', ['b']];
  const c = ['path', ['c']];
  it.each([
    ['a or b and c', ['logical', 'or', [a, ['logical', 'and', [b, c]]]]],
    ['a and b and c', ['logical', 'and', [a, b, c]]],
    ['(a and b) and c', ['logical', 'and', [['logical', 'and', [a, b]], c]]],
    ['not a and b', ['logical', 'and', [['not', a], b]]],
    ['not a for 3d', ['not', ['hold', a, 'for', 3]]],
    ['a > b for 3d and c', ['logical', 'and', [['hold', ['compare', '>', a, b], 'for', 3], c]]],
    ['a within 90 d', ['hold', a, 'within', 90]],
    ['a - b - c', ['arithmetic', '-', ['arithmetic', '-', a, b], c]],
    ['a - (b - c)', ['arithmetic', '-', a, ['arithmetic', '-', b, c]]],
    ['a + b * c', ['arithmetic', '+', a, ['arithmetic', '*', b, c]]],
    ['-a * b', ['arithmetic', '*', ['negate', a], b]],
    ['a / b otherwise c', ['otherwise', ['arithmetic', '/', a, b], c]],
    ['a otherwise b otherwise c', ['otherwise', ['otherwise', a, b], c]],
    ['a otherwise -1', ['otherwise', a, ['negate', ['number', 1]]]],
    ['a otherwise 0 > b', ['compare', '>', ['otherwise', a, ['number', 0]], b]],
    ['a between b and c and b', ['logical', 'and', [['between', a, b, c], b]]],
    ['a not in [b, c]', ['in', true, a, [b, c]]],
    ['a is not missing', ['isMissing', true, a]],
    ['if a then b else if b then c else a', ['if', a, b, ['if', b, c, a]]],
  ])('%s', (text, expected) => {
    expect(shape(parsed(text))).toEqual(expected);
  });
});

describe('literals', () => {
  it.each([
    ['1.10', ['number', 1.1]],
    ['30d', ['quantity', 30, 'd']],
    ['300 MB', ['quantity', 300, 'MB']],
    ['1.5 Gbps', ['quantity', 1.5, 'Gbps']],
    ['64 bit/s', ['quantity', 64, 'bit/s']],
    ['20%', ['percent', 20]],
    ['"a \\"b\\" \\\\ c"', ['text', 'a "b" \\ c']],
    ['true', ['boolean', true]],
    ['now', ['now']],
    ['optin.changed.on', ['path', ['optin', 'changed', 'on']]],
    ['x.in', ['path', ['x', 'in']]],
    ['information', ['path', ['information']]],
  ])('%s', (text, expected) => {
    expect(shape(parsed(text))).toEqual(expected);
  });
});

describe('arguments', () => {
  const usage = ['path', ['usage']];
  it.each([
    [
      'count(usage, week)',
      [
        ['value', usage],
        ['window', 'week'],
      ],
    ],
    [
      'count(usage, 30d)',
      [
        ['value', usage],
        ['value', ['quantity', 30, 'd']],
      ],
    ],
    [
      'count(usage where a, 30d)',
      [
        ['value', usage, ['path', ['a']]],
        ['value', ['quantity', 30, 'd']],
      ],
    ],
    [
      'median(usage, last 8)',
      [
        ['value', usage],
        ['last', 8],
      ],
    ],
    [
      'streak(usage, day, forgive 1 per 7d)',
      [
        ['value', usage],
        ['window', 'day'],
        ['forgive', 1, 7],
      ],
    ],
    [
      'ramp(week + 1, last)',
      [
        ['value', ['arithmetic', '+', ['path', ['week']], ['number', 1]]],
        ['value', ['path', ['last']]],
      ],
    ],
    [
      'x(a in [day, week])',
      [
        [
          'value',
          [
            'in',
            false,
            ['path', ['a']],
            [
              ['path', ['day']],
              ['path', ['week']],
            ],
          ],
        ],
      ],
    ],
  ])('%s', (text, expected) => {
    const ast = parsed(text);
    expect(ast.kind === 'call' ? shape(ast.args) : ast.kind).toEqual(expected);
  });
});

describe('spans', () => {
  it('cover the parentheses of operands but not those around a node itself', () => {
    const ast = parsed('(a + b) * c');
    expect(ast.span).toEqual({ start: 0, end: 11 });
    expect(ast.kind === 'arithmetic' && ast.left.span).toEqual({ start: 1, end: 6 });
  });

  it('point at each node in the text', () => {
    const text = 'sum( usage.data  where off_peak , 7 d ) >= 5 GB for 14d';
    const parts = [...walkExpression(parsed(text))].map(({ span }) => text.slice(span.start, span.end));
    expect(parts).toEqual([
      text,
      'sum( usage.data  where off_peak , 7 d ) >= 5 GB',
      'sum( usage.data  where off_peak , 7 d )',
      'usage.data',
      'off_peak',
      '7 d',
      '5 GB',
    ]);
  });
});

describe('the default rules', () => {
  it.each([...RULE_EXPRESSIONS, ...MISSION_EXPRESSIONS, ...RECORD_EXPRESSIONS])('%s', text => {
    const printed = printExpression(parsed(text));
    expect(printExpression(parsed(printed))).toBe(printed);
    expect(shape(parsed(printed))).toEqual(shape(parsed(text)));
  });
});

describe('a trigger', () => {
  it('is a stream with a condition', () => {
    const { ast } = parseStream('badge.awarded where level in ["gold", "platinum"]');
    expect(shape(ast)).toEqual([
      ['path', ['badge', 'awarded']],
      [
        'in',
        false,
        ['path', ['level']],
        [
          ['text', 'gold'],
          ['text', 'platinum'],
        ],
      ],
    ]);
  });

  it('may stand alone', () => {
    expect(shape(parseStream('mission.completed').ast)).toEqual([['path', ['mission', 'completed']]]);
  });
});

describe('limits', () => {
  const nested = (depth: number): string => '('.repeat(depth) + 'a' + ')'.repeat(depth);
  const sum = (terms: number): string => Array.from({ length: terms }, () => 'a').join(' + ');
  const codes = (text: string): readonly string[] => parseExpression(text).problems.map(({ code }) => code);

  it('let a text of the greatest length pass and refuse a longer one', () => {
    expect(codes(`a${' '.repeat(MAX_LENGTH - 1)}`)).toEqual([]);
    expect(codes(`a${' '.repeat(MAX_LENGTH)}`)).toEqual(['expression-too-long']);
  });

  it.each([
    ['parentheses', nested(MAX_DEPTH), nested(MAX_DEPTH + 1)],
    ['a sum', sum(MAX_DEPTH), sum(MAX_DEPTH + 1)],
  ])('let %s of the greatest depth pass and refuse a deeper one', (_, fine, deep) => {
    expect(codes(fine)).toEqual([]);
    expect(codes(deep)).toEqual(['expression-too-deep']);
  });

  it.each([
    ['open parentheses', '('.repeat(MAX_LENGTH)],
    ['open lists', 'a in ['.repeat(600)],
    ['conditionals', 'if a then '.repeat(390)],
    ['else after else', `${'if a then b else '.repeat(230)}c`],
    ['minus signs', '- '.repeat(MAX_LENGTH / 2)],
    ['sums', sum(1_000)],
    ['otherwise', `a${' otherwise a'.repeat(330)}`],
  ])('refuse thousands of characters of %s with one problem', (_, text) => {
    expect(codes(text)).toHaveLength(1);
  });

  it('count conditions joined by one word as one level', () => {
    expect(codes(Array.from({ length: 300 }, () => 'a').join(' and '))).toEqual([]);
  });
});
