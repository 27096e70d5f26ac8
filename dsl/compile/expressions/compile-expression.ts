import type { Scope } from '../../check/scope.ts';
import type { Typed } from '../../check/typed.ts';
import { calculate } from '../../check/calculate.ts';
import { neverZero } from '../../check/never-zero.ts';
import { pathOf } from '../../check/reads.ts';
import type { Logic, TypeName } from '../../program/logic.ts';
import type { ArithmeticOperator, ComparisonOperator } from '../../syntax/ast.ts';
import { printExpression } from '../../syntax/print-expression.ts';
import { registerAggregate } from './compile-aggregate.ts';
import type { ConditionNotes } from './conditions.ts';
import {
  allOf,
  anyOf,
  conditionOf,
  derived,
  guarded,
  isNever,
  missingTest,
  nullable,
  present,
  readOf,
} from './missing.ts';
import type { Compiled, Missing } from './missing.ts';

/** What a compiler of checked nodes is given: where features go, and how attributes of an event are read. */
interface Environment {
  readonly scope: Scope;
  readonly attribute: (name: string) => Compiled;
  readonly notes?: ConditionNotes;
  /** What nodes that are compiled again and again came to. */
  readonly known?: WeakMap<Typed, Compiled>;
}

/**
 * A checked expression → JSONLogic; a value that may be missing is guarded once, at the top, and gives null.
 * What has to be kept for it is told to the scope's feature registry.
 */
export function compileExpression(typed: Typed, scope: Scope, notes?: ConditionNotes): Logic {
  const env = { scope, attribute: outsideWhere, ...(notes === undefined ? {} : { notes }) };
  return guarded(compileNode(typed, env));
}

/**
 * The same without the guard at the top: the value where it is there, and when it is missing. For callers that ask of
 * an expression and of its parts.
 */
export function createValueCompiler(scope: Scope): (typed: Typed) => Compiled {
  const env = { scope, attribute: outsideWhere, known: new WeakMap<Typed, Compiled>() };
  return typed => compileNode(typed, env);
}

function outsideWhere(name: string): Compiled {
  throw new Error(`the attribute ${name} stands outside of a condition on events`);
}

function compileNode(node: Typed, env: Environment): Compiled {
  const known = env.known?.get(node);
  if (known !== undefined) return known;
  const compiled = compileKind(node, env);
  env.known?.set(node, compiled);
  return env.notes?.note(node, compiled) ?? compiled;
}

function compileKind(node: Typed, env: Environment): Compiled {
  const compile = (part: Typed): Compiled => compileNode(part, env);
  switch (node.kind) {
    case 'constant':
      return present(node.value);
    case 'read':
      return compileRead(node.logic, node.missing);
    case 'attribute':
      return env.attribute(node.name);
    case 'convert':
      return nullable(readAs(node.type, guarded(compile(node.value))));
    case 'negate':
      return compileNegate(compile(node.operand));
    case 'arithmetic':
      return compileArithmetic(
        node.operator,
        compile(node.left),
        compile(node.right),
        !neverZero(node.right),
      );
    case 'compare':
      return node.left.type === 'any'
        ? compileCompareFields(node.operator, compile(node.left), compile(node.right))
        : compileCompare(node.operator, compile(node.left), compile(node.right));
    case 'between':
      return node.value.type === 'any'
        ? compileBetweenFields(compile(node.value), compile(node.low), compile(node.high))
        : compileBetween(compile(node.value), compile(node.low), compile(node.high));
    case 'in':
      return compileIn(compile(node.value), node.items.map(compile), node.negated);
    case 'isMissing':
      return present(missingTest(compile(node.value), node.negated));
    case 'otherwise':
      return compileOtherwise(compile(node.value), compile(node.fallback));
    case 'not':
      return compileNot(compile(node.operand));
    case 'logical':
      return compileLogical(node.operator, node.operands.map(compile));
    case 'if':
      return compileIf(compile(node.condition), compile(node.then), compile(node.else));
    case 'function':
      return compileFunction(node, compile);
    default:
      return compileFeature(node, env);
  }
}

