import { renderDiagnostics } from '../../../dsl/index.ts';
import type { Diagnostic, RuleFile } from '../../../dsl/index.ts';
import { groupBy } from './group-by.ts';
import { xmlText } from './xml-text.ts';

/** Rules that cannot be played, in the form that build servers read: one test suite a file, one error a problem. */
export function renderJunitErrors(problems: readonly Diagnostic[], files: readonly RuleFile[]): string {
  const byFile = groupBy(problems, ({ file }) => file);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="rules" tests="${problems.length}" failures="0" errors="${problems.length}" time="0.000">`,
    ...[...byFile].flatMap(([file, own]) => [
      `  <testsuite name="${xmlText(file)}" tests="${own.length}" failures="0" errors="${own.length}" time="0.000">`,
      ...own.flatMap(problem => caseOf(problem, files)),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function caseOf(problem: Diagnostic, files: readonly RuleFile[]): readonly string[] {
  const { code, message, file, range } = problem;
  const { line, column } = range.start;
  const name = xmlText(`${code} ${line}:${column}`);
  return [
    `    <testcase classname="${xmlText(file)}" name="${name}" file="${xmlText(file)}" line="${line}" time="0.000">`,
    `      <error type="${code}" message="${xmlText(message)}">${xmlText(renderDiagnostics([problem], files))}</error>`,
    '    </testcase>',
  ];
}
