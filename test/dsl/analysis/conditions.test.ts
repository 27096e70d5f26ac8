import { describe, expect, it, test } from 'vitest';
import { badge, findingsIn, metric } from './support/programme.ts';
import { textIn } from './support/places.ts';

describe('of a condition that no customer meets', () => {
  test.each([
    ['a score above its hundred', 'engagement > 100', 'engagement > 100'],
    ['a score below nothing', 'engagement < 0', 'engagement < 0'],
    ['bounds apart from each other', 'engagement between 20 and 60 and engagement > 70', 'engagement > 70'],
    [
      'a range that is left by a whole number',
      'count(usage, 7d) > 2 and count(usage, 7d) < 3',
      'count(usage, 7d) < 3',
    ],
    ['more days than the window has', 'days(usage, 7d) > 8', 'days(usage, 7d) > 8'],
    [
      'more kinds than there are',
      'distinct(usage.data.service, 30d) >= 3',
      'distinct(usage.data.service, 30d) >= 3',
    ],
    ['a count below nothing', 'count(recharge.completed, 30d) < 0', 'count(recharge.completed, 30d) < 0'],
    [
      'a sum of what is never negative',
      'sum(recharge.completed, 30d) < 0',
      'sum(recharge.completed, 30d) < 0',
    ],
    ['two texts at once', 'plan = "prepaid" and plan = "postpaid"', 'plan = "postpaid"'],
    ['two segments that exclude each other', 'prepaid and postpaid', 'postpaid'],
    ['a text outside of the list that is left', 'plan in ["prepaid", "hybrid"] and postpaid', 'postpaid'],
    [
      'a part larger than the whole',
      'count(recharge.completed where digital, 30d) > count(recharge.completed, 30d)',
      undefined,
    ],
    [
      'a week with more than its month',
      'count(usage, 7d) > 5 and count(usage, 30d) < 3',
      'count(usage, 30d) < 3',
    ],
    ['what holds and does not', 'risk >= 60 for 3d and risk < 40', 'risk < 40'],
    ['days without what they had', 'risk < 40 for 30d and risk >= 60 within 20d', 'risk >= 60 within 20d'],
    ['a ramp above its full marks', 'ramp(days(usage, 30d), 24) > 100', 'ramp(days(usage, 30d), 24) > 100'],
    ['arithmetic that cannot come out so', 'engagement + risk > 200', 'engagement + risk > 200'],
    [
      'quantities in other units',
      'sum(usage.data, 30d) > 1 GB and sum(usage.data, 30d) < 900 MB',
      'sum(usage.data, 30d) < 900 MB',
    ],
    ['a negation of what was asked', 'not (engagement < 50) and engagement < 40', 'engagement < 40'],
    [
      'a fallback that fits no better',
      '(avg(recharge.completed, 30d) otherwise 0) < 0',
      '(avg(recharge.completed, 30d) otherwise 0) < 0',
    ],
    ['more missions than the policy allows', 'active_missions > 5', 'active_missions > 5'],
    [
      'something seen after a longer silence',
      '(since(usage) otherwise 999d) > 60d and count(usage.data, 30d) > 0',
      'count(usage.data, 30d) > 0',
    ],
    [
      'a value that is missing and compared',
      'since(usage) is missing and (since(usage) otherwise 0d) > 1d',
      '(since(usage) otherwise 0d) > 1d',
    ],
  ])('%s, the place is the part at fault', (_, when, part) => {
    const [problem, ...others] = findingsIn(badge(when));
    expect(others).toEqual([]);
    expect(problem?.code).toBe('level-never');
    expect(problem?.message).toContain('Nobody reaches `bronze`');
    expect(problem && textIn(badge(when), problem.range)).toBe(part ?? when);
  });

  it('an example shows a customer who meets the rest', () => {
    const [problem] = findingsIn(badge('engagement between 20 and 60 and engagement > 70'));
    expect(problem?.message).toBe(
      'Nobody reaches `bronze`: `engagement > 70` is never true together with `engagement between 20 and 60`: no customer meets both.',
    );
    expect(problem?.example?.facts).toEqual([{ name: 'engagement', value: '50' }]);
    expect(problem?.example?.outcome).toBe('meets the rest, but not `engagement > 70`');
  });

  it('only those operands are named that contradict each other', () => {
    const when = 'tenure > 10d and engagement > 60 and count(usage, 7d) > 1 and engagement < 30';
    const [problem] = findingsIn(badge(when));
    expect(problem?.message).toContain('`engagement < 30` is never true together with `engagement > 60`:');
  });

  it('it is a warning where the rule works by its other parts', () => {
    const [problem] = findingsIn(badge('engagement > 100 or risk < 20'));
    expect(problem).toMatchObject({ code: 'condition-never', severity: 'warning' });
  });
});

