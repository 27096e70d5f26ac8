import type { IToken } from 'chevrotain';
import type { Span } from '../ast.ts';
import type { Problem, ProblemFix } from '../problem.ts';

export function foundInstead(found: IToken | undefined): string {
  return found === undefined ? '' : `, \`${found.image}\` was found`;
}

export function write(text: string, span: Span): ProblemFix {
  return { title: `Write \`${text}\``, span, text };
}

export function syntax(span: Span, message: string, expected?: string, fix?: ProblemFix): Problem {
  return {
    code: 'expression-syntax',
    span,
    message,
    ...(expected === undefined ? {} : { expected }),
    ...(fix === undefined ? {} : { fixes: [fix] }),
  };
}

export const VALUES = 'a value (a number, a text, a name or a call)';
