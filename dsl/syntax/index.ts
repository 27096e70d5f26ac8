export type { Arg, ArithmeticOperator, ComparisonOperator, Expr, Span, WindowWord } from './ast.ts';
export { MAX_DEPTH, MAX_LENGTH, parseExpression, parseStream } from './parse-expression.ts';
export type { Parsed } from './parse-expression.ts';
export type { StreamExpr } from './parser.ts';
export { printExpression, printStream } from './print-expression.ts';
export type { Problem, ProblemFix } from './problem.ts';
export { RESERVED_WORDS, WINDOW_WORDS } from './tokens.ts';
export { childrenOf, walkExpression } from './walk.ts';
