import type { DiagnosticCode } from '../diagnostics/catalogue.ts';
import type { Span } from './ast.ts';

export interface ProblemFix {
  readonly title: string;
  /** The part of the expression's text that `text` replaces. */
  readonly span: Span;
  readonly text: string;
}

/** Something wrong in an expression; offsets count in the expression's own text. */
export interface Problem {
  readonly code: DiagnosticCode;
  readonly span: Span;
  readonly message: string;
  readonly expected?: string;
  readonly fixes?: readonly ProblemFix[];
}
