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

/** [what is done, the text, the text that is left] */
const CASES: readonly (readonly [string, string, string])[] = [
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
