import { printNumber } from '../syntax/literals.ts';
import { printExpression } from '../syntax/print-expression.ts';
import { problemAt } from './context.ts';
import type { CheckContext } from './context.ts';
import { write } from './fixes.ts';
import type { Typed } from './typed.ts';

/** `engagement > 60%`: a share beside points from 0 to 100 counts as 0.6 of them. */
export function checkPercent(context: CheckContext, operands: readonly Typed[]): void {
  const points = operands.find(isOfHundred);
  if (points === undefined) return;
  for (const { source } of operands) {
    if (source.kind !== 'percent' || source.value === 0) continue;
    const [share, figure] = [printExpression(source), printNumber(source.value)];
    const message = `\`${share}\` is ${printNumber(source.value / 100)}, but \`${printExpression(points.source)}\` goes from 0 to 100: write \`${figure}\`.`;
    const details = { expected: 'a number from 0 to 100', fix: write(source, figure) };
    context.report(problemAt(source.span, 'percent-of-hundred', message, details));
  }
}

function isOfHundred(typed: Typed): boolean {
  if (typed.kind === 'function') return OF_HUNDRED.has(typed.row.name);
  if (typed.kind !== 'read' || typeof typed.logic !== 'object' || typed.logic === null) return false;
  const name: unknown = 'var' in typed.logic ? typed.logic['var'] : undefined;
  return typeof name === 'string' && name.startsWith('scores.');
}

const OF_HUNDRED: ReadonlySet<string> = new Set(['ramp', 'recency', 'drop', 'ratio_to_own']);
