import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileText } from '../../../dsl/compile/expressions/compile-text.ts';
import { featureText } from '../../../dsl/compile/keys.ts';
import { decompile } from '../../../dsl/decompile/index.ts';
import type { Expression, Logic, TypeName } from '../../../dsl/program/logic.ts';
import {
  compileLogic,
  createSlotTable,
  DECLARED_OPERATORS,
  interpretLogic,
  varsOf,
} from '../../../engine/logic/index.ts';
import type { Scalar, Slots } from '../../../engine/logic/index.ts';
import { jsonLogicWith } from '../../support/json-logic.ts';
import { evaluateStrictly } from '../../dsl/support/strict-evaluation.ts';
import { ruleScope } from '../../dsl/support/telecom-scope.ts';
import { GENERATED_FEATURES, typedTexts } from '../../dsl/support/typed-expressions.ts';

const scope = ruleScope();
const oracle = jsonLogicWith(
  Object.fromEntries(DECLARED_OPERATORS.map(({ name, evaluate }) => [name, evaluate])),
);
const names = new Map(
  scope.names.flatMap(name => {
    const info = scope.resolve(name);
    return info === undefined || info === 'circular' ? [] : [[JSON.stringify(info.logic), info] as const];
  }),
);

interface Kind {
  readonly type: TypeName;
  readonly missing: boolean;
  readonly values?: readonly string[];
}

/** What the checker promises of a variable. */
function kindOf(path: string): Kind {
  if (path === 'now') return { type: 'time', missing: false };
  if (path.startsWith('metrics.')) {
    const feature = GENERATED_FEATURES[featureText(path.slice('metrics.'.length)).replaceAll(',', ', ')];
    if (feature !== undefined) return feature;
  }
  const info = names.get(JSON.stringify({ var: path }));
  if (info === undefined) throw new Error(`nothing is known of ${path}`);
  return info;
}

function valuesOf({ type, missing, values }: Kind): fc.Arbitrary<Scalar> {
  const value: fc.Arbitrary<Scalar> =
    type === 'boolean'
      ? fc.boolean()
      : type === 'text'
        ? fc.constantFrom(...(values?.filter(text => text !== '') ?? ['gold', 'prepaid', 'x']))
        : type === 'time'
          ? fc.integer({ min: 1_500_000_000_000, max: 1_800_000_000_000 })
          : fc.oneof(fc.constantFrom(0, 1, 60, 2_592_000_000), fc.integer({ min: -5, max: 10_000 }));
  return missing ? fc.option(value, { nil: null }) : value;
}

interface Case {
  readonly text: string;
  readonly expression: Expression;
  readonly data: ReadonlyMap<string, Scalar>;
}

const TYPES = ['number', 'duration', 'data', 'money', 'points', 'time', 'text', 'condition'] as const;

/** Expressions that check, over features that fit their types. */
const cases: fc.Arbitrary<Case | undefined> = fc
  .tuple(typedTexts(TYPES), fc.boolean())
  .chain(([text, allowMissing]) => {
    const { expression } = compileText(text, scope, { allowMissing });
    if (expression === undefined) return fc.constant(undefined);
    const paths = varsOf(expression.logic);
    return fc.tuple(...paths.map(path => valuesOf(kindOf(path)))).map(values => ({
      text,
      expression,
      data: new Map(paths.map((path, index) => [path, values[index] ?? null])),
    }));
  });

function forEveryCase(check: (checked: Case) => void): void {
  let checked = 0;
  fc.assert(
    fc.property(cases, given => {
      if (given === undefined) return;
      checked += 1;
      check(given);
    }),
    { numRuns: Number(process.env['RUNS'] ?? 500), seed: 1 },
  );
  expect(checked).toBeGreaterThan(200);
}

