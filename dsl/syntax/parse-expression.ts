import type { IToken, TokenType } from 'chevrotain';
import type { Expr } from './ast.ts';
import { explainMistakes } from './explain-mistakes.ts';
import type { Attempt } from './explain-mistakes.ts';
import { explainSyntaxError } from './explain/explain-syntax-error.ts';
import { ExpressionParser } from './parser.ts';
import type { StreamExpr } from './parser.ts';
import type { Problem } from './problem.ts';
import { readTokens } from './read-tokens.ts';
import * as t from './tokens.ts';
import { depthOf } from './walk.ts';

export const MAX_LENGTH = 4_000;
export const MAX_DEPTH = 100;

export interface Parsed<Result> {
  /** Present exactly where there are no problems. */
  readonly ast?: Result;
  readonly problems: readonly Problem[];
}

/**
 * Text → AST, or the problems in the author's words, one for each cause.
 * @example parseExpression('engagement >= 60 for 14d').ast?.kind // 'hold'
 */
export function parseExpression(text: string): Parsed<Expr> {
  return parse(text, () => parser.expression(), depthOf);
}

/** Whether a text is a sentence of the language, without saying what keeps it from being one. */
export function isExpression(text: string): boolean {
  return text.length <= MAX_LENGTH && attempt(text, () => parser.expression(), depthOf).problems.length === 0;
}

/** The same for a stream and its condition. */
export function isStream(text: string): boolean {
  return (
    text.length <= MAX_LENGTH && attempt(text, () => parser.stream(), depthOfStream).problems.length === 0
  );
}

/** Text → a stream and its condition, as a campaign's trigger has them: `tier.changed where direction = "up"`. */
export function parseStream(text: string): Parsed<StreamExpr> {
  return parse(text, () => parser.stream(), depthOfStream);
}

const depthOfStream = ({ stream, where }: StreamExpr): number =>
  Math.max(depthOf(stream), where === undefined ? 0 : depthOf(where));

const parser = new ExpressionParser();

function parse<Result>(text: string, rule: () => Result, depth: (result: Result) => number): Parsed<Result> {
  if (text.length > MAX_LENGTH) return refused(tooLong(text));
  const read = (changed: string) => attempt(changed, rule, depth);
  const found = read(text);
  const { ast, problems } = found;
  return problems.length > 0
    ? { problems: explainMistakes(text, found, read) }
    : { ...(ast && { ast }), problems };
}

function attempt<Result>(
  text: string,
  rule: () => Result,
  depth: (result: Result) => number,
): Attempt & { readonly ast?: Result } {
  const { tokens, problems, parsable } = readTokens(text);
  const refuse = (problem: Problem) => ({ tokens, problems: [problem], parsable: false });
  if (!parsable) return { tokens, problems, parsable };
  const deep = tokens[MAX_DEPTH] === undefined ? undefined : tooDeepToken(tokens);
  if (deep !== undefined) return refuse(tooDeep(deep.token.startOffset, text, deep.depth));
  // A text with a foreign spelling is often no sentence without it: the spelling is then the one cause to name.
  if (problems.length > 0) return { tokens, problems, parsable };
  parser.input = [...tokens];
  const ast = rule();
  const [error] = parser.errors;
  if (error !== undefined) return { tokens, problems: [explainSyntaxError(error, tokens)], parsable };
  const levels = tokens[MAX_DEPTH] === undefined ? 0 : depth(ast);
  if (levels > MAX_DEPTH) return refuse(tooDeep(0, text, levels));
  return { tokens, problems, parsable, ast };
}

const OPENERS: ReadonlySet<TokenType> = new Set([t.Open, t.OpenList, t.If]);
const CLOSERS: ReadonlySet<TokenType> = new Set([t.Close, t.CloseList, t.Else]);

/** The first token nested too deeply for the parser's own recursion, and how deep it goes on from there. */
function tooDeepToken(
  tokens: readonly IToken[],
): { readonly token: IToken; readonly depth: number } | undefined {
  let depth = 0;
  let deepest = 0;
  let first: IToken | undefined;
  for (const token of tokens) {
    if (OPENERS.has(token.tokenType)) depth += 1;
    else if (CLOSERS.has(token.tokenType)) depth -= 1;
    deepest = Math.max(deepest, depth);
    if (depth > MAX_DEPTH) first ??= token;
  }
  return first === undefined ? undefined : { token: first, depth: deepest };
}

function tooDeep(start: number, text: string, depth: number): Problem {
  return {
    code: 'expression-too-deep',
    span: { start, end: text.length },
    message: `The expression is nested ${depth} levels deep, and at most ${MAX_DEPTH} are read: give a part of it a name as a \`kind: metric\`.`,
  };
}

function tooLong(text: string): Problem {
  return {
    code: 'expression-too-long',
    span: { start: MAX_LENGTH, end: text.length },
    message: `The expression has ${text.length} characters, more than ${MAX_LENGTH}: give a part of it a name as a \`kind: metric\`.`,
  };
}

function refused(problem: Problem): { readonly problems: readonly Problem[] } {
  return { problems: [problem] };
}
