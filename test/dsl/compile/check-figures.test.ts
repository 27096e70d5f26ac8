import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../../dsl/index.ts';
import { BASE_RULES } from '../../../dsl/diagnostics/pages/base-rules.ts';
import { mission, rule } from '../../../dsl/diagnostics/pages/page.ts';
import { applyFix } from '../support/apply-fix.ts';

const base = Object.entries(BASE_RULES).flatMap(([name, text]) => (name === 'policy' ? [] : [text]));

const policy = (fields: string): string =>
  rule(
    'policy',
    'allocation',
    `time: { zone: Africa/Nairobi }\ncategories:\n  engagement: { weight: 1, margin: 2 }\n${fields}`,
  );

function filesOf(text: string) {
  const isPolicy = text.startsWith('kind: policy');
  return [
    { path: 'base.yaml', text: base.join('---\n') },
    ...(isPolicy ? [] : [{ path: 'policy.yaml', text: policy('') }]),
    { path: 'rules.yaml', text },
  ];
}

const found = (files: ReturnType<typeof filesOf>) =>
  compileFiles(files).diagnostics.filter(({ file }) => file === 'rules.yaml');

/** [what it is, the rules, the code, what is marked, what the fix writes] */
const WRONG: readonly (readonly [string, string, string, string, string | undefined])[] = [
  ['points below zero', mission({ reward: '{ points: -5 }' }), 'reward-negative', '-5', '5'],
  ['data below zero', mission({ reward: '{ data: -5 MB }' }), 'reward-negative', '-5 MB', '5 MB'],
  ['money below zero', mission({ reward: '{ money: 1 - 3 }' }), 'reward-negative', '1 - 3', undefined],
  ['a rest below zero', mission({ cooldown: '{ expiry: -2d }' }), 'figure-negative', '-2d', '2d'],
  ['a mission that ends before it begins', mission({ period: '-7d' }), 'figure-negative', '-7d', '7d'],
  ['a mission of no time', mission({ period: '0d' }), 'schema-range', '0d', '1d'],
  [
    'a mission of hours by level',
    mission({ period: 'level / 1 GB * 1h' }),
    'schema-range',
    'level / 1 GB * 1h',
    undefined,
  ],
  ['a mission of eleven years', mission({ period: '4000d' }), 'schema-range', '4000d', '400d'],
  ['a mission of half a day', mission({ period: '7.5d' }), 'figure-whole-days', '7.5d', '8d'],
  ['a fit in a hundred', mission({ generate: '{ when: prepaid, fit: 30 }' }), 'figure-share', '30', '0.3'],
  ['a fit below nothing', mission({ generate: '{ when: prepaid, fit: -1 }' }), 'figure-share', '-1', '0'],
  [
    'a stream of money that is made of data',
    rule('event', 'paid', 'unit: money\nof: { usage.data: {} }'),
    'type-units',
    '{}',
    undefined,
  ],
  ['a hold of half a day', mission({ reward: '{ points: 5, hold: 12h }' }), 'figure-whole-days', '12h', '1d'],
  ['a share of 5', mission({ control: '5' }), 'figure-share', '5', '5%'],
  ['a share of 120 %', mission({ control: '120%' }), 'figure-share', '120%', '100%'],
  ['a share below zero', policy('holdout: { share: -10%, salt: x }'), 'figure-share', '-10%', '0%'],
  ['points that expire before they come', policy('points: { expire: -1d }'), 'figure-negative', '-1d', '1d'],
  [
    'a grace of hours',
    rule('tier', 'status', 'levels: { base: {} }\ngrace: 30h'),
    'figure-whole-days',
    '30h',
    '1d',
  ],
  ['a reward of nothing', mission({ reward: '{ points: 0, data: 0 MB }' }), 'reward-nothing', '0', undefined],
];

const RIGHT: readonly (readonly [string, string])[] = [
  ['a reward of nothing beside an offer', mission({ reward: '{ points: 0, offer: cinema }' })],
  ['a reward of no points, but data', mission({ reward: '{ points: 0, data: 1 GB }' })],
  ['a reward by target', mission({ reward: "{ points: 'target / 1 MB * 1 points - 100 points' }" })],
  ['a rest of nothing', mission({ cooldown: '{ success: 0d }' })],
  ['a mission of two days in hours', mission({ period: '48h' })],
  [
    'a stream of money that is made of money',
    rule('event', 'paid', 'unit: money\nof: { recharge.completed: {} }'),
  ],
  ['a whole fit', mission({ generate: '{ when: prepaid, fit: 1 }' })],
  ['a rest of two days in hours', mission({ cooldown: '{ success: 48h }' })],
  ['lateness in hours', policy('').replace('zone: Africa/Nairobi', 'zone: Africa/Nairobi, lateness: 36h')],
  ['the whole as a share', mission({ control: '100%' })],
  ['a share as a number', mission({ control: '0.05' })],
];

describe('figures that mean nothing', () => {
  it.each(WRONG)('are refused at their place: %s', (_, text, code, marked, written) => {
    const files = filesOf(text);
    const problems = found(files);
    expect(problems.map(problem => problem.code)).toEqual([code]);
    const [problem] = problems;
    const { start, end } = problem?.range ?? { start: { offset: 0 }, end: { offset: 0 } };
    expect(text.slice(start.offset, end.offset)).toBe(marked);
    const [fix] = problem?.fixes ?? [];
    expect(fix?.title).toBe(written === undefined ? undefined : `Write \`${written}\``);
    if (fix !== undefined) expect(found([...applyFix(files, fix)])).toEqual([]);
  });

  it.each(RIGHT)('are told from those that do: %s', (_, text) => {
    expect(found(filesOf(text))).toEqual([]);
  });
});
