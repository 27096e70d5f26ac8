import { checkExpression } from '../../check/check-expression.ts';
import type { Scope, Stream } from '../../check/scope.ts';
import type { Typed } from '../../check/typed.ts';
import { eventScope } from '../../compile/events/catalogue.ts';
import { parseExpression } from '../../syntax/parse-expression.ts';

/** What a part of an expression gives, where it is whole and right; `event`: the one that a `where` sees. */
export function typeOfText(text: string, scope: Scope, event: Stream | undefined): Typed | undefined {
  const { ast } = parseExpression(text.trim());
  if (ast === undefined) return undefined;
  const seen = event === undefined ? scope : eventScope(event.attributes, scope);
  return checkExpression(ast, seen, { allowMissing: true }).typed;
}
