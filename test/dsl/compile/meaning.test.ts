import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileText } from '../../../dsl/compile/expressions/compile-text.ts';
import type { NameInfo } from '../../../dsl/check/index.ts';
import { parseExpression } from '../../../dsl/syntax/index.ts';
import { declaredOperators, jsonLogicWith } from '../../support/json-logic.ts';
import { evaluateNaively } from '../support/naive-evaluation.ts';
import { recordScope, ruleScope } from '../support/telecom-scope.ts';
import type { TestScope } from '../support/telecom-scope.ts';

const evaluate = jsonLogicWith(declaredOperators);

const NAMES = ['a', 'b', 'c', 'd'] as const;
const number = fc.integer({ min: -3, max: 5 });
const data = fc.record(Object.fromEntries(NAMES.map(name => [name, fc.option(number, { freq: 3 })])));

/** Texts of numbers and conditions; where `sure`, what is compared always has a value. */
function texts(sure: boolean): fc.Arbitrary<{ readonly text: string }> {
  const { value, condition } = fc.letrec<{ value: string; operand: string; condition: string }>(tie => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.constantFrom(...NAMES),
      fc.nat(4).map(String),
      fc
        .tuple(tie('value'), fc.constantFrom('+', '-', '*', '/'), tie('value'))
        .map(([left, operator, right]) => `(${left} ${operator} ${right === '0' ? '(1 - 1)' : right})`),
      tie('value').map(operand => `-(${operand})`),
      fc.tuple(tie('value'), tie('value')).map(([first, fallback]) => `(${first} otherwise ${fallback})`),
      fc
        .tuple(tie('condition'), tie('value'), tie('value'))
        .map(([test, yes, no]) => `(if ${test} then ${yes} else ${no})`),
      fc
        .tuple(fc.constantFrom('largest', 'smallest'), tie('value'), tie('value'))
        .map(([name, left, right]) => `${name}(${left}, ${right})`),
      fc.tuple(tie('value'), tie('value')).map(([x, full]) => `ramp(${x}, ${full === '0' ? 'a' : full})`),
    ),
    operand: sure ? tie('value').map(text => `(${text} otherwise 1)`) : tie('value'),
    condition: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc
        .tuple(tie('operand'), fc.constantFrom('=', '!=', '<', '<=', '>', '>='), tie('operand'))
        .map(parts => `(${parts.join(' ')})`),
      fc
        .tuple(tie('operand'), tie('operand'), tie('operand'))
        .map(([x, low, high]) => `(${x} between ${low} and ${high})`),
      fc
        .tuple(tie('operand'), fc.constantFrom('in', 'not in'), tie('operand'))
        .map(([x, test, item]) => `(${x} ${test} [${item}, 2])`),
      fc
        .tuple(tie('value'), fc.constantFrom('is missing', 'is not missing'))
        .map(parts => `(${parts.join(' ')})`),
      tie('condition').map(text => `(not ${text})`),
      fc
        .tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition'))
        .map(parts => `(${parts.join(' ')})`),
    ),
  }));
  return fc.oneof(value, condition).map(text => ({ text }));
}

function meansTheSame(
  text: string,
  scope: TestScope,
  root: string,
  values: Readonly<Record<string, number | null>>,
): void {
  const { ast } = parseExpression(text);
  if (ast === undefined) throw new Error(`${text} does not parse`);
  const { expression, problems } = compileText(text, scope, { allowMissing: true });
  // Some random texts grow past the bound on compiled size: refusing them is right, and nothing is left to compare.
  fc.pre(!problems.some(({ code }) => code === 'expression-too-costly'));
  if (expression === undefined)
    throw new Error(`${text}: ${problems.map(({ message }) => message).join('; ')}`);
  const expected = evaluateNaively(ast, values);
  const result = evaluate(expression.logic, { [root]: values });
  // -0 and 0 are one number.
  expect(result === expected ? expected : result).toBe(expected);
  if (!expression.missing) expect(result).not.toBeNull();
}

describe('compiled logic', () => {
  it('means what the expression says, missing values included', () => {
    const scope = ruleScope();
    const names = new Map(
      NAMES.map((name): [string, NameInfo] => [
        name,
        { type: 'number', missing: true, logic: { var: `named.${name}` } },
      ]),
    );
    const own: TestScope = { ...scope, names: [...NAMES], resolve: name => names.get(name) };
    fc.assert(
      fc.property(texts(true), data, ({ text }, values) => meansTheSame(text, own, 'named', values)),
      { numRuns: 400 },
    );
  });

  it('lets missing fields flow through the conditions of a mapping', () => {
    fc.assert(
      fc.property(texts(false), data, ({ text }, values) =>
        meansTheSame(text, recordScope(), 'record', values),
      ),
      { numRuns: 400 },
    );
  });
});
