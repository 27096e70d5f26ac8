import { conditionOf, isNever } from '../compile/expressions/missing.ts';
import type { Logic, TypeName } from '../program/logic.ts';
import type { Expr } from '../syntax/ast.ts';
import { buildBetweenFields } from './build-comparison.ts';
import type { Builder, Part, Work } from './builder.ts';
import { asksForMissing, buildMissingValue, isMissingTest, sameCondition } from './missing-tests.ts';

/** A guard, a value with its `otherwise`, or a choice; more than three arguments are a chain of choices. */
export function buildIf(work: Work): Expr | undefined {
  const { builder, pointer, parts, wanted } = work;
  const [condition, first, second, ...more] = parts;
  if (condition === undefined || first === undefined) return undefined;
  if (second === undefined) {
    return builder.refuse(pointer, 'An `if` without its last argument gives `null`, which has no text form.');
  }
  const last: Part =
    more.length === 0 ? second : { logic: { if: [second, ...more].map(part => part.logic) }, pointer };
  if (first.logic === null) return buildGuarded(builder, condition, first, last, wanted);
  const readsOtherwise = builder.reading === 'otherwise' || asksForMissing(condition.logic);
  const filled = readsOtherwise
    ? buildOtherwise(builder, pointer, condition, first, last, wanted)
    : undefined;
  return filled ?? buildChoice(builder, pointer, condition, first, last, wanted);
}

/** `{"if": [missing, null, value]}` is the value: that it may be missing is said by its own names. */
function buildGuarded(
  builder: Builder,
  condition: Part,
  nothing: Part,
  value: Part,
  wanted: TypeName | undefined,
): Expr | undefined {
  let refused = true;
  for (const reader of [builder, builder.otherReading]) {
    const expr = reader.build(value, wanted);
    if (expr !== undefined && isMissingWhere(builder, expr, condition.logic)) return expr;
    refused &&= expr === undefined;
  }
  if (refused) return undefined;
  return builder.refuse(
    nothing.pointer,
    '`null` has no text form: here a value is made missing by something that it is not worked out from.',
  );
}

function buildOtherwise(
  builder: Builder,
  pointer: string,
  condition: Part,
  fallback: Part,
  value: Part,
  wanted: TypeName | undefined,
): Expr | undefined {
  for (const reader of [builder, builder.otherReading]) {
    const [filled, instead] = reader.buildAlike([value, fallback], wanted) ?? [];
    if (filled === undefined || instead === undefined) return undefined;
    if (isMissingWhere(builder, filled, condition.logic))
      return { kind: 'otherwise', span: builder.span(pointer), value: filled, fallback: instead };
  }
  return undefined;
}

function isMissingWhere(builder: Builder, value: Expr, condition: Logic): boolean {
  const missing = builder.missing(value);
  return (
    missing !== undefined && !isNever(missing) && sameCondition(builder, conditionOf(missing), condition)
  );
}

function buildChoice(
  builder: Builder,
  pointer: string,
  test: Part,
  yes: Part,
  no: Part,
  wanted: TypeName | undefined,
): Expr | undefined {
  const condition = builder.build(test, 'boolean');
  const [then, other] = builder.buildAlike([yes, no], wanted) ?? [];
  if (condition === undefined || then === undefined || other === undefined) return undefined;
  return { kind: 'if', span: builder.span(pointer), condition, then, else: other };
}

export function buildLogical(work: Work): Expr | undefined {
  const { builder, name, pointer, parts } = work;
  const between = name === 'and' ? buildBetweenFields(work) : undefined;
  if (between !== undefined) return between;
  const built = parts.map(part => builder.build(part, 'boolean'));
  const operands = built.filter(operand => operand !== undefined);
  const [only] = operands;
  if (operands.length < built.length || only === undefined) return undefined;
  if (operands.length === 1) return only;
  return { kind: 'logical', span: builder.span(pointer), operator: name === 'or' ? 'or' : 'and', operands };
}

export function buildNot({ builder, pointer, parts }: Work): Expr | undefined {
  const [part] = parts;
  if (part === undefined) return undefined;
  const span = builder.span(pointer);
  const operand = asksForMissing(part.logic) ? undefined : builder.build(part, 'boolean');
  if (operand === undefined || builder.typed(operand) === undefined) {
    const value = missingValue(builder, part);
    if (value !== undefined) return { kind: 'isMissing', span, negated: true, value };
  }
  const plain = operand ?? builder.build(part, 'boolean');
  if (plain?.kind === 'in' && !plain.negated) return { ...plain, span, negated: true };
  return plain && { kind: 'not', span, operand: plain };
}

/** `!!` is written by the compiler where a value is asked for its absence. */
export function buildTruth({ builder, pointer, parts }: Work): Expr | undefined {
  const [part] = parts;
  if (part === undefined) return undefined;
  const value = missingValue(builder, part);
  if (value !== undefined) return { kind: 'isMissing', span: builder.span(pointer), negated: false, value };
  return builder.build(part, 'boolean');
}

/** The value that is missing exactly where a test is met, if it is a test for that. */
function missingValue(builder: Builder, test: Part): Expr | undefined {
  const value = isMissingTest(test.logic) ? buildMissingValue(builder, test) : undefined;
  return value !== undefined && isMissingWhere(builder, value, test.logic) ? value : undefined;
}

/** `missing` as a condition: whether one of several is not there. */
export function buildMissing({ builder, pointer, parts, wanted }: Work): Expr | undefined {
  if (wanted !== 'boolean') {
    return builder.refuse(
      pointer,
      'The list that `missing` gives has no text form: it can only be a condition.',
    );
  }
  const operands = parts.map(({ logic, pointer: place }): Expr | undefined => {
    const value = builder.build({ logic: { var: logic }, pointer: place });
    return value && { kind: 'isMissing', span: builder.span(place), negated: false, value };
  });
  const present = operands.filter(operand => operand !== undefined);
  const [only] = present;
  if (present.length < operands.length || only === undefined) return undefined;
  return present.length === 1
    ? only
    : { kind: 'logical', span: builder.span(pointer), operator: 'or', operands: present };
}
