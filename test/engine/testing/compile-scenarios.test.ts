import { describe, expect, it } from 'vitest';
import { compileScenarios } from '../../../engine/testing/index.ts';
import { defaultRules } from '../../rules/default-rules.ts';

const story = (expectation: string) => ({
  path: 'stories.yaml',
  text: `kind: test
id: story
name: A story
start: 2026-03-02
steps:
  - at: day 1 09:00
    expect:
      - count(app.login, lifetime) = 0
      - ${expectation}
`,
});

const problemsOf = (expectation: string) =>
  compileScenarios([...defaultRules(), story(expectation)], ['story']).diagnostics;

describe('compiling scenarios', () => {
  it('keeps measures that no rule names', () => {
    const { program, scenarios } = compileScenarios(
      [...defaultRules(), story('count(app.login, 45d) = 0')],
      ['story'],
    );
    expect(program?.manifest.features['count(app~dlogin,45d)']).toBeDefined();
    expect(scenarios.map(({ id }) => id)).toEqual(['story']);
  });

  it('reports every problem of an expectation once, on its own characters', () => {
    const problems = problemsOf('segment_changes > 1 and count(app.logn, lifetime) = 0');
    expect(problems.map(({ file, range }) => [file, range.start.line, range.start.column])).toEqual([
      ['stories.yaml', 9, 9],
      ['stories.yaml', 9, 9 + 'segment_changes > 1 and count('.length],
    ]);
  });

  it('moves fixes to the text of the document, past quotes', () => {
    const [problem] = problemsOf('dwh_segment = "youth" and engagment > 1');
    const edits = problem?.fixes.flatMap(fix => fix.edits) ?? [];
    expect(edits).toMatchObject([
      {
        file: 'stories.yaml',
        text: 'engagement',
        range: { start: { line: 9, column: 9 + 'dwh_segment = "youth" and '.length } },
      },
    ]);
  });
});
