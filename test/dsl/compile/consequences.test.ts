import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../../dsl/index.ts';
import { readDefaultRules } from '../../support/default-rules.ts';

const rules = readDefaultRules().filter(({ path }) => !path.startsWith('tests/'));

/** The errors of the default rules with one text in them replaced by another. */
function errorsWith(path: string, text: string, other: string): readonly string[] {
  const files = rules.map(file =>
    file.path === path ? { path, text: file.text.replace(text, other) } : file,
  );
  return compileFiles(files)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ file, code, fixes }) => `${file} ${code}: ${fixes[0]?.title ?? 'no fix'}`);
}

describe('one mistake', () => {
  it.each([
    [
      'events/billing.yaml',
      'id: recharge.completed',
      'id: recharge.compelted',
      'name-unknown: Write `recharge.completed`',
    ],
    ['events/cdr.yaml', 'kind: event', 'kind: evnt', 'schema-unknown-kind: Write `event`'],
    ['metrics/profile.yaml', 'id: tenure', 'id: tenrue', 'name-unknown: Write `tenure`'],
    ['policy.yaml', '  engagement: {', '  engagment: {', 'name-unknown: Write `engagement`'],
    ['events/billing.yaml', 'unit: money', 'unit: mnoey', 'name-unknown-type: Write `money`'],
    [
      'metrics/profile.yaml',
      'value: now - activated_at',
      'value: now - actviated_at',
      'name-unknown: Write `activated_at`',
    ],
  ])('in %s, %j written %j, is one error', (path, text, other, problem) => {
    expect(errorsWith(path, text, other)).toEqual([`${path} ${problem}`]);
  });

  it('inside a field hides none that stands elsewhere in its document', () => {
    const text = [
      'kind: mission\nid: mistaken\nname: Mistaken\ncategory: engagment\nperiod: week',
      'fixed:\n  own: median_of_period(sum(usage.data, week), 6)\nprogress: sum(usage.dta, period)',
      'target: { levels: { a: 1.1, d: 1.3 }, value: nice(own * level) }',
      'generate: { when: engagemnt > 20 and own > 1 GB }\nreward: { points: 80 }\n',
    ].join('\n');
    const { diagnostics } = compileFiles([...rules, { path: 'missions/mistaken.yaml', text }]);
    expect(diagnostics.map(({ code, range }) => `${range.start.line} ${code}`)).toEqual([
      '4 name-unknown-reference',
      '7 function-unknown',
      '8 name-unknown-event',
      '9 schema-unknown-field',
      '10 name-unknown',
    ]);
  });

  it('of its own in a second place is told too', () => {
    const files = rules.map(file =>
      file.path === 'events/cdr.yaml'
        ? { ...file, text: file.text.replace('kind: event', 'kind: evnt') }
        : file.path === 'tiers.yaml'
          ? { ...file, text: file.text.replace('loyalty', 'loyalyt') }
          : file,
    );
    const errors = compileFiles(files).diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ file }) => file)).toEqual(['events/cdr.yaml', 'tiers.yaml']);
  });
});
