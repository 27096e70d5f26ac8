import { describe, expect, it, test } from 'vitest';
import { analyse } from '../../../dsl/index.ts';
import type { Diagnostic } from '../../../dsl/index.ts';
import { applyFix } from '../support/apply-fix.ts';
import {
  badge,
  compileProgramme,
  findingsBesideErrors,
  findingsIn,
  metric,
  mission,
  POLICY,
  segment,
} from './support/programme.ts';

const codes = (documents: readonly string[], policy?: string): readonly string[] =>
  findingsIn(documents.join('---\n'), policy).map(({ code }) => code);

const facts = (documents: readonly string[], code: string): Readonly<Record<string, string>> => {
  const problem = findingsIn(documents.join('---\n')).find(found => found.code === code);
  return Object.fromEntries(problem?.example?.facts.map(({ name, value }) => [name, value]) ?? []);
};

describe('levels', () => {
  test.each([
    ['ask for less than the one before', ['engagement >= 60', 'engagement >= 50']],
    ['ask for the same', ['engagement >= 60', 'not (engagement < 60)']],
    ['hold for a shorter time', ['engagement >= 60 for 30d', 'engagement >= 60 for 14d']],
    ['look back further', ['risk >= 60 within 30d', 'risk >= 50 within 90d']],
    ['leave a condition out', ['count(usage, 30d) > 5 and risk < 40', 'risk < 40']],
    [
      'count more of the same',
      ['count(recharge.completed where digital, 30d) > 5', 'count(recharge.completed, 90d) > 5'],
    ],
  ])('that %s are no harder', (_, levels) => {
    const [problem, ...others] = findingsIn(badge(...levels));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'level-not-higher', severity: 'warning' });
    expect(problem?.message).toContain('Whoever reaches `bronze` also meets `silver`');
    expect(problem?.example?.outcome).toBe('bronze and silver at once');
  });

  test.each([
    ['ask for more', ['engagement >= 60', 'engagement >= 70']],
    ['hold longer', ['engagement >= 60 for 14d', 'engagement >= 60 for 30d']],
    ['ask for something else', ['engagement >= 60', 'count(recharge.completed, lifetime) > 0']],
  ])('that %s are fine', (_, levels) => expect(findingsIn(badge(...levels))).toEqual([]));

  it('of tiers are looked at alike', () => {
    const tier =
      'kind: tier\nid: club\nname: Club\ngrace: 30d\nlevels:\n  base: {}\n  silver: { when: risk < 40 }\n  gold: { when: risk < 50 }\n';
    expect(codes([tier])).toEqual(['level-not-higher']);
  });

  const ladder = (silver: string, gold: string): string =>
    `kind: tier\nid: club\nname: Club\ngrace: 30d\nlevels:\n  base: {}\n  silver: { when: ${silver} }\n  gold: { when: ${gold} }\n`;

  it.each([
    ['of oneself', 'tier = "silver"', 'risk < 20'],
    ['of oneself and more', 'tier = "silver" and risk < 40', 'risk < 20'],
  ])('of tiers that ask %s are never reached', (_, silver, gold) => {
    const [problem, ...others] = findingsIn(ladder(silver, gold));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'level-never', severity: 'error' });
    expect(problem?.message).toContain('asks for `silver` itself');
  });

  it.each([
    ['another level', 'risk < 40', 'tier = "silver" and risk < 20'],
    ['several levels', 'risk < 40', '(tier = "silver" or tier = "gold") and risk < 20'],
  ])('of tiers may ask for %s', (_, silver, gold) => expect(codes([ladder(silver, gold)])).toEqual([]));

  it.each([
    ['engagement >= 50', 'engagement >= 5 and risk < 40', '`engagement >= 5`'],
    ['risk < 40 and engagement > 10', 'risk < 50 and engagement > 20', '`risk < 50`'],
  ])('of tiers that ask for less of one thing are told: %s, then %s', (lower, higher, part) => {
    const [problem, ...others] = findingsIn(ladder(lower, higher));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'level-not-higher', severity: 'warning' });
    expect(problem?.message).toContain(`${part} decides nothing for \`gold\``);
  });

  it.each([
    [
      '{ bronze: 25, silver: 5, gold: 100 }',
      ['`silver` brings 5 points, fewer than the 25 of `bronze` before it.'],
    ],
    ['{ bronze: 25, silver: 25, platinum: 100 }', []],
  ])('of badges bring more points than those before them: %s', (points, messages) => {
    const found = findingsIn(mission('m', {}), `${POLICY}badge_points: ${points}\n`);
    // What else the policy brings is told as without the points.
    const told = found.filter(({ code }) => code === 'level-not-higher');
    expect(told.map(({ message }) => message)).toEqual(messages);
  });

  it('of which one alone is there are not offered to be removed', () => {
    const [problem] = findingsIn(badge('engagement > 200'));
    expect(problem).toMatchObject({ code: 'level-never', fixes: [] });
  });

  it('that nobody reaches are errors', () => {
    const [problem] = findingsIn(badge('engagement > 50', 'engagement > 200'));
    expect(problem).toMatchObject({ code: 'level-never', severity: 'error' });
    expect(problem?.message).toBe('Nobody reaches `silver`: `engagement > 200` is true of no customer.');
  });
});

