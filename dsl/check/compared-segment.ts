import { suggest } from '../diagnostics/suggest.ts';
import type { Expr } from '../syntax/ast.ts';
import { problemAt } from './context.ts';
import type { CheckContext } from './context.ts';
import { write } from './fixes.ts';

type CompareExpr = Extract<Expr, { readonly kind: 'compare' }>;

/** `segment = prepaid`: who is in a segment is told by its name alone; whether that was reported. */
export function reportComparedSegment(context: CheckContext, expr: CompareExpr): boolean {
  const { scope, event } = context;
  if (event !== undefined || scope.allows.record) return false;
  if (expr.operator !== '=' && expr.operator !== '!=') return false;
  if (wordOf(expr.left) !== 'segment' || scope.resolve('segment') !== undefined) return false;
  const segment = segmentMeant(context, wordOf(expr.right));
  if (segment === undefined) return false;
  const text = expr.operator === '=' ? segment : `(not ${segment})`;
  const message = `A segment's name is a condition itself: write \`${text}\`.`;
  context.report(
    problemAt(expr.span, 'name-unknown', message, { expected: `\`${text}\``, fix: write(expr, text) }),
  );
  return true;
}

function wordOf(expr: Expr): string {
  if (expr.kind === 'path') return expr.names.join('.');
  return expr.kind === 'text' ? expr.value : '';
}

function segmentMeant({ scope }: CheckContext, word: string): string | undefined {
  const segments = scope.names.filter(name => {
    const info = scope.resolve(name);
    return typeof info === 'object' && JSON.stringify(info.logic) === `{"var":"segments.${name}"}`;
  });
  return segments.includes(word) ? word : suggest(word, segments, { limit: 1 })[0];
}