function compileRead(logic: Logic, missing: boolean): Compiled {
  if (!missing) return present(logic);
  const path = pathOf(logic);
  return path === undefined ? nullable(logic) : readOf(path);
}

/** A value of no known type, read by a declared operator; in a zone where it may be a local time. */
function readAs(type: TypeName, logic: Logic): Logic {
  if (type === 'time') return { time: [logic, { var: 'zone' }] };
  if (type === 'text') return { text: [logic] };
  return type === 'boolean' ? { boolean: [logic] } : { number: [logic] };
}

function compileNegate(operand: Compiled): Compiled {
  // JSON has no -0.
  if (typeof operand.logic === 'number') return present(0 - operand.logic);
  return derived({ '-': [operand.logic] }, [operand]);
}

function compileArithmetic(
  operator: ArithmeticOperator,
  left: Compiled,
  right: Compiled,
  rightMayBeZero: boolean,
): Compiled {
  if (typeof left.logic === 'number' && typeof right.logic === 'number') {
    const value = calculate(operator, left.logic, right.logic);
    if (value !== undefined) return present(value);
  }
  const tests = operator === '/' && rightMayBeZero ? zeroTests(right.logic) : [];
  return derived({ [operator]: [left.logic, right.logic] }, [left, right], tests);
}

/** A quotient is missing where its divisor is 0; what was worked out ahead needs no test. */
function zeroTests(divisor: Logic): readonly Logic[] {
  return typeof divisor === 'number' && divisor !== 0 ? [] : [{ '===': [divisor, 0] }];
}

