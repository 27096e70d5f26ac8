import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../../dsl/index.ts';
import { BASE_RULES } from '../../../dsl/diagnostics/pages/base-rules.ts';
import { metric, mission, rule, segment } from '../../../dsl/diagnostics/pages/page.ts';

const base = { path: 'base.yaml', text: Object.values(BASE_RULES).join('---\n') };

function problemsOf(...documents: readonly string[]) {
  const files = [base, { path: 'rules.yaml', text: documents.join('---\n') }];
  return compileFiles(files)
    .diagnostics.filter(({ file }) => file === 'rules.yaml')
    .map(({ code, message }) => `${code}: ${message}`);
}

describe('names that expressions share', () => {
  it.each([
    ['a metric called as a score', [metric('1', 'engagement')], 'the score “Engagement”'],
    ['a segment called as a metric', [segment('true', 'data_30d')], 'the metric “Data in 30 days”'],
    ['a metric called as what the platform tells', [metric('1', 'tier')], 'the customer’s tier'],
    ['a metric called as a part of missions', [metric('1', 'target')], 'the target of a mission'],
    ['a figure of a mission called as a metric', [mission({ fixed: '{ data_30d: 1 GB }' })], 'the metric'],
    [
      'a figure of a mission called as its progress',
      [mission({ fixed: '{ progress: 1 GB }' })],
      'the progress of a mission',
    ],
  ])('belong to one of them: %s', (_, documents, holder) => {
    const [problem = '', ...others] = problemsOf(...documents);
    expect(problem).toMatch(/^name-taken:/);
    expect(problem).toContain(holder);
    expect(others).toEqual([]);
  });

  it('belong to one of them, whose place is told, and nothing else that follows from it', () => {
    const files = [
      { path: 'added.yaml', text: segment('data_30d > 1 GB', 'engagement') },
      base,
      { path: 'used.yaml', text: segment('engagement > 50', 'keen') },
    ];
    expect(compileFiles(files).diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      expect.stringMatching(/^name-taken: .*the segment “Engagement” \(added\.yaml, line 2\)/),
    ]);
  });

  it.each(['and', 'for', 'within', 'where', 'now', 'if'])('are no words of the language: %s', word => {
    expect(problemsOf(metric('1', word))).toEqual([expect.stringMatching(/^name-reserved:/)]);
  });

  it.each([
    [
      'a badge called as a score',
      [rule('badge', 'engagement', 'levels:\n  bronze: { when: engagement > 5 }')],
    ],
    ['a metric called as a window', [metric('1', 'week')]],
    [
      'a figure of each of two missions',
      [mission({ fixed: '{ own: 1 GB }' }), mission({ fixed: '{ own: 2 GB }' }, 'other')],
    ],
  ])('may be used where nothing is hidden: %s', (_, documents) => {
    expect(problemsOf(...documents)).toEqual([]);
  });
});
