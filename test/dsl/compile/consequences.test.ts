import { describe, expect, it } from 'vitest';
import { createIncrementalCompiler } from '../../../dsl/compile/incremental.ts';
import { readDefaultRules } from '../../support/default-rules.ts';

const rules = readDefaultRules().filter(({ path }) => !path.startsWith('tests/'));
// Every case differs from the one before in a file or two.
const compileFiles = createIncrementalCompiler();

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
    [
      'policy.yaml',
      '  loyalty: { weight: 0.9, margin: 3 }\n',
      '',
      'name-unknown-reference: Add `loyalty: { weight: 1, margin: 1 }`',
    ],
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

  it('in a badge’s level is not one more wherever a story awards that level', () => {
    const files = readDefaultRules().map(file =>
      file.path === 'badges/power_user.yaml'
        ? { ...file, text: file.text.replace('engagement >= 70', 'engagment >= 70') }
        : file,
    );
    expect(compileFiles(files).diagnostics.map(({ file, code }) => `${file} ${code}`)).toEqual([
      'badges/power_user.yaml name-unknown',
    ]);
  });

  it.each([
    [
      'an event’s unit',
      'events/app.yaml',
      'unit: min',
      'unit: minutes',
      'events/app.yaml name-unknown-type: Write `min`',
    ],
    [
      'a metric’s id',
      'metrics/usage.yaml',
      'id: data_7d',
      'id: data_7',
      'metrics/usage.yaml name-unknown: Write `data_7d`',
    ],
    [
      'an id that another mission has',
      'missions/engagement.yaml',
      'id: daily_streak',
      'id: data_explorer',
      'missions/engagement.yaml schema-duplicate-id: Write `daily_streak`',
    ],
  ])('in %s is not one more in each story', (_, path, text, other, problem) => {
    const files = readDefaultRules().map(file =>
      file.path === path ? { path, text: file.text.replace(text, other) } : file,
    );
    const { diagnostics } = compileFiles(files);
    expect(diagnostics.map(({ file, code, fixes }) => `${file} ${code}: ${fixes[0]?.title ?? ''}`)).toEqual([
      problem,
    ]);
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

const MISSION = `kind: mission
id: slipped
name: Slipped
category: engagment
period: week
progress: sum(usage.data, period)
target: { levels: { a: 1, b: 2 }, value: nice(sum(usage.data, week) * level) }
generate: { when: true }
reward: { points: 10 }
`;
const BADGE = 'kind: badge\nid: other\nname: Other\nlevels: [{ level: one, when: engagement > 5 }]\n';
const SEGMENT = 'kind: segment\nid: other\nname: Other\nwhen: engagement > 5\n';

describe('a mistake of a header', () => {
  it.each([
    ['a doubled id', BADGE.replace('other', 'power_user')],
    ['an id that a score has', SEGMENT.replace('other', 'engagement')],
    ['an id of several words', BADGE.replace('other', 'X-Best Badge')],
    ['no id', SEGMENT.replace('id: other\n', '')],
    ['a reserved id', SEGMENT.replace('other', 'and')],
    ['a kind in capitals', SEGMENT.replace('kind', 'Kind')],
    ['no kind', SEGMENT.replace('kind: segment\n', '')],
    ['no blank behind `id:`', BADGE.replace('id: ', 'id:')],
    ['a list for a document', '- a\n- b\n'],
    ['a text for a document', 'hello\n'],
  ])('hides no misspelt name elsewhere: %s', (_, text) => {
    const files = [...rules, { path: 'other.yaml', text }, { path: 'slipped.yaml', text: MISSION }];
    const { diagnostics } = compileFiles(files);
    expect(diagnostics.filter(({ file }) => file === 'other.yaml')).not.toEqual([]);
    expect(diagnostics.find(({ file }) => file === 'slipped.yaml')).toMatchObject({
      code: 'name-unknown-reference',
      fixes: [{ title: 'Write `engagement`' }],
    });
  });

  it('hides a name that is almost the wrong id, or that is like no other', () => {
    const use = (name: string) => SEGMENT.replace('engagement', name);
    const named = (text: string, name: string) =>
      compileFiles([
        ...rules,
        { path: 'lost.yaml', text },
        { path: 'uses.yaml', text: use(name) },
      ]).diagnostics.filter(({ file }) => file === 'uses.yaml');
    const METRIC = 'kind: metric\nid: app visits\nname: Visits\nvalue: count(app, 7d)\n';
    expect(named(METRIC, 'app_visits')).toEqual([]);
    expect(named(METRIC.replace('id: app visits\n', ''), 'qqqq')).toEqual([]);
    expect(named(METRIC, 'qqqq').map(({ code }) => code)).toEqual(['name-unknown']);
  });
});