describe('a mission', () => {
  test.each([
    [
      'whose condition is true of nobody in its segments',
      'rule-never',
      mission('m', { segments: '[prepaid]', generate: '{ when: plan != "prepaid" }' }),
    ],
    [
      'whose condition is true of nobody',
      'rule-never',
      mission('m', { generate: '{ when: engagement > 120 }' }),
    ],
    [
      'whose goal is reached by whoever may have it',
      'mission-reached',
      mission('m', {
        progress: 'count(recharge.completed, lifetime)',
        generate: '{ when: "count(recharge.completed, lifetime) >= 2" }',
      }),
    ],
    [
      'whose target is below what it starts from',
      'mission-reached',
      mission('m', {
        progress: 'engagement',
        target: '{ levels: { a: 10, b: 20 } }',
        generate: '{ when: engagement > 20 }',
      }),
    ],
    [
      'with a variant that an earlier one covers',
      'variant-covered',
      mission('m', {
        variants: '{ often: { when: engagement > 30 }, seldom: { when: engagement > 60 }, rest: {} }',
      }),
    ],
    [
      'with a segment that an earlier one covers',
      'segment-covered',
      `${segment('young', 'tenure < 30d')}---\n${segment('new', 'tenure < 10d')}---\n${mission('m', { segments: '[young, new]' })}`,
    ],
  ])('%s is found', (_, code, documents) => expect(codes([documents])).toEqual([code]));

  test.each([
    ['that some may have', mission('m', {})],
    [
      'with some levels still ahead',
      mission('m', {
        progress: 'count(recharge.completed, lifetime)',
        generate: '{ when: "count(recharge.completed, lifetime) >= 1" }',
      }),
    ],
    [
      'with a personal target',
      mission('m', {
        fixed: '{ own: "largest(2, median_of_periods(count(recharge.completed, week), 6))" }',
        target: '{ levels: { a: 1.1, b: 1.2 }, value: "nice(own * level)" }',
        generate: '{ when: target > own }',
      }),
    ],
    [
      'with steps',
      mission('m', {
        progress: '',
        steps: '[{ id: one, name: One, done: "count(recharge.completed, period) > 0" }]',
      }).replace('progress: \n', ''),
    ],
    [
      'with variants that share its customers',
      mission('m', { variants: '{ often: { when: engagement > 60 }, seldom: {} }' }),
    ],
  ])('%s is fine', (_, documents) => expect(codes([documents])).toEqual([]));

  it('that is never given shows a customer who has reached its goal', () => {
    const documents = [
      mission('m', {
        progress: 'count(recharge.completed, lifetime)',
        generate: '{ when: "count(recharge.completed, lifetime) >= 2" }',
      }),
    ];
    expect(facts(documents, 'mission-reached')).toMatchObject({
      'count(recharge.completed, lifetime)': '2',
      target: '1',
    });
  });
});

