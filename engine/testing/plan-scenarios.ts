import { childrenOf, parseExpression, printExpression } from '../../dsl/syntax/index.ts';
import type { Expr } from '../../dsl/syntax/index.ts';
import type { Expectation, Reading, Scenario, TestValue } from './scenario.ts';

export interface TestDocument {
  readonly id: string;
  readonly name: string;
  readonly value: TestValue;
}

export interface Plan {
  /** To be compiled with the rules: `compileFiles(files, {extra})`. */
  readonly extra: readonly { readonly id: string; readonly text: string }[];
  readonly scenarios: readonly Scenario[];
}

/**
 * Collects what the scenarios' expectations read, so that the rules can be compiled to keep it: an expectation may
 * name a measure that no rule keeps. Equal texts are compiled once.
 */
export function planScenarios(tests: readonly TestDocument[]): Plan {
  const rules = new Map<string, string>();
  const reading = (text: string): Reading => {
    const rule = rules.get(text) ?? `expect_${rules.size + 1}`;
    rules.set(text, rule);
    return { rule, text };
  };
  const expectation = (text: string): Expectation => ({
    ...reading(text),
    parts: partsOf(text).map(reading),
  });
  const scenarios = tests.map(({ id, name, value }) => ({
    id,
    name,
    test: value,
    expectations: value.steps.map(step => ('expect' in step ? step.expect.map(expectation) : [])),
  }));
  return { extra: [...rules].map(([text, id]) => ({ id, text })), scenarios };
}

/** The values that a condition compares: `a > 1 and b` reads `a` and `b`. */
function partsOf(text: string): readonly string[] {
  const { ast: expression } = parseExpression(text);
  if (expression === undefined) return [];
  const parts = valuesIn(expression).filter(part => !isConstant(part));
  const texts = parts.map(printExpression);
  return [...new Set(texts)].filter(part => part !== printExpression(expression));
}

function valuesIn(expression: Expr): readonly Expr[] {
  switch (expression.kind) {
    case 'logical':
      return expression.operands.flatMap(valuesIn);
    case 'not':
      return valuesIn(expression.operand);
    case 'hold':
      return [expression, ...valuesIn(expression.condition)];
    case 'compare':
      return [expression.left, expression.right];
    case 'between':
      return [expression.value, expression.low, expression.high];
    case 'in':
    case 'isMissing':
      return [expression.value];
    default:
      return [expression];
  }
}

const CONSTANTS: readonly Expr['kind'][] = ['number', 'quantity', 'percent', 'text', 'boolean'];

function isConstant(expression: Expr): boolean {
  if (CONSTANTS.includes(expression.kind)) return true;
  return expression.kind === 'negate' && childrenOf(expression).every(isConstant);
}
