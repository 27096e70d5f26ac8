import { calculate } from './calculate.ts';
import type { Typed } from './typed.ts';

/** Surely not 0, so that dividing by it always has a result. */
export function neverZero(value: Typed): boolean {
  const figure = figureOf(value);
  if (figure !== undefined) return figure !== 0;
  switch (value.kind) {
    case 'constant':
      return true;
    case 'negate':
      return neverZero(value.operand);
    case 'if':
      return neverZero(value.then) && neverZero(value.else);
    case 'otherwise':
      return neverZero(value.value) && neverZero(value.fallback);
    case 'arithmetic':
      return (
        (value.operator === '*' || value.operator === '/') && neverZero(value.left) && neverZero(value.right)
      );
    default:
      return false;
  }
}

export function isZero(value: Typed): boolean {
  return value.kind === 'constant' && value.value === 0;
}

/** What is worked out of figures alone; undefined where it is none that JSON can write, or reads anything. */
function figureOf(value: Typed): number | undefined {
  if (value.kind === 'constant') return typeof value.value === 'number' ? value.value : undefined;
  if (value.kind === 'negate') return negated(figureOf(value.operand));
  if (value.kind !== 'arithmetic') return undefined;
  const [left, right] = [figureOf(value.left), figureOf(value.right)];
  if (left === undefined || right === undefined) return undefined;
  return calculate(value.operator, left, right);
}

function negated(figure: number | undefined): number | undefined {
  return figure === undefined ? undefined : -figure;
}
