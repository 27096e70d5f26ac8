import type { ExplainNode, ExplanationView } from '../../views.ts';
import type { Place, TestOutcome } from './report.ts';

/** One thing that went wrong in a story, in words. */
export type Failure = Place & {
  /** As written: `day 3 09:00`; empty where it has no moment. */
  readonly at: string;
} & (
    | { readonly kind: 'problem'; readonly message: string }
    | {
        readonly kind: 'expectation';
        readonly expected: string;
        /** What its parts were: `points_balance is 40`. */
        readonly seen: readonly string[];
        /** How that came about, a line a part, indented as the conditions are nested. */
        readonly why: readonly string[];
      }
  );

/** What could not be played, then what was expected and did not hold. */
export function failuresOf({ problems, expectations }: TestOutcome): readonly Failure[] {
  return [
    ...problems.map(({ at, message, file, line, column }): Failure => ({
      kind: 'problem',
      at,
      message,
      file,
      line,
      column,
    })),
    ...expectations
      .filter(({ passed }) => !passed)
      .map(({ at, text, seen, explanation, about = [], file, line, column }): Failure => ({
        kind: 'expectation',
        at,
        file,
        line,
        column,
        expected: text,
        seen: seen.map(part => `${part.text} is ${part.shown}`),
        why: [
          ...(explanation === undefined || explanation.children.length === 0 ? [] : renderTree(explanation)),
          ...about.flatMap(renderExplanation),
        ],
      })),
  ];
}

/** A rule as it stands for the customer: its verdict, the gates that are closed and its condition taken apart. */
function renderExplanation({ rule, verdict, gates, tree }: ExplanationView): readonly string[] {
  return [
    `${rule}: ${verdict}`,
    ...gates.filter(({ passed }) => !passed).map(({ sentence }) => `  ✗ ${sentence}`),
    ...(tree === null ? [] : indent(renderTree(tree))),
  ];
}

/** One line a part, nested as the condition is. */
function renderTree({ text, met, value, need, children }: ExplainNode): readonly string[] {
  const mark = met === null ? '·' : met ? '✓' : '✗';
  const seen = value === undefined ? '' : ` = ${value === null ? 'missing' : String(value)}`;
  // What is needed says what was seen, too, and in better units.
  const why = need === undefined ? seen : ` (${need})`;
  return [`${mark} ${text}${why}`, ...indent(children.flatMap(renderTree))];
}

export function indent(lines: readonly string[]): readonly string[] {
  return lines.map(line => `  ${line}`);
}