describe('what can only be had by those who had it', () => {
  const TOLD = `kind: event
id: badge.awarded
name: Badge awarded
source_types: [cairn]
required: [badge]
attributes: { badge: badge }
---
kind: event
id: mission.completed
name: Mission completed
source_types: [cairn]
required: [mission]
attributes: { mission: mission }
`;
  const had = (kind: string, id: string): string =>
    `count(${kind === 'badge' ? 'badge.awarded' : 'mission.completed'} where ${kind} = "${id}", lifetime) > 0`;

  test.each([
    ['badge', badge(`${had('badge', 'hero')} and engagement > 20`), 'level-never'],
    ['mission', mission('m', { generate: `{ when: '${had('mission', 'm')}' }` }), 'rule-never'],
  ])('is told: a %s', (_, documents, code) => {
    const found = findingsIn([TOLD, documents].join('---\n'));
    expect(found.map(problem => problem.code)).toEqual([code]);
    expect(found[0]?.message).toContain('itself, which nobody has had before');
  });

  test.each([
    ['a badge in its higher level', badge('engagement > 20', `${had('badge', 'hero')} and engagement > 10`)],
    ['a badge that can be had in another way', badge(`${had('badge', 'hero')} or engagement > 20`)],
    [
      'a mission that was called otherwise',
      `${mission('m', { generate: `{ when: '${had('mission', 'm')}' }` })}was: [former]\n`,
    ],
  ])('is fine: %s', (_, documents) => {
    expect(codes([TOLD, documents])).toEqual([]);
  });
});

describe('a second ladder of tiers', () => {
  const ladder = (id: string): string =>
    `kind: tier\nid: ${id}\nname: ${id}\ngrace: 30d\nlevels:\n  low_${id}: {}\n  high_${id}: { when: engagement > 50 }\n`;

  it('is told, with the place of the first', () => {
    const [problem, ...others] = findingsIn([ladder('status'), ladder('club')].join('---\n'));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'name-taken', severity: 'error' });
    expect(problem?.message).toContain('already, “status” (rules.yaml, line 2)');
    expect(problem?.fixes.map(({ title }) => title)).toEqual(['Remove `club`']);
  });
});

describe('a term of a score', () => {
  const score = (value: string): string =>
    `kind: score\nid: mood\nname: Mood\nterms: { one: { weight: 1, value: '${value}' } }\n---\n${segment('merry', 'mood > 50')}`;

  test.each([
    ['200', 'above 100'],
    ['risk - 120', 'below 0'],
  ])('that is %s is %s for everybody', (value, says) => {
    const [problem] = findingsIn(score(value)).filter(({ code }) => code === 'schema-range');
    expect(problem?.message).toContain(`${says} for everybody`);
  });

  it('that is beyond for some is clamped', () => {
    expect(codes([score('risk * 2')])).toEqual([]);
  });
});

describe('a level of a mission', () => {
  const STEP = '[{ id: one, name: One, done: "count(recharge.completed, period) > 0" }]';
  const ofSteps = (fields: Readonly<Record<string, string>>): string =>
    mission('m', { steps: STEP, ...fields }).replace(/^progress: .*\n/m, '');

  test.each([
    ['beyond what a score has', { progress: 'engagement', target: '{ levels: { a: 90, b: 120 } }' }],
    [
      'of more days than a week has',
      { progress: 'days(usage, period)', target: '{ levels: { a: 7, b: 8 } }' },
    ],
    [
      'of more days than the mission has',
      { period: '5d', progress: 'days(usage, period)', target: '{ levels: { a: 5, b: 6 } }' },
    ],
    [
      'of more days in a row than a week has',
      { progress: 'streak(usage, day, period)', target: '{ levels: { a: 3, b: 30 } }' },
    ],
  ])('%s is reached by nobody', (_, fields) => {
    const [problem, ...others] = findingsIn(mission('m', fields));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'level-never', severity: 'error' });
    expect(problem?.message).toContain('Nobody reaches level `b`');
  });

  it('of more steps than there are is reached by nobody', () => {
    expect(codes([ofSteps({ target: '{ levels: { a: 1, b: 2 }, value: level }' })])).toEqual(['level-never']);
  });

  it('that is reached by everybody is told', () => {
    const [problem] = findingsIn(
      mission('m', { progress: 'sum(usage.data, period)', target: '{ levels: { a: -1 MB, b: 5 MB } }' }),
    );
    expect(problem).toMatchObject({ code: 'mission-reached' });
    expect(problem?.message).toContain('never given at level `a`: everybody has reached -1 MB');
  });

  test.each([
    ['a day for each day of the mission', { period: 'level * 1d', progress: 'days(usage, period)' }],
    [
      'more than when it began',
      { fixed: '{ own: engagement }', target: '{ levels: { a: 9 }, value: own + level }' },
    ],
  ])('of %s is fine', (_, fields) => {
    expect(codes([mission('m', { progress: 'engagement', ...fields })])).toEqual([]);
  });
});

