import { renderCoverage } from './render-coverage.ts';
import { renderFailures } from './render-failures.ts';
import type { TestReport } from './report.ts';

/** A test run for people: a line a story, what failed below it, then coverage where it was measured. */
export function renderText({ tests, passed, failed, coverage }: TestReport): string {
  const lines = tests.flatMap(test => [
    `${test.passed ? 'ok    ' : 'FAILED'}  ${test.id}: ${test.name}`,
    ...renderFailures(test).map(line => `        ${line}`),
  ]);
  return [
    ...lines,
    `${passed} passed, ${failed} failed`,
    ...(coverage === undefined ? [] : ['', ...renderCoverage(coverage)]),
  ].join('\n');
}
