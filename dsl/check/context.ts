import type { DiagnosticCode } from '../diagnostics/catalogue.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { Expr, Span } from '../syntax/ast.ts';
import type { Problem, ProblemFix } from '../syntax/problem.ts';
import type { Scope, Stream } from './scope.ts';
import type { Typed } from './typed.ts';

/** What the checks of the single constructs share. */
export interface CheckContext {
  readonly scope: Scope;
  /** The stream whose single event a `where` sees; absent outside of one. */
  readonly event?: Stream;
  /** Undefined: something in it is wrong and has been reported. */
  check(expr: Expr): Typed | undefined;
  /** The same checks for a condition on one event of a stream. */
  insideWhere(stream: Stream): CheckContext;
  report(problem: Problem): void;
}

interface ProblemDetails {
  readonly expected?: string | undefined;
  readonly fix?: ProblemFix | undefined;
  /** Several, the likeliest first. */
  readonly fixes?: readonly ProblemFix[];
}

export function problemAt(
  span: Span,
  code: DiagnosticCode,
  message: string,
  details: ProblemDetails = {},
): Problem {
  const { fix, fixes = fix === undefined ? [] : [fix] } = details;
  return {
    code,
    span,
    message,
    ...(details.expected === undefined ? {} : { expected: details.expected }),
    ...(fixes.length === 0 ? {} : { fixes }),
  };
}

/** "did you mean" as the end of a message, and the fix that goes with it. */
export function didYouMean(
  name: string,
  candidates: Iterable<string>,
  span: Span,
): { readonly hint: string; readonly fix?: ProblemFix } {
  const [meant] = suggest(name, candidates, { limit: 1 });
  if (meant === undefined) return { hint: '' };
  return { hint: ` — did you mean \`${meant}\`?`, fix: { title: `Write \`${meant}\``, span, text: meant } };
}