describe('the policy', () => {
  const withLimits = (limits: string): string => `${POLICY}${limits}\n`;
  const upsell = mission('up', { tags: '[upsell]', generate: '{ when: engagement > 20 and risk > 50 }' });
  const rescue = mission('help', { category: 'correction', generate: '{ when: risk > 40 }' });

  test.each([
    [
      'keeps all places for others',
      'policy-no-place',
      'limits: [{ of: upsell, at_least: 5 }]',
      [upsell, rescue],
    ],
    [
      'lets none of a group stand',
      'policy-no-place',
      'limits: [{ of: upsell, at_most: 0 }]',
      [upsell, rescue],
    ],
    [
      'lets a mission never stand that always comes with a stronger one',
      'mission-crowded-out',
      'displace: [{ of: correction, displaces: upsell }]',
      [upsell, rescue],
    ],
  ])('that %s is found', (_, code, limits, documents) => {
    expect(codes(documents, withLimits(limits))).toEqual([code]);
  });

  test.each([
    [
      'leaves everybody out',
      `${POLICY}exclude: prepaid or not prepaid\n`,
      'rule-never',
      'prepaid or not prepaid',
    ],
    ['has no place at all', POLICY.replace('max_active: 5', 'max_active: 0'), 'policy-no-place', '0'],
    ['holds everybody out', withLimits('holdout: { share: 100%, salt: x }'), 'policy-no-place', '100%'],
    [
      'keeps more places than there are',
      withLimits('limits:\n  - { of: upsell, at_least: 3 }\n  - { of: correction, at_least: 3 }'),
      'policy-no-place',
      '{ of: correction, at_least: 3 }',
    ],
  ])('that %s is told once, at its place', (_, policy, code, marked) => {
    const found = findingsIn([upsell, rescue].join('---\n'), policy);
    expect(found.map(problem => problem.code)).toEqual([code]);
    const [{ range } = { range: undefined }] = found;
    expect(policy.slice(range?.start.offset, range?.end.offset)).toBe(marked);
  });

  it('that keeps all places for missions of two groups at once is fine', () => {
    const both = mission('up', { category: 'correction', tags: '[upsell]' });
    const limits = 'limits:\n  - { of: upsell, at_least: 3 }\n  - { of: correction, at_least: 3 }';
    expect(codes([both], withLimits(limits))).toEqual([]);
  });

  it('that lets a mission stand where the stronger one does not come is fine', () => {
    const often = mission('up', { tags: '[upsell]', generate: '{ when: engagement > 20 }' });
    expect(codes([often, rescue], withLimits('displace: [{ of: correction, displaces: upsell }]'))).toEqual(
      [],
    );
  });

  it('that crowds a mission out shows a customer who could have both', () => {
    const [problem] = findingsIn(
      [upsell, rescue].join('---\n'),
      withLimits('displace: [{ of: correction, displaces: upsell }]'),
    );
    expect(problem?.message).toContain('Whoever could have `up` could have `help` as well');
    expect(problem?.example?.facts.map(({ name }) => name)).toEqual(['engagement', 'risk']);
  });
});

describe('whom the policy leaves out', () => {
  const policy = `${POLICY}exclude: risk > 80\n`;

  it('is shown where a mission is for nobody else', () => {
    const [problem] = findingsIn(mission('m', { generate: '{ when: risk > 90 }' }), policy);
    expect(problem).toMatchObject({ code: 'rule-never', severity: 'error' });
    expect(problem?.message).toContain('the policy leaves out everybody who meets its condition');
    expect(problem?.example?.outcome).toBe('left out by the policy');
  });

  it('does not matter where others are left', () => {
    expect(codes([mission('m', { generate: '{ when: risk > 70 }' })], policy)).toEqual([]);
  });
});

