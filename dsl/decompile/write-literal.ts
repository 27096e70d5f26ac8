import type { TypeName } from '../program/logic.ts';
import { parseExpression } from '../syntax/parse-expression.ts';
import type { Expr, Span } from '../syntax/ast.ts';
import { UNITS } from '../types/units.ts';

/**
 * A number of compiled logic as an author writes it where `type` is wanted.
 * @example writeNumber(300_000_000, 'data', span) // 300 MB
 */
export function writeNumber(value: number, type: TypeName | undefined, span: Span): Expr {
  if (value < 0) return { kind: 'negate', span, operand: writeNumber(-value, type, span) };
  const plain: Expr = { kind: 'number', span, value };
  const base = UNITS.find(unit => unit.literal && unit.type === type);
  if (type === undefined || base === undefined) return plain;
  const quantity = inUnit(value, type);
  if (quantity !== undefined) return { kind: 'quantity', span, ...quantity };
  // Quantities are read to 15 digits; products are not.
  return {
    kind: 'arithmetic',
    span,
    operator: '*',
    left: plain,
    right: { kind: 'quantity', span, value: 1, unit: base.name },
  };
}

/** 0.6 as `60%`; undefined where a percentage would not give the same number back. */
export function writePercent(value: number, span: Span): Expr | undefined {
  const percent = Number((value * 100).toPrecision(15));
  return value > 0 && value <= 1 && percent / 100 === value
    ? { kind: 'percent', span, value: percent }
    : undefined;
}

/** One of a quantity's usual unit: what turns it into a plain number. */
export function oneOf(type: TypeName, span: Span): Expr {
  const { ast } = parseExpression(ONE[type] ?? '1');
  if (ast === undefined) throw new Error(`"${ONE[type]}" is no quantity`);
  return { ...ast, span };
}

/** A divisor of 0, which an author can only have worked out: `1 - 1`. */
export function writeZeroDivisor(type: TypeName, span: Span): Expr {
  return { kind: 'arithmetic', span, operator: '-', left: oneOf(type, span), right: oneOf(type, span) };
}

const ONE: Readonly<Partial<Record<TypeName, string>>> = { duration: '1d', data: '1 MB', speed: '1 Mbps' };

/** In the largest unit that leaves a short number, and is read back as the same. */
function inUnit(
  value: number,
  type: TypeName,
): { readonly value: number; readonly unit: string } | undefined {
  const spellings = UNITS.filter(unit => unit.literal && unit.type === type)
    .map(({ name, factor }) => ({ unit: name, factor, value: Number((value / factor).toPrecision(15)) }))
    .filter(row => Number((row.value * row.factor).toPrecision(15)) === value);
  const digits = (row: { readonly value: number }) => String(row.value).length;
  const shortest = spellings.toSorted(
    (a, b) => decimals(a.value) - decimals(b.value) || digits(a) - digits(b) || b.factor - a.factor,
  );
  const [best] = value === 0 ? spellings.toReversed() : shortest;
  return best && { value: best.value, unit: best.unit };
}

function decimals(value: number): number {
  return Math.min(2, String(value).split(/\.|e-/)[1]?.length ?? 0);
}