describe('of a condition that every customer meets', () => {
  test.each([
    ['a score up to its hundred', 'engagement <= 100', 'engagement <= 100'],
    ['a count of nothing or more', 'count(usage, 7d) >= 0', 'count(usage, 7d) >= 0'],
    [
      'all that a text can be',
      'plan in ["prepaid", "postpaid", "hybrid"]',
      'plan in ["prepaid", "postpaid", "hybrid"]',
    ],
    ['one side or the other', 'engagement < 50 or engagement >= 50', 'engagement < 50 or engagement >= 50'],
    [
      'a share of the whole',
      '(count(recharge.completed where digital, 30d) / count(recharge.completed, 30d) otherwise 0) <= 1',
      undefined,
    ],
    ['a part beside others', 'engagement > 20 and risk >= 0', 'risk >= 0'],
  ])('%s is named', (_, when, part) => {
    const [problem, ...others] = findingsIn(badge(when));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'condition-always', severity: 'warning' });
    expect(problem && textIn(badge(when), problem.range)).toBe(part ?? when);
  });
});

describe('of what is counted', () => {
  test.each([
    [
      'texts that exclude each other',
      'count(usage.data where service = "data" and service = "roaming", 30d) > 0',
    ],
    ['values below nothing', 'sum(recharge.completed where value < 0, 30d) > 5'],
    ['all that there is left out', 'count(usage.data where service not in ["data", "roaming"], 30d) > 0'],
  ])('%s are met by no event', (_, when) => {
    const [problem, ...others] = findingsIn(badge(when));
    expect(others).toEqual([]);
    expect(problem?.code).toBe('condition-never');
    expect(problem?.message).toContain('so that nothing is ever counted');
    expect(when).toContain(`where ${problem === undefined ? '' : textIn(badge(when), problem.range)},`);
  });

  it('what some events meet is fine', () => {
    expect(findingsIn(badge('count(usage.data where service = "data" and off_peak, 30d) > 0'))).toEqual([]);
  });
});

describe('of an `if`', () => {
  const reading = (value: string): string => `${metric('weighty', value)}---\n${badge('weighty > 1')}`;

  test.each([
    [
      'the side of a condition that nobody meets',
      'if engagement > 100 then 3 else days(usage, 7d)',
      'never',
      'then',
    ],
    [
      'the other side of one that everybody meets',
      'if risk >= 0 then days(usage, 7d) else 3',
      'always',
      'else',
    ],
    [
      'a side that an outer condition rules out',
      'if engagement > 60 then (if engagement < 50 then 3 else days(usage, 7d)) else 2',
      'never',
      'then',
    ],
  ])('%s is told', (_, value, outcome, side) => {
    const [problem] = findingsIn(reading(value)).filter(({ code }) => code === 'branch-never');
    expect(problem?.message).toContain(`${outcome} true`);
    expect(problem?.message).toContain(`what stands after \`${side}\` never counts`);
  });
});

describe('of what is wrong again and again in one text', () => {
  const found = (conditions: readonly string[]): readonly string[] => {
    const choices = conditions.map(condition => `if ${condition} then 1 else `).join('');
    const rules = `${metric('weighty', `${choices}0`)}---\n${badge('weighty > 0')}`;
    return findingsIn(rules).flatMap(({ code, message }) => (code === 'branch-never' ? [message] : []));
  };

  it('is told once where it is the same text', () => {
    const conditions = Array.from({ length: 40 }, () => 'engagement >= 60');
    expect(found(conditions)).toHaveLength(1);
  });

  it('is told twenty times at most where it is not', () => {
    const conditions = Array.from({ length: 30 }, (_, index) => `engagement > ${index + 101}`);
    expect(found(conditions)).toHaveLength(20);
  });
});

describe('nothing is said of conditions that go both ways', () => {
  test.each(
    [
      'engagement >= 60 for 14d and risk < 40',
      'engagement between 20 and 60 and engagement > 50',
      'tenure between 3d and 30d and count(recharge.completed, lifetime) <= 1',
      'risk < 40 for 10d and risk >= 60 within 120d',
      'count(usage, 7d) > 2 and count(usage, 30d) < 9',
      'since(usage) is missing or (since(usage) otherwise 0d) > 1d',
      'sum(usage.data where off_peak, 30d) / sum(usage.data, 30d) otherwise 0 > 70%',
      '(months_since(first_seen)) > 6',
      'engagement * 2 > risk + 150',
      'nice(count(usage, 30d) * 1.1) > 100',
      'prepaid or postpaid',
      'not prepaid and not postpaid',
      'recency(since(usage), 7d) > 90 or since(usage) is missing',
    ].map(when => [
      when
        .replace('otherwise 0 >', 'otherwise 0) >')
        .replace(/^sum/, '(sum')
        .replace(/^recency\(since\(usage\), 7d\) >/, '(recency(since(usage), 7d) otherwise 0) >'),
    ]),
  )('%s', when => {
    expect(findingsIn(badge(when))).toEqual([]);
  });
});
