import type { ArithmeticOperator } from '../syntax/ast.ts';

const CALCULATE: Readonly<Record<ArithmeticOperator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
};

/** Of two figures, ahead of time; undefined where the outcome is none that JSON can write, as of a division by 0. */
export function calculate(operator: ArithmeticOperator, left: number, right: number): number | undefined {
  // JSON has no infinity, and no zero below zero.
  const value = CALCULATE[operator](left, right) + 0;
  return Number.isFinite(value) ? value : undefined;
}