const COMPARISONS: Readonly<Record<ComparisonOperator, string>> = {
  '=': '===',
  '!=': '!==',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

function compileCompare(operator: ComparisonOperator, left: Compiled, right: Compiled): Compiled {
  if (isLiteral(left.logic) && isLiteral(right.logic) && (operator === '=' || operator === '!=')) {
    return present((left.logic === right.logic) === (operator === '='));
  }
  return derived({ [COMPARISONS[operator]]: [left.logic, right.logic] }, [left, right]);
}

/** Two fields of a record by size: as two numbers, or else as two times. */
function compileCompareFields(operator: ComparisonOperator, left: Compiled, right: Compiled): Compiled {
  const order = orderOf(left, right);
  return derived({ [COMPARISONS[operator]]: [order.logic, 0] }, [order]);
}

function compileBetween(value: Compiled, low: Compiled, high: Compiled): Compiled {
  return derived({ '<=': [low.logic, value.logic, high.logic] }, [low, value, high]);
}

function compileBetweenFields(value: Compiled, low: Compiled, high: Compiled): Compiled {
  const above = orderOf(value, low);
  const below = orderOf(value, high);
  return derived({ and: [{ '>=': [above.logic, 0] }, { '<=': [below.logic, 0] }] }, [above, below]);
}

function orderOf(left: Compiled, right: Compiled): Compiled {
  return nullable({ compare: [guarded(left), guarded(right), { var: 'zone' }] });
}

function compileIn(value: Compiled, items: readonly Compiled[], negated: boolean): Compiled {
  const logics = items.map(item => item.logic);
  if (isLiteral(value.logic) && logics.every(isLiteral))
    return present(logics.includes(value.logic) !== negated);
  const test: Logic = { in: [value.logic, logics] };
  return derived(negated ? { '!': [test] } : test, [value, ...items]);
}

function compileOtherwise(value: Compiled, fallback: Compiled): Compiled {
  if (isNever(value.missing)) return value;
  const logic: Logic = { if: [conditionOf(value.missing), fallback.logic, value.logic] };
  return { logic, missing: allOf([value.missing, fallback.missing]), nullIfMissing: fallback.nullIfMissing };
}

function compileNot(operand: Compiled): Compiled {
  if (typeof operand.logic === 'boolean') return present(!operand.logic);
  return derived({ '!': [operand.logic] }, [operand]);
}

function compileLogical(operator: 'and' | 'or', operands: readonly Compiled[]): Compiled {
  return derived({ [operator]: operands.map(operand => operand.logic) }, operands);
}

/** Missing where the condition is, or else where the chosen branch is. */
function compileIf(condition: Compiled, yes: Compiled, no: Compiled): Compiled {
  const logic: Logic = { if: [condition.logic, yes.logic, no.logic] };
  const branches: Missing =
    isNever(yes.missing) && isNever(no.missing)
      ? yes.missing
      : { names: [], tests: [{ if: [condition.logic, conditionOf(yes.missing), conditionOf(no.missing)] }] };
  const nullIfMissing = isNever(condition.missing) && yes.nullIfMissing && no.nullIfMissing;
  return { logic, missing: anyOf([condition.missing, branches]), nullIfMissing };
}

function compileFunction(
  node: Extract<Typed, { readonly kind: 'function' }>,
  compile: (part: Typed) => Compiled,
): Compiled {
  const { row } = node;
  const args = node.args.map(compile);
  if (row.skipsMissing) {
    return {
      logic: row.logic(args.map(guarded)),
      missing: allOf(args.map(arg => arg.missing)),
      nullIfMissing: true,
    };
  }
  if (row.givesNull === true) return nullable(row.logic(args.map(guarded)));
  const logic = row.logic(args.map(arg => arg.logic));
  const tests = (row.divisors ?? []).flatMap(index => {
    const [divides, divisor] = [node.args[index], args[index]];
    return divides === undefined || divisor === undefined || neverZero(divides)
      ? []
      : zeroTests(divisor.logic);
  });
  return derived(logic, args, tests);
}

type FeatureNode = Extract<
  Typed,
  { readonly kind: 'aggregate' | 'usual' | 'medianOfPeriods' | 'percentile' | 'hold' }
>;

/** What is kept for the customer: one `{"var": "metrics.<key>"}`. */
function compileFeature(node: FeatureNode, env: Environment): Compiled {
  const name = `metrics.${registerFeature(node, env)}`;
  return node.missing ? readOf(name) : present({ var: name });
}

function registerFeature(node: FeatureNode, env: Environment): string {
  const { scope } = env;
  const { features } = scope;
  const text = printExpression(node.source);
  switch (node.kind) {
    case 'aggregate':
      return registerAggregate(node, features, (part, attribute) => compileNode(part, { scope, attribute }));
    case 'usual':
      return features.usual(text, registerFeature(node.of, env), node.days);
    case 'medianOfPeriods': {
      const logic = guarded(compileNode(node.value, { scope, attribute: env.attribute }));
      return features.medianOfPeriods(text, node.type, logic, metricsIn(logic), node.count);
    }
    case 'percentile':
      return features.percentile(text, node.type, node.metric, node.percent, node.bySegment);
    case 'hold': {
      const held = printExpression(node.condition.source);
      const inside = env.notes === undefined ? env : { ...env, notes: env.notes.inside(held) };
      const condition = guarded(compileNode(node.condition, inside));
      return features.hold(text, node.operator, node.days, held, condition);
    }
  }
}

/** The keys of the features that logic reads. */
function metricsIn(logic: Logic): readonly string[] {
  const keys = new Set<string>();
  const visit = (part: Logic): void => {
    if (part === null || typeof part !== 'object') return;
    const path = pathOf(part);
    if (path?.startsWith('metrics.') === true) keys.add(path.slice('metrics.'.length));
    Object.values(part).forEach(visit);
  };
  visit(logic);
  return [...keys];
}

function isLiteral(logic: Logic): boolean {
  return logic === null || typeof logic !== 'object';
}
