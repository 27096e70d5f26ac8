import { adapt } from '../check/adapt.ts';
import { ARITHMETIC } from '../check/operators.ts';
import type { TypePattern } from '../check/operators.ts';
import type { TypeName } from '../program/logic.ts';
import type { ArithmeticOperator, Expr } from '../syntax/ast.ts';
import { isNumeric, TYPES } from '../types/types.ts';
import type { Builder, Part, Work } from './builder.ts';
import { writeZeroDivisor } from './write-literal.ts';

export function buildNegation({ builder, pointer, parts, wanted }: Work): Expr | undefined {
  const [part] = parts;
  const operand = part && builder.build(part, wanted);
  return operand && { kind: 'negate', span: builder.span(pointer), operand };
}

const MAX_OPERANDS = 100;

/** `+ - * /`; more than two arguments are taken from the left, as JSONLogic takes them. */
export function buildArithmetic({ builder, name, pointer, parts, wanted }: Work): Expr | undefined {
  if (parts.length > MAX_OPERANDS) {
    return builder.refuse(
      pointer,
      `\`${name}\` of more than ${MAX_OPERANDS} values has no text that anybody can read.`,
    );
  }
  const [first, ...others] = parts;
  const last = others.pop();
  if (first === undefined) return undefined;
  if (last === undefined) return builder.build(first, wanted ?? 'number');
  const left: Part =
    others.length === 0 ? first : { logic: { [name]: parts.slice(0, -1).map(part => part.logic) }, pointer };
  return buildPair(builder, name as ArithmeticOperator, pointer, left, last, wanted);
}

/** The two operands as a row of the table takes them, preferably one that gives what is wanted. */
function buildPair(
  builder: Builder,
  operator: ArithmeticOperator,
  pointer: string,
  left: Part,
  right: Part,
  wanted: TypeName | undefined,
): Expr | undefined {
  const natural = [builder.build(left), builder.build(right)];
  if (natural.includes(undefined)) return undefined;
  const seen = natural.map(expr => expr && builder.typed(expr));
  const types = new Set<TypeName>(['number']);
  for (const type of [wanted, ...seen.map(value => value?.type)]) {
    if (type !== undefined && isNumeric(type)) types.add(type);
  }
  const fitting: Expr[] = [];
  for (const [leftType, rightType] of pairs(operator, [...types])) {
    const a = builder.build(left, leftType);
    const b =
      operator === '/' && right.logic === 0
        ? writeZeroDivisor(rightType, builder.span(right.pointer))
        : builder.build(right, rightType);
    if (a === undefined || b === undefined) continue;
    const expr: Expr = { kind: 'arithmetic', span: builder.span(pointer), operator, left: a, right: b };
    const value = builder.typed(expr);
    if (value === undefined) continue;
    if (value.type === wanted) return expr;
    // A plain figure that could stand for what is wanted comes before one that cannot.
    if (wanted !== undefined && adapt(value, wanted) !== undefined) fitting.unshift(expr);
    else fitting.push(expr);
  }
  const [a, b] = natural;
  if (a === undefined || b === undefined) return undefined;
  return fitting[0] ?? { kind: 'arithmetic', span: builder.span(pointer), operator, left: a, right: b };
}

/** Types of both operands, the likeliest first: a quantity is divided by a quantity rather than by a large number. */
function pairs(
  operator: ArithmeticOperator,
  types: readonly TypeName[],
): readonly (readonly [TypeName, TypeName])[] {
  const rows = ARITHMETIC.filter(row => row.operator === operator);
  const all = rows.flatMap(row => types.map(type => [bind(row.left, type), bind(row.right, type)] as const));
  const strict = (type: TypeName): number => (TYPES[type].fitsBareNumber ? 0 : 1);
  return operator === '/' ? all.toSorted((a, b) => strict(b[1]) - strict(a[1])) : all;
}

function bind(pattern: TypePattern, type: TypeName): TypeName {
  return pattern === 'T' ? type : pattern;
}