describe('a sum', () => {
  it.each([
    [
      'of events that are not there is nothing',
      'sum(usage.data, 7d) > 1 GB and count(usage.data, 30d) = 0',
      1,
    ],
    ['may be of events that are not counted', 'sum(usage.data, 30d) > 1 GB and count(usage.data, 7d) = 0', 0],
    [
      'may be of events that are counted in part',
      'sum(usage.data, 7d) > 1 GB and count(usage.data where off_peak, 7d) = 0',
      0,
    ],
  ])('%s', (_, condition, findings) => expect(findingsIn(badge(condition))).toHaveLength(findings));
});

describe('a fit', () => {
  it.each([
    ['above 1 for whoever may have it', '80 - engagement', ['figure-share']],
    ['below 0 for whoever may have it', 'engagement - 70', ['figure-share']],
    ['between 0 and 1 for some of them', '(80 - engagement) / 60', []],
    ['beyond only for those who cannot have it', 'engagement / 60', []],
  ])('that is %s', (_, fit, expected) => {
    const generate = `{ when: engagement between 20 and 60, fit: ${fit} }`;
    expect(codes([mission('m', { generate })])).toEqual(expected);
  });
});

describe('a threshold', () => {
  const score =
    'kind: event\nid: score.crossed\nname: Crossed\nsource_types: [cairn]\nunit: score\nrequired: [score, threshold, direction]\nattributes: { score: score, threshold: number, direction: [up, down] }\n---\nkind: score\nid: usage_score\nname: Usage\ncrossings: { at: [30, 60], margin: 5 }\nterms:\n  days: { weight: 1, value: "ramp(days(usage, 14d), 9)" }\n';
  const campaign = (where: string): string =>
    `kind: campaign\nid: alert\nname: Alert\ntrigger: score.crossed where ${where}\naudience: prepaid\nwebhook: desk\n`;
  const ofScore = 'score = "usage_score" and threshold';

  it.each([
    ['that the score crosses is fine', campaign(`${ofScore} = 60`), []],
    ['that it does not cross is told', campaign(`${ofScore} = 65`), ['rule-never']],
    ['of any of them is fine', campaign(`${ofScore} > 30`), []],
    ['beyond all of them is told', campaign(`${ofScore} > 60`), ['rule-never']],
    [
      'that is only counted is told too',
      badge(`count(score.crossed where ${ofScore} = 61, 30d) > 0`),
      ['condition-never'],
    ],
  ])('%s', (_, rule, expected) => expect(codes([score, `${rule}\n`])).toEqual(expected));
});

describe('a progress that never grows', () => {
  it('is told once, not at each level', () => {
    const [problem, ...others] = findingsIn(
      mission('m', { progress: 'count(recharge.completed, period) * 0' }),
    );
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'level-never', severity: 'error', fixes: [] });
    expect(problem?.message).toBe('Nobody reaches any level of `m`: its progress is never more than 0.');
  });
});

describe('a budget', () => {
  it('that is smaller than a single reward, the level’s factor included, is an error', () => {
    const [problem] = findingsIn(mission('m', { budget: 'retention', reward: '{ points: 700 }' }));
    expect(problem).toMatchObject({ code: 'reward-over-budget', severity: 'error' });
    expect(problem?.message).toBe(
      'At level `b` the mission pays 1050 points, and the whole budget `retention` has 1000.',
    );
  });

  it('that one customer alone can use up is a warning', () => {
    const two = ['m', 'n'].map(id =>
      mission(id, {
        budget: 'retention',
        reward: '{ points: 400 }',
        generate: `{ when: engagement > ${id === 'm' ? 20 : 30} }`,
      }),
    );
    expect(codes(two)).toEqual(['rewards-over-budget']);
  });

  it.each([
    ['less than a reward from no budget is told', '{ points: 1001 }', ['reward-beyond-budgets']],
    ['as much as a reward from no budget is fine', '{ points: 1000 }', []],
  ])('that has %s', (_, reward, expected) => {
    expect(codes([mission('m', { reward, target: '{ levels: { a: 1 } }' })])).toEqual(expected);
  });

  it('that most rewards from no budget are beyond is told at none of them', () => {
    const terms = ['20', '30', '40'].map(least => `{ when: engagement > ${least} }`);
    const missions = terms.map((generate, index) =>
      mission(`m${index}`, { generate, reward: '{ points: 1200 }' }),
    );
    expect(codes(missions)).toEqual([]);
  });

  it('is kept by the offered reward at every level', () => {
    const [problem] = findingsIn(
      mission('m', {
        budget: 'retention',
        reward: '{ points: 2000 }',
        target: '{ levels: { a: 1, b: 2, c: 3 } }',
      }),
    );
    expect(problem?.message).toContain('At level `c` the mission pays 4000 points');
    expect(problem?.fixes.map(({ title }) => title)).toEqual(['Write `500`']);
  });

  it('that pays for its missions is fine', () => {
    expect(codes([mission('m', { budget: 'retention', reward: '{ points: 400 }' })])).toEqual([]);
  });
});

