import { describe, expect, it } from 'vitest';
import { cursorContext } from '../../../dsl/language-service/place/cursor-context.ts';

/** The context at the `|` of a text. */
function contextAt(marked: string) {
  const offset = marked.indexOf('|');
  return cursorContext(marked.slice(0, offset) + marked.slice(offset + 1), offset);
}

describe('the place of the cursor', () => {
  it.each<[string, string, 'key' | 'value', (string | number)[], string]>([
    ['a key of the document', 'kind: mission\npro|', 'key', [], 'pro'],
    ['a value of the document', 'kind: mission\nprogress: sum(us|', 'value', ['progress'], 'sum(us'],
    ['a nested key', 'kind: mission\ngenerate:\n  wh|', 'key', ['generate'], 'wh'],
    [
      'a nested value',
      'kind: mission\ngenerate:\n  when: risk < |',
      'value',
      ['generate', 'when'],
      'risk < ',
    ],
    ['a key after a deeper part', 'kind: mission\na:\n  b:\n    c: 1\n  |', 'key', ['a'], ''],
    [
      'a value in a flow mapping',
      'kind: badge\nlevels:\n  bronze: { when: engagement >= |',
      'value',
      ['levels', 'bronze', 'when'],
      'engagement >= ',
    ],
    [
      'a key in a flow mapping',
      'kind: badge\nlevels:\n  bronze: { when: x, po|',
      'key',
      ['levels', 'bronze'],
      'po',
    ],
    ['an item of a flow list', 'kind: mission\nsegments: [prepaid, hy|', 'value', ['segments', 1], 'hy'],
    ['a nested flow', 'kind: mission\ntarget: { levels: { a: |', 'value', ['target', 'levels', 'a'], ''],
    [
      'commas inside a call',
      'kind: badge\nlevels: { x: { when: "count(usage, |',
      'value',
      ['levels', 'x', 'when'],
      'count(usage, ',
    ],
    ['a quoted scalar', "kind: metric\nvalue: 'count(|", 'value', ['value'], 'count('],
    [
      'the first key of a list item',
      'kind: mission\nsteps:\n  - id: a\n    done: x\n  - |',
      'key',
      ['steps', 1],
      '',
    ],
    ['a further key of a list item', 'kind: mission\nsteps:\n  - id: a\n    do|', 'key', ['steps', 0], 'do'],
    ['a list right under its key', 'kind: policy\nlimits:\n- of: x\n  at|', 'key', ['limits', 0], 'at'],
    [
      'a block scalar',
      'kind: segment\nwhen: >-\n  risk > 40 and\n  eng|',
      'value',
      ['when'],
      'risk > 40 and eng',
    ],
    [
      'a plain value of several lines',
      'kind: segment\nwhen: risk > 40\n  and eng|',
      'value',
      ['when'],
      'risk > 40 and eng',
    ],
    [
      'a flow mapping of several lines',
      'kind: mission\nreward: {\n  points: 5,\n  da|',
      'key',
      ['reward'],
      'da',
    ],
    [
      'a line between comments',
      'kind: mission\n# note: this\ngenerate: # here\n  wh|',
      'key',
      ['generate'],
      'wh',
    ],
  ])('is found in %s', (_name, text, place, path, typed) => {
    expect(contextAt(text)).toMatchObject({ place, path, text: typed });
  });

  it('is nowhere in a comment', () => {
    expect(contextAt('kind: mission\n# see |')).toBeUndefined();
    expect(contextAt('when: risk > 1 # at le|')).toBeUndefined();
  });

  it('does not take a # in quotes for a comment', () => {
    expect(contextAt('kind: segment\nwhen: \'plan = "a # |')?.text).toBe('plan = "a # ');
  });

  it('ends at the document marks', () => {
    expect(contextAt('kind: score\nid: x\n---\nkind: badge\nlev|\n---\nkind: tier')?.kind).toBe('badge');
    expect(contextAt('generate:\n---\nid: a\n|\nkind: tier')?.kind).toBe('tier');
  });

  it('knows the keys that are there already, above and below', () => {
    const context = contextAt('kind: mission\nid: a\ngenerate:\n  when: x\n|\nreward:\n  points: 1');
    expect(context?.siblings).toEqual(['generate', 'id', 'kind', 'reward']);
    expect(contextAt('kind: badge\nlevels:\n  x: { when: a, |')?.siblings).toEqual(['when']);
    expect(contextAt('kind: mission\nsteps:\n  - id: a\n  - |')?.siblings).toEqual([]);
  });
});