describe('an expression that checks', () => {
  it('never meets another type or unit, nor a missing value where none may be, nor a division by zero', () => {
    forEveryCase(({ text, expression, data }) => {
      const read = (path: string) => ({ value: data.get(path) ?? null, type: kindOf(path).type });
      const { value, type } = evaluateStrictly(expression.logic, read);
      if (value === null) expect([text, expression.missing]).toEqual([text, true]);
      else if (type !== 'figure') expect([text, type]).toEqual([text, expression.type]);
      else expect([text, typeof value]).toEqual([text, 'number']);
    });
  });

  it('gives what json-logic-js gives, as generated code and as nested functions', () => {
    forEveryCase(({ text, expression: { logic }, data }) => {
      const expected = unsigned(oracle(logic, nested(data)) ?? null);
      expect([text, run(compileLogic, logic, data)]).toEqual([text, expected]);
      expect([text, run(interpretLogic, logic, data)]).toEqual([text, expected]);
    });
  });

  it('spelt as others spell JSONLogic is decompiled to a rule of the same meaning', () => {
    let others = 0;
    forEveryCase(({ text, expression, data }) => {
      const { logic, type, missing } = expression;
      const foreign = spelled(logic);
      const back = decompile(foreign, scope, { type, allowMissing: missing }).expression;
      if (back === undefined || JSON.stringify(foreign) === JSON.stringify(back.logic)) return;
      others += 1;
      const result = oracle(back.logic, nested(data)) ?? null;
      // A list of what is missing stands for true.
      const expected = oracle(foreign, nested(data)) ?? null;
      const given = Array.isArray(expected) ? expected.length > 0 : expected;
      expect([text, unsigned(result)]).toEqual([text, unsigned(given)]);
    });
    expect(others).toBeGreaterThan(40);
  });

  it('is folded, where it is constant, to what json-logic-js makes of its parts', () => {
    const figure = fc.constantFrom<string>('0', '1', '2.5', '7', '100', '0.1', '1000');
    const operator = fc.constantFrom<string>('+', '-', '*', '/');
    const term = fc.array(fc.tuple(operator, figure), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(figure, term, (first, rest) => {
        const text = rest.reduce((left, [sign, right]) => `(${left} ${sign} ${right})`, first);
        const logic = rest.reduce<Logic>(
          (left, [sign, right]) => ({ [sign]: [left, Number(right)] }),
          Number(first),
        );
        const { expression } = compileText(text, scope, { allowMissing: true });
        if (expression === undefined || typeof expression.logic !== 'number') return;
        expect([text, expression.logic]).toEqual([text, unsigned(oracle(logic, null))]);
      }),
      { numRuns: 300 },
    );
  });
});

/** The same with other operators: null compared loosely, `missing` bare, sums of three, bounds apart. */
function spelled(logic: Logic): Logic {
  if (logic === null || typeof logic !== 'object') return logic;
  if (isList(logic)) return logic.map(spelled);
  const [[name, given] = ['', null]] = Object.entries(logic);
  if (name === 'missing' || name === 'var') return logic;
  const operands = (isList(given) ? given : [given]).map(spelled);
  const [first = null, second = null, third = null] = operands;
  if (name === '!!') return first;
  if (name === '===' && (second === null || second === 0)) return { '==': operands };
  if (name === '<=' && operands.length === 3)
    return { and: [{ '<=': [first, second] }, { '<=': [second, third] }] };
  const inner = isList(first) || first === null || typeof first !== 'object' ? undefined : first['+'];
  if (name === '+' && isList(inner)) return { '+': [...inner, second] };
  return { [name]: operands };
}

function isList(logic: Logic | undefined): logic is readonly Logic[] {
  return Array.isArray(logic);
}

function run(compile: typeof compileLogic, logic: Logic, data: ReadonlyMap<string, Scalar>): Scalar {
  const slots = createSlotTable(() => false);
  const rule = compile(logic, slots);
  const values: Slots = [];
  const read = (slot: number): Scalar => (values[slot] = data.get(slots.globals[slot] ?? '') ?? null);
  return unsigned(rule(values, read, values, read));
}

/** json-logic-js reads figures through texts, where there is no -0. */
function unsigned<T>(value: T): T | 0 {
  return value === 0 ? 0 : value;
}

function nested(data: ReadonlyMap<string, Scalar>): object {
  const root: Record<string, Scalar | Record<string, Scalar>> = {};
  for (const [path, value] of data) {
    const dot = path.indexOf('.');
    if (dot === -1) root[path] = value;
    else root[path.slice(0, dot)] = { ...(root[path.slice(0, dot)] as object), [path.slice(dot + 1)]: value };
  }
  return root;
}