describe('two rules', () => {
  const used = badge('count(usage, 7d) > one + two');

  test.each([
    [
      'metrics of one formula',
      'rule-duplicate',
      [metric('one', 'count(usage, 30d) + 1'), metric('two', 'count(usage, 30d) + 1'), used],
    ],
    [
      'segments of the same customers in other words',
      'rule-duplicate',
      [segment('one', 'engagement >= 60'), segment('two', 'not (engagement < 60)')],
    ],
    ['missions on the same terms', 'rule-duplicate', [mission('one', {}), mission('two', {})]],
    [
      'badges with the same levels',
      'rule-duplicate',
      [badge('engagement > 60'), badge('engagement > 60').replaceAll('hero', 'star')],
    ],
  ])('%s are told', (_, code, documents) =>
    expect(codes(documents.map(text => `${text}\n`))).toEqual([code]),
  );

  it('constants that happen to be equal are fine', () => {
    expect(codes([metric('one', '200'), metric('two', '200'), used])).toEqual([]);
  });
});

describe('a name', () => {
  it('of a metric that nothing reads is told', () => {
    expect(codes([metric('spare', 'count(usage, 30d) + 1')])).toEqual(['name-unused']);
  });

  describe('of the policy', () => {
    const shelved = (categories: string, budgets: string): string =>
      POLICY.replace(/^categories[^]*/m, `categories: { ${categories} }\nbudgets: { ${budgets} }\n`);
    const weight = (id: string): string => `${id}: { weight: 1, margin: 2 }`;
    const points = (id: string): string => `${id}: { points: 1000, per: month }`;
    const limit = 'limits: [{ of: correction, at_most: 1 }]\n';
    const told = (policy: string, documents = mission('m', { budget: 'retention' })): readonly string[] =>
      analyse(compileProgramme(documents, policy))
        .filter(({ code }) => code === 'name-unused')
        .map(({ message }) => message);
    const both = shelved(`${weight('engagement')}, ${weight('correction')}`, points('retention'));

    it.each([
      ['categories', both, ['No mission has the category `correction`.']],
      [
        'budgets',
        shelved(weight('engagement'), `${points('retention')}, ${points('spare')}`),
        ['No mission has the budget `spare`.'],
      ],
      ['none where a limit speaks of it', `${both}${limit}`, []],
    ])('that no mission is of are told: %s', (_, policy, messages) => {
      expect(told(policy)).toEqual(messages);
    });

    it('nothing is told while there is no mission', () => {
      expect(told(both, segment('keen', 'engagement > 5'))).toEqual([]);
    });
  });

  it('that only a story reads is fine', () => {
    const story =
      'kind: test\nid: t\nname: T\nstart: 2026-01-01\nsteps:\n  - { at: day 1 09:00, expect: [spare > 0] }\n';
    expect(codes([metric('spare', 'count(usage, 30d) + 1'), story])).toEqual([]);
  });

  it('of a mission’s own figure that nothing reads is told', () => {
    expect(codes([mission('m', { fixed: '{ own: "count(usage, 30d)" }' })])).toEqual(['name-unused']);
  });

  it('column of a table goes with its cells', () => {
    const table =
      'kind: table\nid: gift\nname: Gift\ninputs: { e: engagement, r: risk }\nrows:\n  - { when: { e: ">= 50", r: any }, then: 3 }\n  - { when: { r: any }, then: 2 }\n';
    const rules = `${table}---\n${badge('gift > 2')}`;
    const [fix] = findingsIn(rules).find(({ code }) => code === 'name-unused')?.fixes ?? [];
    const fixed = fix && applyFix([{ path: 'rules.yaml', text: rules }], fix)[0]?.text;
    expect(fixed).toContain(
      'inputs: { e: engagement }\nrows:\n  - { when: { e: ">= 50" }, then: 3 }\n  - { then: 2 }',
    );
    expect(findingsIn(fixed ?? '')).toEqual([]);
  });

  it('column of a table that no row looks at is told', () => {
    const table = `kind: table
id: gift
name: Gift
inputs: { use: engagement, new: prepaid, other: postpaid }
rows:
  - { when: { use: '> 50', new: any, other: true }, then: 2 }
otherwise: 1
`;
    const found = findingsIn([table, segment('gifted', 'gift > 1')].join('---\n'));
    expect(found.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'name-unused: No row of the table looks at the column `new`.',
    ]);
  });

  it.each([
    ['5', ['name-unused']],
    ['1', []],
  ])(
    'figure %s of the only level of a mission of one step is told unless it is the goal',
    (figure, expected) => {
      const steps = '[{ id: one, name: One, done: "count(recharge.completed, period) > 0" }]';
      const text = mission('m', { steps, target: `{ levels: { a: ${figure} } }` });
      expect(codes([text.replace(/^progress: .*\n/m, '')])).toEqual(expected);
    },
  );
});

