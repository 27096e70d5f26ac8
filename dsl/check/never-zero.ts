import type { Typed } from './typed.ts';

/** Surely not 0, so that dividing by it always has a result. */
export function neverZero(value: Typed): boolean {
  switch (value.kind) {
    case 'constant':
      return value.value !== 0;
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
