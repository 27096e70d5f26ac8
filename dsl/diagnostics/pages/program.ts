import { mission, rule, segment } from './page.ts';
import type { DiagnosticPage } from './page.ts';

const POLICY = rule('policy', 'allocation', 'time: { zone: Africa/Nairobi }');

const LOGINS = "terms:\n  logins: { weight: 1, value: 'count(app.login, 30d)' }";

/** Whole programmes: levels, rewards, the policy. */
export const PROGRAM_PAGES = {
  'program-levels': {
    title: 'Levels that do not rise',
    means: 'Each level must ask for more than the one before it, and its reward factor must not be lower.',
    matters: 'A higher level pays more, so it would pay more for less.',
    wrong: mission({ target: '{ levels: { a: 500 MB, b: 300 MB } }' }),
    right: mission({ target: '{ levels: { a: 300 MB, b: 500 MB } }' }),
  },
  'program-no-policy': {
    title: 'There is no policy',
    means:
      'One document of `kind: policy` says how missions are shared out, and in which time zone days end.',
    matters: 'Without it no mission can be given.',
    wrong: mission(),
    right: `${mission()}---\n${rule(
      'policy',
      'allocation',
      'time: { zone: Africa/Nairobi }\ncategories:\n  engagement: { weight: 1, margin: 2 }',
    )}`,
    without: ['policy'],
  },
  'program-several-policies': {
    title: 'There is more than one policy',
    means: 'A programme has one policy; another document of that kind is there already.',
    matters: 'Only one of them would count.',
    wrong: `${POLICY}---\n${rule('policy', 'second', 'time: { zone: Africa/Nairobi }')}`,
    right: POLICY,
    without: ['policy'],
  },
  'program-score-reach': {
    title: 'A score that feeds on the programme itself',
    means: 'The score reads missions, badges, points or holds, directly or through other rules.',
    matters: 'A reward would raise the score that earned it, and so on without end.',
    wrong: rule(
      'score',
      'example',
      `${LOGINS}\n  done: { weight: 1, value: 'count(mission.completed, 30d)' }`,
    ),
    right: rule('score', 'example', LOGINS),
  },
  'reward-negative': {
    title: 'A reward below zero',
    means: 'Completing the mission would take something away.',
    matters: 'Nobody is punished for a success.',
    wrong: mission({ reward: '{ points: -5 }' }),
    right: mission({ reward: '{ points: 5 }' }),
  },
  'figure-negative': {
    title: 'A span of time below zero',
    means: 'How long something rests, waits or lasts is zero or more.',
    matters: 'A mission cannot rest until yesterday.',
    wrong: mission({ cooldown: '{ success: -7d }' }),
    right: mission({ cooldown: '{ success: 7d }' }),
  },
  'figure-share': {
    title: 'A share above the whole',
    means: 'A share lies between 0% and 100%.',
    matters: 'A plain 10 would be a thousand percent, and everybody would be left out.',
    wrong: mission({ control: '10' }),
    right: mission({ control: '10%' }),
  },
  'figure-thousands': {
    title: 'A point between thousands',
    means:
      'A point stands before decimals, so `1.500` is one and a half. Thousands are not parted: `1500`. Decimals end in no zero: `1.5`.',
    matters: 'Where thousands were meant, the figure is a thousand times too small.',
    wrong: segment('data_30d > 1.500 MB'),
    right: segment('data_30d > 1500 MB'),
  },
  'figure-whole-days': {
    title: 'A span is rounded to days',
    means: 'The field counts whole days, and the span is none.',
    matters: 'What happens is not quite what is written.',
    wrong: mission({ cooldown: '{ success: 36h }' }),
    right: mission({ cooldown: '{ success: 2d }' }),
  },
} as const satisfies Readonly<Record<string, DiagnosticPage>>;
