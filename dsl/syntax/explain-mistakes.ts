import type { IToken } from 'chevrotain';
import type { Span } from './ast.ts';
import type { Problem, ProblemFix } from './problem.ts';
import { syntaxRepairs } from './repair-syntax.ts';
import { spanOf } from './tokens.ts';

/** What came of reading a text once. */
export interface Attempt {
  readonly tokens: readonly IToken[];
  /** In the order of their places; none where the text is a sentence. */
  readonly problems: readonly Problem[];
  /** False where it is open what was meant at all, so that guessing would not help. */
  readonly parsable: boolean;
}

type Read = (text: string) => Attempt;

/** More than this no author makes at once. */
const MAX_MISTAKES = 5;

/**
 * The problems of a text that is no sentence, one for each mistake: where the slip of one word explains what is wrong
 * it is named instead, and what stands after a mistake that can be mended is read too.
 */
export function explainMistakes(
  text: string,
  found: Attempt,
  read: Read,
  left = MAX_MISTAKES,
): readonly Problem[] {
  const fixes = found.problems.flatMap(({ fixes: offered = [] }) => offered.slice(0, 1));
  const fixed = fixes.length === found.problems.length ? applied(text, fixes) : undefined;
  const afterFixes = fixed === undefined ? undefined : read(fixed);
  if (afterFixes?.problems.length === 0) return found.problems;
  const slip = found.problems.length === 1 && found.parsable ? slipOf(text, found, read) : undefined;
  const problems = slip === undefined ? found.problems : [slip.problem];
  const rest = slip?.rest ?? afterFixes;
  const mended = slip?.text ?? fixed;
  if (rest === undefined || mended === undefined || rest.problems.length === 0 || left === 1) return problems;
  const edits = slip === undefined ? fixes : slip.problem.fixes;
  const [reached = 0] = edits.map(({ span }) => span.end).toSorted((a, b) => b - a);
  const further = explainMistakes(mended, rest, read, left - 1)
    .map(problem => moved(problem, edits))
    .filter(({ span }) => span.start > reached + 1);
  return [...problems, ...further];
}

interface Slip {
  readonly problem: Problem & { readonly fixes: readonly ProblemFix[] };
  /** The text without it, and what came of reading that. */
  readonly text: string;
  readonly rest: Attempt;
}

/** The slip without which the text is a sentence, or else one from which reading gets clearly further. */
function slipOf(text: string, { tokens, problems }: Attempt, read: Read): Slip | undefined {
  const at = problems[0]?.span.start ?? 0;
  const found = tokens.findIndex(token => spanOf(token).end > at);
  const stop = found === -1 ? tokens.length - 1 : found;
  const enough = tokens[stop + 3]?.startOffset ?? Number.POSITIVE_INFINITY;
  let further: Slip | undefined;
  for (const { isExchange, ...problem } of syntaxRepairs(tokens, stop, text)) {
    const mended = applied(text, problem.fixes);
    const rest = read(mended);
    const [next] = rest.problems;
    if (next === undefined) return { problem, text: mended, rest };
    if (isExchange === true) continue;
    // Words that are wrong in themselves are told before the sentence is read at all: that is no progress.
    const isRead = rest.parsable && next.code === 'expression-syntax';
    const reached = movedBack(next.span.start, problem.fixes);
    if (isRead && reached >= enough) further ??= { problem, text: mended, rest };
  }
  return further;
}

/** The text after fixes that do not overlap. */
function applied(text: string, fixes: readonly ProblemFix[]): string {
  return fixes
    .toSorted((a, b) => b.span.start - a.span.start)
    .reduce(
      (result, { span, text: written }) => result.slice(0, span.start) + written + result.slice(span.end),
      text,
    );
}

/** The problem of a text after fixes, at its place before them. */
function moved(problem: Problem, fixes: readonly ProblemFix[]): Problem {
  const back = ({ start, end }: Span): Span => ({
    start: movedBack(start, fixes),
    end: movedBack(end, fixes),
  });
  return {
    ...problem,
    span: back(problem.span),
    ...(problem.fixes === undefined
      ? {}
      : { fixes: problem.fixes.map(fix => ({ ...fix, span: back(fix.span) })) }),
  };
}

function movedBack(offset: number, fixes: readonly ProblemFix[]): number {
  let shift = 0;
  for (const { span, text } of fixes.toSorted((a, b) => a.span.start - b.span.start)) {
    const start = span.start + shift;
    if (offset < start) break;
    if (offset < start + text.length) return span.start;
    shift += text.length - (span.end - span.start);
  }
  return offset - shift;
}
