import { mission, rule } from './page.ts';
import type { DiagnosticPage } from './page.ts';

const badge = (id: string, was: string): string =>
  rule('badge', id, `was: [${was}]\nlevels:\n  bronze: { when: engagement > 50 }`);

const parameter = (values: string): string => rule('parameter', 'example', `values:\n${values}`);

const table = (rows: string, rest = ''): string =>
  rule('table', 'example', `inputs: { score: engagement }\nrows:\n${rows}\n${rest}`);

const story = (steps: string, id = 'example'): string =>
  rule('test', id, `start: 2026-03-02\nsteps:\n${steps}`);

const LOGIN_COUNTS = `  - { at: day 1 09:00, event: app.login }
  - { at: day 1 10:00, expect: ['count(app.login, 30d) = 1'] }`;

const source = (types: string): string =>
  rule(
    'source',
    'example',
    `source_type: app\nevent_mapping:\n  customer_id: user\n  timestamp: ts\n  event_type: name\n  types: ${types}`,
  );

/** Parameters, tables, stories, sources, and rules that were renamed. */
export const KIND_PAGES = {
  'was-in-use': {
    title: 'A former id that another rule has',
    means: '`was` names ids that the rule had before; this one is the id of a rule that is there now.',
    matters: 'Both rules would hold what customers earned under it.',
    wrong: badge('example', 'regular'),
    right: badge('example', 'old_example'),
  },
  'was-twice': {
    title: 'A former id that is claimed twice',
    means: 'Two rules say that they had this id before, or one says it twice.',
    matters: 'Only one of them can take over what customers earned under it.',
    wrong: badge('example', 'old_example, old_example'),
    right: badge('example', 'old_example'),
  },
  'parameter-date': {
    title: 'A date that does not exist',
    means: 'A value holds from a day on, written 2026-03-31.',
    matters: 'From when the value holds decides which figure counts.',
    wrong: parameter('  - { from: 2026-1-5, value: 300 MB }'),
    right: parameter('  - { from: 2026-01-05, value: 300 MB }'),
  },
  'parameter-order': {
    title: 'Dates that do not rise',
    means: 'The values of a parameter stand in the order of their days.',
    matters: 'Read from top to bottom, they tell how the figure has changed.',
    wrong: parameter('  - { from: 2026-06-01, value: 500 MB }\n  - { from: 2026-01-01, value: 300 MB }'),
    right: parameter('  - { from: 2026-01-01, value: 300 MB }\n  - { from: 2026-06-01, value: 500 MB }'),
  },
  'table-column': {
    title: 'A column that the table does not have',
    means: 'The columns of a table are its `inputs`; this row names another one.',
    matters: 'The cell would test nothing, and the row would count more often than it should.',
    wrong: table("  - { when: { scoer: '>= 60' }, then: 2 }", 'otherwise: 1'),
    right: table("  - { when: { score: '>= 60' }, then: 2 }", 'otherwise: 1'),
  },
  'table-result': {
    title: 'A row without one of the results',
    means: 'The other rows give a result of this name; this row does not.',
    matters: 'Where the row counts, rules that read the result would find nothing.',
    wrong: table(
      "  - { when: { score: '>= 60' }, then: { points: 20, gift: 1 } }\n  - { then: { points: 10 } }",
    ),
    right: table(
      "  - { when: { score: '>= 60' }, then: { points: 20, gift: 1 } }\n  - { then: { points: 10, gift: 0 } }",
    ),
  },
  'table-with': {
    title: 'A table that puts nothing together',
    means: '`with` says what is made of all the rows that fit; without `hit: collect` only the first counts.',
    matters: 'The rows would seem to be added up, and are not.',
    wrong: table("  - { when: { score: '>= 60' }, then: 2 }", 'otherwise: 1\nwith: sum'),
    right: table("  - { when: { score: '>= 60' }, then: 2 }", 'otherwise: 1\nhit: collect\nwith: sum'),
  },
  'table-gap': {
    title: 'A case that no row takes',
    means: 'For some customers none of the rows fits, and nothing is said for the rest.',
    matters: 'For them the table would give nothing.',
    wrong: table("  - { when: { score: '>= 60' }, then: 2 }"),
    right: table("  - { when: { score: '>= 60' }, then: 2 }", 'otherwise: 1'),
  },
  'table-row-covered': {
    title: 'A row that never counts',
    means: 'The first row that fits counts, and the rows before this one take every case that it would.',
    matters: 'What it gives is never given; most likely the rows stand in the wrong order.',
    wrong: table(
      "  - { when: { score: '>= 60' }, then: 2 }\n  - { when: { score: '>= 80' }, then: 3 }",
      'otherwise: 1',
    ),
    right: table(
      "  - { when: { score: '>= 80' }, then: 3 }\n  - { when: { score: '>= 60' }, then: 2 }",
      'otherwise: 1',
    ),
  },
  'story-order': {
    title: 'A step that stands too late',
    means: 'The step is played before one that stands above it. Repeated steps may stand in any order.',
    matters: 'Read from top to bottom, the story tells something else than what is played.',
    wrong: story(
      "  - { at: day 2 09:00, event: app.login }\n  - { at: day 1 09:00, expect: ['count(app.login, 30d) = 1'] }",
    ),
    right: story(
      "  - { at: day 2 09:00, event: app.login }\n  - { at: day 2 09:00, expect: ['count(app.login, 30d) = 1'] }",
    ),
  },
  'story-expects-nothing': {
    title: 'A story that asks for nothing',
    means: 'No step of the story has an `expect`.',
    matters: 'It passes whatever the rules do, and so tells nothing about them.',
    wrong: `${story(LOGIN_COUNTS, 'sound')}---\n${story('  - { at: day 1 09:00, event: app.login }')}`,
    right: `${story(LOGIN_COUNTS, 'sound')}---\n${story(LOGIN_COUNTS)}`,
  },
  'mapping-event-refused': {
    title: 'A mapping to an event of other sources',
    means:
      'The catalogue says which kinds of source send an event (`source_types`), and this kind is none of them.',
    matters: 'Every record that is mapped to it is refused when it comes in.',
    wrong: source('{ sign_in: app.login, used: usage.data }'),
    right: source('{ sign_in: app.login }'),
  },
  'reward-nothing': {
    title: 'A reward of nothing',
    means: 'All that the reward of the mission names is 0, and there is no offer.',
    matters: 'Who completes the mission gets nothing for it.',
    wrong: mission({ reward: '{ points: 0 }' }),
    right: mission({ reward: '{ points: 80 }' }),
  },
} as const satisfies Readonly<Record<string, DiagnosticPage>>;
