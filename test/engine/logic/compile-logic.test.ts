import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Logic } from '../../../dsl/program/logic.ts';
import {
  compileLogic,
  createSlotTable,
  evaluateLogic,
  evaluateWith,
  interpretLogic,
  varsOf,
} from '../../../engine/logic/index.ts';
import type { CompiledRule, Scalar, Slots, SlotTable } from '../../../engine/logic/index.ts';
import { data, expected, lookUp, rules } from './rules.ts';
import type { Data } from './rules.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a compiled rule means what json-logic-js says', () => {
  it('as generated code, as nested functions, and over nested data', () => {
    fc.assert(
      fc.property(rules, data, (logic, values) => {
        const result = plain(expected(logic, values));
        expect(plain(run(logic, values, compileLogic).value)).toEqual(result);
        expect(plain(run(logic, values, interpretLogic).value)).toEqual(result);
        expect(plain(evaluateLogic(logic, values))).toEqual(result);
        expect(plain(evaluateWith(logic, path => lookUp(values, path)))).toEqual(result);
      }),
      { numRuns: 3_000 },
    );
  });

  it('computes no slot twice, and none that the interpreter can do without', () => {
    fc.assert(
      fc.property(rules, data, (logic, values) => {
        const generated = run(logic, values, compileLogic).computed;
        const interpreted = run(logic, values, interpretLogic).computed;
        expect(new Set(generated).size).toBe(generated.length);
        expect(interpreted).toEqual(expect.arrayContaining([...generated]));
      }),
      { numRuns: 1_000 },
    );
  });

  it('falls back to nested functions where a content policy refuses generated code', () => {
    const refuse = vi.fn(function () {
      throw new EvalError('Refused to evaluate a string as JavaScript');
    });
    vi.stubGlobal('Function', refuse);
    const logic: Logic = { '+': [{ var: 'metrics.a' }, 2] };
    expect(run(logic, { metrics: { a: 40 } }, compileLogic).value).toBe(42);
    expect(refuse).toHaveBeenCalled();
  });
});

describe('slots', () => {
  it('number global and local variables apart, each once', () => {
    const slots = createSlotTable(path => path.startsWith('mission.'));
    compileLogic({ '>': [{ var: 'mission.target' }, { var: 'metrics.a' }] }, slots);
    compileLogic({ '+': [{ var: 'metrics.b' }, { var: 'metrics.a' }] }, slots);
    expect([slots.globals, slots.locals]).toEqual([['metrics.a', 'metrics.b'], ['mission.target']]);
  });

  it('are read as they are once they were computed, missing or not', () => {
    const slots = createSlotTable(() => false);
    const rule = compileLogic(
      { if: [{ missing: ['metrics.a', 'metrics.b'] }, 'missing', { var: 'metrics.b' }] },
      slots,
    );
    const never = (): Scalar => {
      throw new Error('computed again');
    };
    expect([
      rule([null, 1], never, [], never),
      rule([1, null], never, [], never),
      rule([1, 2], never, [], never),
    ]).toEqual(['missing', 'missing', 2]);
  });
});

describe('broken rules', () => {
  it.each<[string, Logic]>([
    ['an unknown operator', { launch: [1] }],
    ['too many arguments', { '/': [1, 2, 3] }],
    ['two operators in one object', { '+': [1, 2], '-': [1] }],
    ['a variable named by a rule', { var: { '+': [1, 2] } }],
  ])('%s is refused when it is compiled', (_, logic) => {
    const slots = createSlotTable(() => false);
    expect(() => compileLogic(logic, slots)).toThrow();
    expect(() => interpretLogic(logic, slots)).toThrow();
  });
});

describe('nested data', () => {
  it('gives own properties alone', () => {
    const record = { nbo: { sku: 'S1' }, list: [7] };
    expect(evaluateLogic({ var: 'nbo.sku' }, record)).toBe('S1');
    expect(evaluateLogic({ var: 'list.0' }, record)).toBe(7);
    for (const path of ['constructor', 'nbo.__proto__', 'nbo.sku.length', 'nothing.at.all']) {
      expect(evaluateLogic({ var: path }, record)).toBeNull();
    }
  });

  it('falls back to the default of a variable', () => {
    expect(evaluateLogic({ var: ['missing', 5] }, {})).toBe(5);
  });
});

describe('varsOf', () => {
  it('names every variable once, those of missing too', () => {
    const logic: Logic = {
      if: [{ missing: ['b', 'a'] }, { var: 'c' }, { '+': [{ var: 'a' }, { var: ['d', 1] }] }],
    };
    expect(varsOf(logic)).toEqual(['b', 'a', 'c', 'd']);
  });
});

interface Run {
  readonly value: Scalar;
  readonly computed: readonly string[];
}

function run(logic: Logic, values: Data, compile: (logic: Logic, slots: SlotTable) => CompiledRule): Run {
  const slots = createSlotTable(path => path.startsWith('mission.'));
  const rule = compile(logic, slots);
  const computed: string[] = [];
  const global: Slots = [];
  const local: Slots = [];
  const compute = (memo: Slots, paths: readonly string[]) => (slot: number) => {
    const path = paths[slot] ?? '';
    computed.push(path);
    const value = lookUp(values, path);
    memo[slot] = value;
    return value;
  };
  return {
    value: rule(global, compute(global, slots.globals), local, compute(local, slots.locals)),
    computed,
  };
}

/** 0 and -0 are one number here, and what is absent is null. */
function plain(value: unknown): unknown {
  return value === 0 ? 0 : (value ?? null);
}
