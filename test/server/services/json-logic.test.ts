import fc from 'fast-check';
import jsonLogic from 'json-logic-js';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../../server/problem.ts';
import { applyJsonLogic } from '../../../server/services/json-logic.ts';
import { JSON_LOGIC_CASES } from './json-logic-cases.ts';

/** As an answer carries it: JSON has no undefined, no NaN and no boxed values. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify({ value })).value ?? null;
}

function outcome(work: () => unknown): unknown {
  try {
    return { value: asJson(work()) };
  } catch (error) {
    return { refused: (error instanceof Error ? error.message : '').replace('JSONLogic: ', '') };
  }
}

const OPERATORS = [
  'var', 'missing', 'missing_some', 'if', '?:', 'and', 'or', '!', '!!', '==', '===', '!=', '!==', '<', '<=', '>', '>=',
  '+', '-', '*', '/', '%', 'min', 'max', 'merge', 'map', 'filter', 'reduce', 'all', 'none', 'some', 'in', 'cat',
  'substr', 'log', 'unknown', 'var.length', 'toString',
]; // prettier-ignore

const plain = fc.oneof(
  fc.constantFrom<unknown>('a', 'b.c', '', '1', '3 apples', '0', 0, 1, -2.5, 1e308, null, true, false),
  fc.constantFrom<unknown>(
    'current',
    'accumulator',
    'list',
    'constructor',
    '__proto__.x',
    'list.1',
    'length',
  ),
);

const { logic } = fc.letrec<{ logic: unknown }>(tie => ({
  logic: fc.oneof(
    { maxDepth: 4, depthSize: 'medium', withCrossShrink: true },
    plain,
    fc
      .tuple(fc.constantFrom(...OPERATORS), fc.array(tie('logic'), { maxLength: 4 }))
      .map(([name, args]) => ({ [name]: args })),
    fc.tuple(fc.constantFrom(...OPERATORS), tie('logic')).map(([name, arg]) => ({ [name]: arg })),
    fc.array(tie('logic'), { maxLength: 3 }),
    fc.tuple(tie('logic'), tie('logic')).map(([a, b]) => ({ a, b })),
  ),
}));

const data = fc.oneof(
  fc.record({
    a: plain,
    b: fc.record({ c: plain }),
    list: fc.array(fc.oneof(plain, fc.record({ a: plain })), { maxLength: 4 }),
  }),
  plain,
  fc.array(plain, { maxLength: 3 }),
);

describe('plain JSONLogic', () => {
  it.each(JSON_LOGIC_CASES)('%j over %j gives %j', (rule, values, result) => {
    expect(asJson(applyJsonLogic(rule, values))).toEqual(result);
  });

  it('gives what json-logic-js gives on any logic and data, its errors included', () => {
    let values = 0;
    fc.assert(
      fc.property(logic, data, (rule, given) => {
        const expected = outcome(() => jsonLogic.apply(rule as Parameters<typeof jsonLogic.apply>[0], given));
        expect(outcome(() => applyJsonLogic(rule, given))).toEqual(expected);
        if (typeof expected === 'object' && expected !== null && 'value' in expected) values += 1;
      }),
      { numRuns: 2_000, seed: 1 },
    );
    expect(values).toBeGreaterThan(500);
  });

  it.each<[string, unknown]>([
    [
      'a list that doubles',
      { reduce: [range(60), { merge: [{ var: 'accumulator' }, { var: 'accumulator' }] }, [1]] },
    ],
    [
      'a text that doubles',
      { reduce: [range(60), { cat: [{ var: 'accumulator' }, { var: 'accumulator' }] }, 'x'] },
    ],
    ['loops in loops', nestedLoops(8)],
    ['a long way through long lists', { map: [range(20_000), { in: [-1, range(20_000)] }] }],
  ])('refuses %s', (_, rule) => {
    expect(() => applyJsonLogic(rule, null)).toThrow(ProblemError);
    expect(applyJsonLogic({ '+': [1, 2] }, null)).toBe(3);
  });

  it('reaches no code of ours', () => {
    const reach = { var: 'constructor.constructor' };
    expect(() => applyJsonLogic({ 'var.call': [reach, 'return 1'] }, {})).toThrow(ProblemError);
    expect(() => applyJsonLogic({ method: [reach, 'call', 'return 1'] }, {})).toThrow(/method/);
    expect(applyJsonLogic(reach, {})).toBeNull();
  });
});

function range(length: number): readonly number[] {
  return Array.from({ length }, (_, index) => index);
}

function nestedLoops(depth: number): unknown {
  return depth === 0 ? 1 : { map: [range(10), nestedLoops(depth - 1)] };
}
