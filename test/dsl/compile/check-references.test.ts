import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../../dsl/index.ts';
import { applyFix } from '../support/apply-fix.ts';
import { readDefaultRules } from '../../support/default-rules.ts';

const FILE = 'missions/tried.yaml';
const MISSION = `kind: mission
id: tried
name: Tried
category: engagement
segments: [prepaid]
period: week
progress: sum(usage.data, period)
target: { levels: { a: 1 MB } }
generate:
  when: engagement > 20
reward: { points: 10 }
`;

function problemsOf(text: string): readonly (readonly [what: string, message: string])[] {
  const { diagnostics } = compileFiles([...readDefaultRules(), { path: FILE, text }]);
  return diagnostics
    .filter(({ file, severity }) => file === FILE && severity === 'error')
    .map(({ range, message }) => [text.slice(range.start.offset, range.end.offset), message]);
}

describe('what a mission names besides expressions', () => {
  it('passes where it is there', () => {
    expect(problemsOf(MISSION)).toEqual([]);
    expect(problemsOf(`${MISSION}budget: retention\n`)).toEqual([]);
  });

  it.each([
    [
      'segments: [prepaid]',
      'segments: [youth, prepayd]',
      'prepayd',
      /no segment `prepayd` — did you mean `prepaid`/,
    ],
    ['category: engagement', 'category: engagment', 'engagment', /no category .* did you mean `engagement`/],
    ['period: week', 'period: week\nbudget: retentoin', 'retentoin', /no budget .* did you mean `retention`/],
  ])('is a problem where it is misspelt: %s', (right, wrong, word, message) => {
    expect(problemsOf(MISSION.replace(right, wrong))).toEqual([[word, expect.stringMatching(message)]]);
  });

  it.each([
    ['[prepayd]', MISSION],
    // Everybody is no segment.
    ['[all]', MISSION.replace('segments: [prepaid]\n', '')],
  ])('is mended by the fix that comes with it: %s', (segments, mended) => {
    const text = MISSION.replace('[prepaid]', segments);
    const { diagnostics } = compileFiles([...readDefaultRules(), { path: FILE, text }]);
    const [edit] = diagnostics.find(({ code }) => code === 'name-unknown-reference')?.fixes[0]?.edits ?? [];
    if (!edit) throw new Error('no fix');
    const { start, end } = edit.range;
    expect(text.slice(0, start.offset) + edit.text + text.slice(end.offset)).toBe(mended);
  });
});

describe('a mission whose goal is faulty', () => {
  it('has its other mistakes told at once', () => {
    const text = MISSION.replace('usage.data', 'usage.dta').replace('engagement >', 'engagemnt >');
    expect(problemsOf(text.replace('points: 10', 'points: lots')).map(([word]) => word)).toEqual([
      'usage.dta',
      'engagemnt',
      'lots',
    ]);
  });

  it('is told of nothing that only follows from it', () => {
    const text = MISSION.replace('usage.data', 'usage.dta').replace('engagement > 20', 'target > 5');
    expect(problemsOf(text).map(([word]) => word)).toEqual(['usage.dta']);
  });

  it('with a faulty period still has its windows read', () => {
    const text = MISSION.replace('period: week', 'period: 7x');
    expect(problemsOf(text).map(([word]) => word)).toEqual(['x']);
  });
});

const METRIC = (id: string, value: string) => `kind: metric\nid: ${id}\nname: M\nvalue: ${value}\n`;
const CAMPAIGN = (trigger: string) =>
  `kind: campaign\nid: tried\nname: Tried\ntrigger: ${trigger}\naudience: prepaid\nwebhook: crm\n`;

describe('a name that stands where its kind cannot', () => {
  it.each([
    [
      'a mission',
      METRIC('tried', 'data_explorer + 1'),
      'data_explorer',
      /is a mission, .* mission = "data_explorer", lifetime\) > 0/,
    ],
    [
      'a mission by its kind',
      METRIC('tried', 'mission.data_explorer'),
      'mission.data_explorer',
      /is a mission/,
    ],
    [
      'a badge',
      METRIC('tried', 'power_user'),
      'power_user',
      /is a badge, .*badge\.awarded where badge = "power_user"/,
    ],
    ['a name of missions', METRIC('tried', 'level * 2'), 'level', /missions have of their own/],
    [
      'a condition that should trigger',
      CAMPAIGN('engagement > 60'),
      'engagement > 60',
      /stands in `audience`/,
    ],
    ['a value that should trigger', CAMPAIGN('engagement'), 'engagement', /stands in `audience`/],
  ])('%s is told as what it is', (_what, text, word, message) => {
    expect(problemsOf(text)).toEqual([[word, expect.stringMatching(message)]]);
  });

  it('is shown with the way that leads back to it', () => {
    const text = [METRIC('aa', 'bb + 1'), METRIC('bb', 'cc + 1'), METRIC('cc', '1 + aa')].join('---\n');
    expect(problemsOf(text)).toEqual([['aa', expect.stringContaining('`aa` → `bb` → `cc` → `aa`')]]);
  });

  it('fixes a mission that is read as a condition', () => {
    const file = { path: FILE, text: 'kind: segment\nid: tried\nname: T\nwhen: data_explorer and prepaid\n' };
    const [problem] = compileFiles([...readDefaultRules(), file]).diagnostics.filter(
      found => found.file === FILE,
    );
    const fixed = applyFix([file], problem?.fixes[0] ?? { title: '', edits: [] })[0]?.text ?? '';
    expect(problemsOf(fixed)).toEqual([]);
    expect(fixed).toContain('where mission = "data_explorer", lifetime) > 0 and prepaid');
  });
});

describe('types of attributes', () => {
  it.each([
    ['string', 'text'],
    ['integer', 'number'],
    ['datetime', 'time'],
    ['bool', 'boolean'],
  ])('%s is %s here', (type, meant) => {
    const text = `kind: event\nid: tried.out\nname: T\nattributes: { a: ${type} }\n`;
    expect(problemsOf(text)).toEqual([[type, expect.stringContaining(`did you mean \`${meant}\``)]]);
  });
});
