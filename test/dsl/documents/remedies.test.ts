import { describe, expect, it } from 'vitest';
import { loadDocuments } from '../../../dsl/documents/index.ts';
import { applyFix } from '../support/apply-fix.ts';

/** The text once the first fix of the first problem is applied. */
function mended(text: string): string | undefined {
  const files = [{ path: 'a.yaml', text }];
  const [problem] = loadDocuments(files).diagnostics;
  const [fix] = problem?.fixes ?? [];
  return fix === undefined ? undefined : applyFix(files, fix)[0]?.text;
}

const badge = (levels: string): string => `kind: badge\nid: b\nname: B\n${levels}`;
const segment = (rest: string): string => `kind: segment\nid: s\nname: S\n${rest}`;

function mission(rest: string, { reward = '{ points: 5 }', levels = '{ a: 1 }' } = {}): string {
  return `kind: mission\nid: m\nname: M\ncategory: c\nperiod: week\nprogress: x\ntarget: { levels: ${levels} }\ngenerate: { when: a }\nreward: ${reward}\n${rest}`;
}
const campaign = (until: string): string =>
  `kind: campaign\nid: c\nname: C\ntrigger: app.login\nwebhook: w\nuntil: ${until}\n`;

/** [what is done, the text, the text that is left] */
const CASES: readonly (readonly [string, string, string])[] = [
  [
    'an equals sign behind a key is its colon',
    segment('when: true\n').replace('name: S', 'name = Daily Streak'),
    segment('when: true\n').replace('name: S', 'name: Daily Streak'),
  ],
  [
    'a quote inside single quotes is doubled',
    segment('when: true\n').replace('name: S', "name: 'Don't stop'"),
    segment('when: true\n').replace('name: S', "name: 'Don''t stop'"),
  ],
  [
    'a semicolon in braces is a comma',
    mission('', { reward: '{ points: 60; data: 5 GB }' }),
    mission('', { reward: '{ points: 60, data: 5 GB }' }),
  ],
  [
    'a word that begins with a field has lost its colon',
    mission('', { reward: '{ points: 60, data 5 GB }' }),
    mission('', { reward: '{ points: 60, data: 5 GB }' }),
  ],
  ['a field is added below the last', segment(''), segment('when: false\n')],
  [
    'a field is added below a last one with a comment',
    segment('tags: [a]   # why'),
    segment('tags: [a]   # why\nwhen: false'),
  ],
  [
    'a field is added in braces',
    badge('levels: { bronze: { points: 5 } }\n'),
    badge('levels: { bronze: { points: 5, when: false } }\n'),
  ],
  [
    'a field is added in empty braces',
    badge('levels: { bronze: {} }\n'),
    badge('levels: { bronze: { when: false } }\n'),
  ],
  [
    'a field is added at the depth of its neighbours',
    badge('levels:\n  bronze:\n    points: 5\n'),
    badge('levels:\n  bronze:\n    points: 5\n    when: false\n'),
  ],
  [
    'a field is added with the line breaks of the file',
    segment('tags: [a]\n').replaceAll('\n', '\r\n'),
    segment('tags: [a]\nwhen: false\n').replaceAll('\n', '\r\n'),
  ],
  ['an empty field is filled', segment('when:\n'), segment('when: false\n')],
  ['a name loses its braces', segment('when: {prepaid}\n'), segment('when: prepaid\n')],
  ['an empty list is left to the author', segment('when: true\ntags:\n'), segment('when: true\ntags:\n')],
  ['a field is removed with its line', segment('colour: red\nwhen: a\n'), segment('when: a\n')],
  [
    'a field is removed with all its lines',
    segment('colour:\n  shade: red\n  tone: warm\nwhen: a\n'),
    segment('when: a\n'),
  ],
  [
    'a field is removed from braces',
    badge('levels: { bronze: { colour: red, when: a } }\n'),
    badge('levels: { bronze: { when: a } }\n'),
  ],
  [
    'a last field is removed from braces',
    badge('levels: { bronze: { when: a, colour: red } }\n'),
    badge('levels: { bronze: { when: a } }\n'),
  ],
  ['a doubled field is removed', segment('when: a\nwhen: b\n'), segment('when: a\n')],
  [
    'a doubled field is removed from braces',
    badge('levels: { bronze: { when: a, when: b } }\n'),
    badge('levels: { bronze: { when: a } }\n'),
  ],
  ['everybody is no segment', mission('segments: all\n'), mission('')],
  ['a figure alone is points', mission('', { reward: '60' }), mission('', { reward: '{ points: 60 }' })],
  [
    'levels in a list become a mapping',
    mission('', { levels: '[1.1, 1.2, 1.3]' }),
    mission('', { levels: '{ a: 1.1, b: 1.2, c: 1.3 }' }),
  ],
  ['a date with strokes is read with the day first', campaign('25/12/2026'), campaign('2026-12-25')],
  [
    'conditions in a list hold together',
    segment('when: [a > 30, b < 20]\n'),
    segment('when: a > 30 and b < 20\n'),
  ],
  [
    'a choice in a list stays in brackets',
    segment('when: [a or b, c > 1]\n'),
    segment('when: (a or b) and c > 1\n'),
  ],
  ['names in a list are a choice', segment('when: [a, b]\n'), segment('when: a or b\n')],
  ['a yes that is a condition becomes true', segment('when: yes\n'), segment('when: true\n')],
  [
    'an off that is a condition becomes false',
    badge('levels: { bronze: { when: Off } }\n'),
    badge('levels: { bronze: { when: false } }\n'),
  ],
  [
    'a word of other tools becomes the own',
    badge('levels: { bronze: { when: a } }\npast: silent\n'),
    badge('levels: { bronze: { when: a } }\npast: quiet\n'),
  ],
  [
    'a figure in words becomes one',
    badge('levels: { bronze: { when: a, points: five } }\n'),
    badge('levels: { bronze: { when: a, points: 5 } }\n'),
  ],
  [
    'the dots of an event stay',
    'kind: event\nid: app.LogIn\nname: E\n',
    'kind: event\nid: app.log_in\nname: E\n',
  ],
  [
    'a kind is known by the fields',
    segment('when: a\n').replace('kind: segment\n', ''),
    segment('when: a\n'),
  ],
  [
    'two dashes become three',
    `${segment('when: a')}\n--\n${segment('when: b').replace('id: s', 'id: t')}`,
    `${segment('when: a')}\n---\n${segment('when: b').replace('id: s', 'id: t')}`,
  ],
  [
    'an item that stands deeper is moved',
    segment('when: a\ntags:\n- vip\n - gold\n'),
    segment('when: a\ntags:\n- vip\n- gold\n'),
  ],
  [
    'all items that stand deeper are moved',
    segment('when: a\ntags:\n  - vip\n    - gold\n    - red\n'),
    segment('when: a\ntags:\n  - vip\n  - gold\n  - red\n'),
  ],
  ['a text becomes a list', segment('when: a\ntags: vip\n'), segment('when: a\ntags: [vip]\n')],
  [
    'a figure loses its quotes',
    badge("levels: { bronze: { when: a, points: '5' } }\n"),
    badge('levels: { bronze: { when: a, points: 5 } }\n'),
  ],
  [
    'a name is spelt as names are',
    'kind: segment\nid: Très Actif 2\nname: S\nwhen: a\n',
    'kind: segment\nid: tres_actif_2\nname: S\nwhen: a\n',
  ],
];

describe('what mends a document', () => {
  it.each(CASES)('%s', (_, text, left) => {
    expect(mended(text) ?? text).toBe(left);
  });
});
