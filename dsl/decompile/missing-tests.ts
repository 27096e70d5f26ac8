import type { Logic } from '../program/logic.ts';
import type { Expr, Span } from '../syntax/ast.ts';
import { isNumeric } from '../types/types.ts';
import type { Builder, Part } from './builder.ts';
import { argumentsOf, isList, isOperation, operandsOf, sameLogic } from './operation.ts';
import { childOf } from './places.ts';
import { oneOf } from './write-literal.ts';

/** Whether logic is a test for missing values, as guards and `is missing` have it, rather than an author's condition. */
export function asksForMissing(logic: Logic): boolean {
  if (!isOperation(logic)) return false;
  const { name, operands } = operandsOf(logic);
  if (name === 'missing') return true;
  if (name === '===' || name === '==') return operands.includes(null);
  if (name === 'or' || name === 'and') return operands.some(asksForMissing);
  return name === 'if' && operands.slice(1).some(asksForMissing);
}

/** Whether logic can be such a test: a divisor that is 0 makes a value missing too. */
export function isMissingTest(logic: Logic): boolean {
  if (!isOperation(logic)) return false;
  const { name, operands } = operandsOf(logic);
  if (name === 'missing') return true;
  if (name === '===' || name === '==') return operands[1] === null || operands[1] === 0;
  if (name === 'or' || name === 'and') return operands.every(isMissingTest);
  return name === 'if' && operands.slice(1).every(part => part === false || isMissingTest(part));
}

/** Whether two tests for missing values ask the same; names that are never missing may be asked for all the same. */
export function sameCondition(builder: Builder, own: Logic, given: Logic): boolean {
  if (sameLogic(own, given)) return true;
  const [a, b] = [atomsOf(builder, own), atomsOf(builder, asCompiled(given))];
  return a.size === b.size && [...a].every(atom => b.has(atom));
}

/** Loose comparisons with null and 0 as strict ones, and sums of several as the compiler nests them. */
function asCompiled(logic: Logic): Logic {
  if (isList(logic)) return logic.map(asCompiled);
  if (!isOperation(logic)) return logic;
  const { name, operands } = operandsOf(logic);
  if (name === 'var') return logic;
  const parts = operands.map(asCompiled);
  if (name === '==' || name === '!=') return { [`${name}=`]: parts };
  const [first, ...rest] = parts;
  if ((name === '+' || name === '*') && first !== undefined && rest.length > 1)
    return rest.reduce((left, right) => ({ [name]: [left, right] }), first);
  return { [name]: parts };
}

function atomsOf(builder: Builder, condition: Logic): ReadonlySet<string> {
  return new Set(
    splitted(condition).flatMap(atom => (neverMissing(builder, atom) ? [] : builder.keyOf(atom))),
  );
}

/** One test a name or value. */
function splitted(condition: Logic): readonly Logic[] {
  if (condition === false) return [];
  const missing = argumentsOf(condition, 'missing');
  if (missing !== undefined) return missing.map(name => ({ missing: [name] }));
  const [value, nothing] = argumentsOf(condition, '===') ?? argumentsOf(condition, '==') ?? [];
  const name = nothing === null ? argumentsOf(value, 'var')?.[0] : undefined;
  if (typeof name === 'string') return [{ missing: [name] }];
  return argumentsOf(condition, 'or')?.flatMap(splitted) ?? [condition];
}

function neverMissing(builder: Builder, atom: Logic): boolean {
  const name = argumentsOf(atom, 'missing')?.[0];
  if (typeof name !== 'string') return false;
  const expr = builder.build({ logic: { var: name }, pointer: '' });
  return expr !== undefined && builder.typed(expr)?.missing === false;
}

/**
 * A value that is missing exactly where the test is met: what `is missing` asks of. Which one the author wrote is not
 * kept, so that several names come back as a product.
 */
export function buildMissingValue(builder: Builder, { logic, pointer }: Part): Expr | undefined {
  const tests = inOrder(logic);
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return valueOf(builder, only, pointer);
  const factors = tests.map(test => {
    const value = valueOf(builder, test, pointer);
    return value && asNumber(builder, value);
  });
  const present = factors.filter(factor => factor !== undefined);
  if (present.length < factors.length) return undefined;
  const span = builder.span(pointer);
  return present.reduce((left, right) => ({ kind: 'arithmetic', span, operator: '*', left, right }));
}

