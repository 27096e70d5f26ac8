import { metric, mission, rule, segment } from './page.ts';
import type { DiagnosticPage } from './page.ts';

const policy = (rest: string): string =>
  rule(
    'policy',
    'allocation',
    `time: { zone: Africa/Nairobi }\nmax_active: 2\ncategories:\n  engagement: { weight: 1, margin: 2 }\n${rest}`,
  );

const badge = (levels: string): string => rule('badge', 'example', `levels:\n${levels}`);

/** A second mission, that asks for something else. */
const other = (id: string, fields: Readonly<Record<string, string>> = {}): string =>
  mission({ progress: 'sum(usage.voice, period)', target: '{ levels: { a: 30 min } }', ...fields }, id);

/** Rules seen together: what nobody and what everybody meets, what is never given. */
export const TOGETHER_PAGES = {
  'condition-never': {
    title: 'A condition that nobody meets',
    means: 'Whatever a customer does, this part of the condition is never true.',
    matters: 'It decides nothing, and most likely another figure was meant.',
    wrong: segment('prepaid or engagement > 100'),
    right: segment('prepaid or engagement > 90'),
  },
  'condition-always': {
    title: 'A condition that everybody meets',
    means: 'Whatever a customer does, this part of the condition is true.',
    matters: 'It decides nothing, and most likely another figure was meant.',
    wrong: segment('engagement >= 0 and prepaid'),
    right: segment('engagement >= 20 and prepaid'),
  },
  'condition-implied': {
    title: 'A condition that follows from another',
    means: 'Whoever meets another condition that is joined by `and` meets this one as well.',
    matters: 'It decides nothing, and most likely another figure or another name was meant.',
    wrong: segment('engagement > 50 and engagement > 20'),
    right: segment('engagement > 50 and data_30d > 1 GB'),
  },
  'branch-never': {
    title: 'A choice that always comes out the same',
    means: 'The condition of the `if` is the same for everybody, so one of its two results never counts.',
    matters: 'The rule says more than it does.',
    wrong: metric('if engagement <= 100 then 1 else 2'),
    right: metric('if engagement <= 50 then 1 else 2'),
  },
  'rule-never': {
    title: 'A rule that never does anything',
    means: 'No customer ever meets the condition of the rule as a whole.',
    matters: 'The mission, badge or campaign reaches nobody.',
    wrong: mission({ generate: '{ when: engagement > 60 and engagement < 40 }' }),
    right: mission({ generate: '{ when: engagement > 40 and engagement < 60 }' }),
  },
  'rule-duplicate': {
    title: 'Two rules that say the same',
    means: 'Another rule of this kind has the same content under another name.',
    matters: 'Whoever changes one of them changes half of what was meant.',
    wrong: `${metric('days(usage, 30d) / 30', 'active_share')}---\n${metric('days(usage, 30d) / 30')}`,
    right: `${metric('days(usage, 30d) / 30', 'active_share')}---\n${metric('days(usage, 7d) / 7')}`,
  },
  'name-unused': {
    title: 'A name that nothing reads',
    means: 'No rule and no test of rules makes use of it.',
    matters: 'It is worked out and read in vain; perhaps a rule that should use it names another.',
    wrong: `${metric('sum(usage.data, 7d)')}---\n${segment('data_30d > 10 GB', 'heavy')}`,
    right: `${metric('sum(usage.data, 7d)')}---\n${segment('example > 3 GB', 'heavy')}`,
  },
  'level-never': {
    title: 'A level that nobody reaches',
    means: 'No customer ever meets the condition of the level.',
    matters: 'It is promised to everybody and given to nobody.',
    wrong: badge('  bronze: { when: engagement > 50 }\n  silver: { when: engagement > 120 }'),
    right: badge('  bronze: { when: engagement > 50 }\n  silver: { when: engagement > 80 }'),
  },
  'level-not-higher': {
    title: 'A level that is no harder than the one before it',
    means: 'Whoever reaches the lower level meets the condition of the higher one as well.',
    matters: 'The lower level is no step on the way.',
    wrong: badge('  bronze: { when: engagement > 80 }\n  silver: { when: engagement > 60 }'),
    right: badge('  bronze: { when: engagement > 60 }\n  silver: { when: engagement > 80 }'),
  },
  'segment-covered': {
    title: 'A segment that never counts',
    means: 'The first segment that fits counts, and all customers of this one are in one before it.',
    matters: 'Nobody gets the mission by it.',
    wrong: `${segment('prepaid and engagement > 50', 'active_prepaid')}---\n${mission({ segments: '[prepaid, active_prepaid]' })}`,
    right: `${segment('prepaid and engagement > 50', 'active_prepaid')}---\n${mission({ segments: '[active_prepaid, prepaid]' })}`,
  },
  'variant-covered': {
    title: 'A variant that is never given',
    means: 'The first variant that fits counts, and one before this always does.',
    matters: 'Nobody ever gets this variant.',
    wrong: mission({
      variants: '\n  usual: { when: engagement > 20 }\n  keen: { when: engagement > 60, period: month }',
    }),
    right: mission({
      variants: '\n  keen: { when: engagement > 60, period: month }\n  usual: { when: engagement > 20 }',
    }),
  },
  'mission-reached': {
    title: 'A mission that is reached before it begins',
    means: 'Whoever meets its condition has its goal behind him already.',
    matters: 'It is never given, since nothing would be left to do.',
    wrong: mission({
      progress: 'engagement',
      target: '{ levels: { a: 40 } }',
      generate: '{ when: engagement > 60 }',
    }),
    right: mission({
      progress: 'engagement',
      target: '{ levels: { a: 80 } }',
      generate: '{ when: engagement > 60 }',
    }),
  },
  'mission-crowded-out': {
    title: 'A mission that never has a place',
    means:
      'Whoever could have it could have another one as well, beside which the policy never lets it stand.',
    matters: 'It is never given.',
    wrong: `${policy('displace: [{ of: help, displaces: sale }]')}---\n${mission({
      tags: '[sale]',
      generate: '{ when: engagement > 60 }',
    })}---\n${other('helping', { tags: '[help]', generate: '{ when: engagement > 40 }' })}`,
    right: `${policy('displace: [{ of: help, displaces: sale }]')}---\n${mission({
      tags: '[sale]',
      generate: '{ when: engagement > 60 }',
    })}---\n${other('helping', { tags: '[help]', generate: '{ when: engagement < 40 }' })}`,
    without: ['policy'],
  },
  'policy-no-place': {
    title: 'A limit that leaves no place',
    means:
      'All places that a customer has are kept for some missions, or there are none, or everybody is held out.',
    matters: 'Missions are there that are never given to anybody.',
    wrong: `${policy('limits: [{ of: easy, at_least: 2 }]')}---\n${mission({ tags: '[easy]' })}---\n${other('other')}`,
    right: `${policy('limits: [{ of: easy, at_least: 1 }]')}---\n${mission({ tags: '[easy]' })}---\n${other('other')}`,
    without: ['policy'],
  },
  'policy-limit-unused': {
    title: 'A limit for missions that there are none of',
    means: 'No mission has this category or tag.',
    matters: 'The limit holds for nothing; most likely the tag is spelt in another way.',
    wrong: `${policy('limits: [{ of: eazy, at_most: 1 }]')}---\n${mission({ tags: '[easy]' })}`,
    right: `${policy('limits: [{ of: easy, at_most: 1 }]')}---\n${mission({ tags: '[easy]' })}`,
    without: ['policy'],
  },
  'reward-over-budget': {
    title: 'A reward that its budget cannot pay',
    means: 'A single completed mission would cost more than the whole budget has.',
    matters: 'Whoever completes it waits for points in vain.',
    wrong: mission({ budget: 'retention', reward: '{ points: 60000 }' }),
    right: mission({ budget: 'retention', reward: '{ points: 50000 }' }),
  },
  'reward-beyond-budgets': {
    title: 'A reward that is beyond all budgets',
    means: 'The mission is paid from no budget, and one completion brings more than the largest budget has.',
    matters: 'Nothing bounds what it pays out; most likely there is a zero too many.',
    wrong: mission({ reward: '{ points: 800000 }' }),
    right: mission({ reward: '{ points: 800 }' }),
  },
  'rewards-over-budget': {
    title: 'Rewards that their budget cannot pay together',
    means: 'What one customer can earn at a time is more than the whole budget has.',
    matters: 'The budget is gone with the first customer.',
    wrong: `${policy('budgets:\n  small: { points: 100, per: month }')}---\n${mission({ budget: 'small', reward: '{ points: 80 }' })}---\n${other('other', { budget: 'small', reward: '{ points: 60 }' })}`,
    right: `${policy('budgets:\n  small: { points: 1000, per: month }')}---\n${mission({ budget: 'small', reward: '{ points: 80 }' })}---\n${other('other', { budget: 'small', reward: '{ points: 60 }' })}`,
    without: ['policy'],
  },
} as const satisfies Readonly<Record<string, DiagnosticPage>>;