describe('a condition that decides nothing', () => {
  const nobody = segment('nobody', 'engagement > 60 and engagement < 20');

  test.each([
    ['in rules that name it', [nobody, segment('other', 'nobody and risk > 5')], ['rule-never']],
    ['where it is turned round', [nobody, segment('other', 'risk > 5 and not nobody')], ['rule-never']],
    [
      'of a rule that would say the same without it',
      [segment('one', 'risk > 5'), segment('two', 'engagement >= 0 and risk > 5')],
      ['condition-always'],
    ],
  ])('is told once: not %s', (_, documents, expected) => {
    const about = new Set(['rule-never', 'condition-never', 'condition-always', 'rule-duplicate']);
    expect(codes(documents).filter(code => about.has(code))).toEqual(expected);
  });
});

describe('beside a document with an error', () => {
  const broken = segment('broken', 'nothing_of_that_name > 3');
  const never = segment('never', 'engagement > 120');

  const DOCUMENTS: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['a name that is not known', [broken], ['never']],
    ['a kind that is not known', ['kind: nothing\nid: x\nname: X\n'], []],
    [
      'a field that is not known',
      ['kind: segment\nid: x\nname: X\nwhen: engagement > 5\nwho: y\n'],
      ['never'],
    ],
    [
      'an event that nothing else counts',
      ['kind: event\nid: app.login\nname: Login\nunit: foo\n'],
      ['never'],
    ],
  ];
  const lost = (found: readonly Diagnostic[]) =>
    found.map(({ message }) => /^Nobody is in `(.*?)`/.exec(message)?.[1]);

  it.each(DOCUMENTS)('the others are looked at: %s', (_, documents, expected) => {
    expect(lost(findingsBesideErrors([...documents, never].join('---\n')))).toEqual(expected);
  });

  it('the others are looked at: an error in the policy', () => {
    const policy = `${POLICY}exclude: nothing_of_that_name\n`;
    expect(lost(findingsBesideErrors(never, policy))).toEqual(['never']);
  });

  it.each([
    ['what is built on it', [broken, segment('on_it', 'broken and engagement > 120')]],
    ['names that it may have used', [broken, metric('spare', 'sum(usage.data, 9d)')]],
    [
      'what counts a family that it belongs to',
      [
        'kind: event\nid: usage.roaming\nname: R\nunit: foo\nattributes: { off_peak: text }\n',
        segment('none', 'count(usage where service = "data" and service = "roaming", 7d) > 3'),
      ],
    ],
  ])('nothing is said of %s', (_, documents) => {
    expect(findingsBesideErrors(documents.join('---\n'))).toEqual([]);
  });
});
