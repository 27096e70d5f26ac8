import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExpression, printExpression, RESERVED_WORDS, WINDOW_WORDS } from '../../../dsl/syntax/index.ts';
import type { Arg, Expr } from '../../../dsl/syntax/index.ts';

const span = { start: 0, end: 0 };
const taken: readonly string[] = [...RESERVED_WORDS, ...WINDOW_WORDS, 'last', 'forgive', 'per'];

const word = fc.stringMatching(/^[a-z_][a-z0-9_]{0,6}$/).filter(text => !taken.includes(text));
const figure = fc.oneof(
  fc.nat(),
  fc.double({ min: 0, max: 1e25, noNaN: true }).map(Math.abs),
  fc.constant(1.5e-7),
);
const whole = fc.integer({ min: 1, max: 400 });

const leaf: fc.Arbitrary<Expr> = fc.oneof(
  figure.map((value): Expr => ({ kind: 'number', span, value })),
  fc
    .tuple(figure, fc.constantFrom('d', 'h', 'min', 'MB', 'bit/s'))
    .map(([value, unit]): Expr => ({ kind: 'quantity', span, value, unit })),
  figure.map((value): Expr => ({ kind: 'percent', span, value })),
  fc.string({ unit: 'binary' }).map((value): Expr => ({ kind: 'text', span, value })),
  fc.boolean().map((value): Expr => ({ kind: 'boolean', span, value })),
  fc.constant<Expr>({ kind: 'now', span }),
  fc.array(word, { minLength: 1, maxLength: 3 }).map((names): Expr => ({ kind: 'path', span, names })),
);

const { expression } = fc.letrec<{ expression: Expr; argument: Arg }>(tie => {
  const inner = tie('expression');
  return {
    argument: fc.oneof(
      fc.constantFrom(...WINDOW_WORDS).map((name): Arg => ({ kind: 'window', span, word: name })),
      whole.map((count): Arg => ({ kind: 'last', span, count })),
      fc.tuple(whole, whole).map(([count, days]): Arg => ({ kind: 'forgive', span, count, days })),
      inner.map((value): Arg => ({ kind: 'value', span, value })),
      fc
        .tuple(
          // A condition behind a window is a slip that the parser explains.
          inner.filter(({ kind }) => kind !== 'quantity'),
          inner.filter(({ kind }) => kind !== 'if'),
        )
        .map(([value, where]): Arg => ({ kind: 'value', span, value, where })),
    ),
    expression: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      leaf,
      fc
        .tuple(word, fc.array(tie('argument'), { minLength: 1, maxLength: 3 }))
        .map(([name, args]): Expr => ({ kind: 'call', span, name, nameSpan: span, args })),
      inner.map((operand): Expr => ({ kind: 'negate', span, operand })),
      fc
        .tuple(fc.constantFrom('+', '-', '*', '/'), inner, inner)
        .map(([operator, left, right]): Expr => ({ kind: 'arithmetic', span, operator, left, right })),
      fc
        .tuple(fc.constantFrom('=', '!=', '<', '<=', '>', '>='), inner, inner)
        .map(([operator, left, right]): Expr => ({ kind: 'compare', span, operator, left, right })),
      fc
        .tuple(inner, inner, inner)
        .map(([value, low, high]): Expr => ({ kind: 'between', span, value, low, high })),
      fc
        .tuple(fc.boolean(), inner, fc.array(inner, { minLength: 1, maxLength: 3 }))
        .map(([negated, value, items]): Expr => ({ kind: 'in', span, negated, value, items })),
      fc
        .tuple(fc.boolean(), inner)
        .map(([negated, value]): Expr => ({ kind: 'isMissing', span, negated, value })),
      fc.tuple(inner, inner).map(([value, fallback]): Expr => ({ kind: 'otherwise', span, value, fallback })),
      inner.map((operand): Expr => ({ kind: 'not', span, operand })),
      fc
        .tuple(fc.constantFrom('and', 'or'), fc.array(inner, { minLength: 2, maxLength: 3 }))
        .map(([operator, operands]): Expr => ({ kind: 'logical', span, operator, operands })),
      fc.tuple(inner, inner, inner).map(([condition, then, otherwise]): Expr => ({
        kind: 'if',
        span,
        condition,
        then,
        else: otherwise,
      })),
      fc
        .tuple(fc.constantFrom('for', 'within'), inner, whole)
        .map(([operator, condition, days]): Expr => ({ kind: 'hold', span, operator, condition, days })),
    ),
  };
});

function withoutSpans(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutSpans);
  if (node === null || typeof node !== 'object') return node;
  const entries = Object.entries(node).filter(([key]) => key !== 'span' && key !== 'nameSpan');
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutSpans(value)]));
}

describe('the printer', () => {
  it('writes what the parser reads back as the same tree', () => {
    fc.assert(
      fc.property(expression, tree => {
        const text = printExpression(tree);
        fc.pre(text.length <= 4_000);
        const { ast, problems } = parseExpression(text);
        expect(problems).toEqual([]);
        expect(withoutSpans(ast)).toEqual(withoutSpans(tree));
        expect(ast === undefined ? undefined : printExpression(ast)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['sum( usage.data where off_peak,7 d )', 'sum(usage.data where off_peak, 7d)'],
    ['300MB', '300 MB'],
    ['48 h', '48h'],
    ['1.10', '1.1'],
    ['20 %', '20%'],
    ['((a))', 'a'],
    ['a and b or c', '(a and b) or c'],
    ['(a > 1) for 14 d', 'a > 1 for 14d'],
    ['(a or b) for 14d', '(a or b) for 14d'],
    ['a otherwise 0 > 1', '(a otherwise 0) > 1'],
    ['a otherwise (b + 1)', 'a otherwise (b + 1)'],
    ['(a * b) / c', 'a * b / c'],
    ['a * (b / c)', 'a * (b / c)'],
    ['not (a)', 'not a'],
    ['streak(usage,day,period,forgive 1 per 7d)', 'streak(usage, day, period, forgive 1 per 7d)'],
    ['x\n  and y', 'x and y'],
  ])('writes %j as %j', (text, canonical) => {
    const { ast } = parseExpression(text);
    expect(ast === undefined ? undefined : printExpression(ast)).toBe(canonical);
  });
});