function inOrder(condition: Logic): readonly Logic[] {
  const names = argumentsOf(condition, 'missing');
  if (names !== undefined) return names.map(name => ({ missing: [name] }));
  return argumentsOf(condition, 'or')?.flatMap(inOrder) ?? [condition];
}

function valueOf(builder: Builder, test: Logic, pointer: string): Expr | undefined {
  const span = builder.span(pointer);
  const name = argumentsOf(test, 'missing')?.[0];
  if (name !== undefined)
    return builder.build({ logic: { var: name }, pointer: childOf(pointer, 'missing') });
  const [tested, against] = argumentsOf(test, '===') ?? argumentsOf(test, '==') ?? [];
  if (tested !== undefined && against === null) return builder.build({ logic: tested, pointer });
  if (tested !== undefined && against === 0) {
    const divisor = builder.build({ logic: tested, pointer });
    return divisor && quotientBy(builder, divisor, span);
  }
  const all = argumentsOf(test, 'and');
  if (all !== undefined) {
    const values = all.map(part => buildMissingValue(builder, { logic: part, pointer }));
    return firstOf(builder, values, span);
  }
  const [condition, yes, no] = argumentsOf(test, 'if') ?? [];
  if (condition === undefined || yes === undefined || no === undefined) return undefined;
  return choiceOf(builder, { condition, yes, no }, pointer);
}

/** Missing where all are. */
function firstOf(builder: Builder, values: readonly (Expr | undefined)[], span: Span): Expr | undefined {
  const present = ofOneType(
    builder,
    values.filter(value => value !== undefined),
  );
  const [value, fallback, ...more] = present;
  if (present.length < values.length || value === undefined || fallback === undefined) return undefined;
  if (more.length === 0) return { kind: 'otherwise', span, value, fallback };
  const args = present.map(part => ({ kind: 'value', span: part.span, value: part }) as const);
  return { kind: 'call', span, name: 'largest', nameSpan: span, args };
}

function choiceOf(
  builder: Builder,
  { condition, yes, no }: Readonly<Record<'condition' | 'yes' | 'no', Logic>>,
  pointer: string,
): Expr | undefined {
  const span = builder.span(pointer);
  const test = builder.build({ logic: condition, pointer }, 'boolean');
  const [a, b] = [yes, no].map(part =>
    part === false ? 'never' : buildMissingValue(builder, { logic: part, pointer }),
  );
  if (test === undefined || a === undefined || b === undefined || (a === 'never' && b === 'never'))
    return undefined;
  const then = a === 'never' ? presentLike(builder, b, span) : a;
  const other = b === 'never' ? presentLike(builder, a, span) : b;
  if (then === undefined || other === undefined) return undefined;
  const [first, second] = ofOneType(builder, [then, other]);
  return first && second && { kind: 'if', span, condition: test, then: first, else: second };
}

/** The values as numbers where they are of several types. */
function ofOneType(builder: Builder, values: readonly Expr[]): readonly Expr[] {
  const types = new Set(values.map(value => builder.typed(value)?.type));
  return types.size === 1 ? values : values.flatMap(value => asNumber(builder, value) ?? []);
}

/** Something of the same type that is never missing. */
function presentLike(builder: Builder, value: Expr | 'never', span: Span): Expr | undefined {
  const type = value === 'never' ? undefined : builder.typed(value)?.type;
  if (type === 'text') return { kind: 'text', span, value: '' };
  if (type === 'boolean') return { kind: 'boolean', span, value: false };
  if (type === 'time') return { kind: 'now', span };
  return type === undefined ? undefined : oneOf(type, span);
}

function asNumber(builder: Builder, value: Expr): Expr | undefined {
  const { span } = value;
  const type = builder.typed(value)?.type;
  if (type === undefined || type === 'number') return value;
  if (type === 'time') return callOf('months_since', [value], span);
  return isNumeric(type) ? callOf('ramp', [value, oneOf(type, span)], span) : value;
}

/** A number that is missing where the divisor is 0. */
function quotientBy(builder: Builder, divisor: Expr, span: Span): Expr {
  const type = builder.typed(divisor)?.type ?? 'number';
  const one = oneOf(type, span);
  if (type !== 'number') return callOf('ramp', [one, divisor], span);
  return { kind: 'arithmetic', span, operator: '/', left: one, right: divisor };
}

function callOf(name: string, values: readonly Expr[], span: Span): Expr {
  const args = values.map(value => ({ kind: 'value', span: value.span, value }) as const);
  return { kind: 'call', span, name, nameSpan: span, args };
}
