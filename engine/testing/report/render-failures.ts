import type { ExplainNode, ExplanationView } from '../../views.ts';
import type { Place, TestOutcome } from './report.ts';

/** What went wrong in a story, for people: each failure at its place, with what was seen and how that came about. */
export function renderFailures({ problems, expectations }: TestOutcome): readonly string[] {
  return [
    ...problems.map(
      ({ at, message, ...place }) => `${placeOf(place)} ${at === '' ? '' : `${at}: `}${message}`,
    ),
    ...expectations
      .filter(({ passed }) => !passed)
      .flatMap(({ at, text, seen, explanation, about = [], ...place }) => [
        `${placeOf(place)} ${at}`,
        `  expected ${text}`,
        ...seen.map(part => `  seen     ${part.text} is ${part.shown}`),
        ...(explanation === undefined || explanation.children.length === 0
          ? []
          : indent(renderTree(explanation))),
        ...indent(about.flatMap(renderExplanation)),
      ]),
  ];
}

export function placeOf({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
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
export function renderTree({ text, met, value, need, children }: ExplainNode): readonly string[] {
  const mark = met === null ? '·' : met ? '✓' : '✗';
  const seen = value === undefined ? '' : ` = ${value === null ? 'missing' : String(value)}`;
  // What is needed says what was seen, too, and in better units.
  const why = need === undefined ? seen : ` (${need})`;
  return [`${mark} ${text}${why}`, ...indent(children.flatMap(renderTree))];
}

function indent(lines: readonly string[]): readonly string[] {
  return lines.map(line => `  ${line}`);
}
