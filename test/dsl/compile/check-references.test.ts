import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../../dsl/index.ts';
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

  it('is mended by the fix that comes with it', () => {
    const text = MISSION.replace('[prepaid]', '[prepayd]');
    const { diagnostics } = compileFiles([...readDefaultRules(), { path: FILE, text }]);
    const [edit] = diagnostics.find(({ code }) => code === 'name-unknown-reference')?.fixes[0]?.edits ?? [];
    if (!edit) throw new Error('no fix');
    const { start, end } = edit.range;
    expect(text.slice(0, start.offset) + edit.text + text.slice(end.offset)).toBe(MISSION);
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
