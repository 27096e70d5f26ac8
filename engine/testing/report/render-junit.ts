import { groupBy } from './group-by.ts';
import { percentText } from './render-coverage.ts';
import { placeOf, renderFailures } from './render-failures.ts';
import type { TestOutcome, TestReport } from './report.ts';
import { xmlText } from './xml-text.ts';

/** A test run in the form that build servers read: one test suite a file, one test case a story. */
export function renderJunit({ tests, passed, failed, program, coverage }: TestReport): string {
  const files = groupBy(tests, ({ file }) => file);
  const properties = [
    ['program', program],
    ...(coverage === undefined
      ? []
      : [
          ['coverage', percentText(coverage.conditions, coverage.branches)],
          ['coverage.conditions', `${coverage.conditions.covered}/${coverage.conditions.total}`],
          ['coverage.branches', `${coverage.branches.covered}/${coverage.branches.total}`],
          ...coverage.rules.map(({ kind, id, conditions, branches }) => [
            `coverage.${kind}.${id}`,
            percentText(conditions, branches),
          ]),
        ]),
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="rules" tests="${passed + failed}" failures="${failed}" time="${seconds(tests)}">`,
    ...[...files].flatMap(([file, own], index) => suiteOf(file, own, index === 0 ? properties : [])),
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteOf(
  file: string,
  tests: readonly TestOutcome[],
  properties: readonly (readonly string[])[],
): readonly string[] {
  const failures = tests.filter(({ passed }) => !passed).length;
  const attributes = `name="${xmlText(file)}" tests="${tests.length}" failures="${failures}" time="${seconds(tests)}"`;
  return [
    `  <testsuite ${attributes}>`,
    ...(properties.length === 0
      ? []
      : [
          '    <properties>',
          ...properties.map(
            ([name = '', value = '']) =>
              `      <property name="${xmlText(name)}" value="${xmlText(value)}"/>`,
          ),
          '    </properties>',
        ]),
    ...tests.flatMap(caseOf),
    '  </testsuite>',
  ];
}

function caseOf(test: TestOutcome): readonly string[] {
  const { id, name, file, line, passed } = test;
  const head = `    <testcase classname="${xmlText(id)}" name="${xmlText(name)}" file="${xmlText(file)}" line="${line}" time="${seconds([test])}"`;
  if (passed) return [`${head}/>`];
  return [
    `${head}>`,
    `      <failure message="${xmlText(firstFailure(test))}">${xmlText(renderFailures(test).join('\n'))}</failure>`,
    '    </testcase>',
  ];
}

function firstFailure({ problems, expectations }: TestOutcome): string {
  const [problem] = problems;
  if (problem !== undefined) return `${placeOf(problem)}: ${problem.message}`;
  const failed = expectations.find(({ passed }) => !passed);
  return failed === undefined ? '' : `${placeOf(failed)}: expected ${failed.text}`;
}

function seconds(tests: readonly TestOutcome[]): string {
  return (tests.reduce((sum, { ms }) => sum + ms, 0) / 1000).toFixed(3);
}
