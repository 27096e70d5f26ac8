import type { LoadedDocument, Range } from '../../../dsl/index.ts';
import type { Coverage } from '../watch/coverage.ts';
import type { ExpectationResult, ScenarioProblem, ScenarioResult } from '../scenario.ts';

/** Where something stands in a file, from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface TestReport {
  readonly passed: number;
  readonly failed: number;
  /** Hash of the rules that were tested. */
  readonly program: string;
  readonly tests: readonly TestOutcome[];
  readonly coverage?: Coverage;
}

export interface TestOutcome extends Place {
  readonly id: string;
  readonly name: string;
  readonly passed: boolean;
  readonly ms: number;
  readonly problems: readonly (ScenarioProblem & Place)[];
  readonly expectations: readonly (ExpectationResult & Place)[];
}

/** A story that was played, with the document that tells it and how long it took. */
export interface PlayedStory {
  readonly document: LoadedDocument;
  readonly result: ScenarioResult;
  readonly ms: number;
}

/** All that tools and people want to know of a test run, every outcome at its place. */
export function reportOf(played: readonly PlayedStory[], program: string, coverage?: Coverage): TestReport {
  const tests = played.map(outcomeOf);
  const passed = tests.filter(test => test.passed).length;
  return {
    passed,
    failed: tests.length - passed,
    program,
    tests,
    ...(coverage === undefined ? {} : { coverage }),
  };
}

function outcomeOf({ document, result, ms }: PlayedStory): TestOutcome {
  const { id, name, passed, problems, expectations } = result;
  const place = (range: Range): Place => ({ file: document.file, ...lineOf(range) });
  return {
    id,
    name,
    ...place(document.locate(['id']).range),
    passed,
    ms: Math.round(ms * 10) / 10,
    problems: problems.map(problem => ({ ...problem, ...place(document.locate(problem.path).range) })),
    expectations: expectations.map(expectation => ({
      ...expectation,
      ...place(document.locate(['steps', expectation.step, 'expect', expectation.index]).range),
    })),
  };
}

function lineOf({ start: { line, column } }: Range): Omit<Place, 'file'> {
  return { line, column };
}
