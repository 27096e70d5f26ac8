import { failuresOf, indent } from './failures.ts';
import type { Failure } from './failures.ts';
import type { Place, TestOutcome } from './report.ts';

/** What went wrong in a story, for people: each failure at its place, with what was seen and how that came about. */
export function renderFailures(outcome: TestOutcome): readonly string[] {
  return failuresOf(outcome).flatMap(renderFailure);
}

function renderFailure(failure: Failure): readonly string[] {
  const { at } = failure;
  if (failure.kind === 'problem')
    return [`${placeOf(failure)} ${at === '' ? '' : `${at}: `}${failure.message}`];
  return [
    `${placeOf(failure)} ${at}`,
    `  expected ${failure.expected}`,
    ...failure.seen.map(part => `  seen     ${part}`),
    ...indent(failure.why),
  ];
}

export function placeOf({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}
