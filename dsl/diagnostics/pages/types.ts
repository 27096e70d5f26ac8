import { metric, rule, segment } from './page.ts';
import type { DiagnosticPage } from './page.ts';

/** Types, units, missing values and arguments. */
export const TYPE_PAGES = {
  'argument-count': {
    title: 'Too many or too few arguments',
    means: 'The call does not have as many arguments as the function takes.',
    matters: 'An argument too many would be ignored, one too few has no value.',
    wrong: metric('ramp(data_30d, 5 GB, 10 GB)'),
    right: metric('ramp(data_30d, 5 GB)'),
  },
  'argument-wrong': {
    title: 'An argument of another form',
    means: 'The function takes something else at this place.',
    matters: 'What is written there would not be read as it was meant.',
    wrong: metric('percentile(data_30d, 95)'),
    right: metric('percentile(data_30d, 95%)'),
  },
  'argument-range': {
    title: 'A figure that the function does not take',
    means: 'The figure is smaller or greater than what can be worked out or kept.',
    matters: 'What is kept for each customer has a bound, so that every rule stays quick.',
    wrong: metric('median(recharge.completed, last 40)'),
    right: metric('median(recharge.completed, last 32)'),
  },
  'type-mismatch': {
    title: 'A value of another type',
    means: 'The place takes one type of value, such as a number, and another stands there, such as a text.',
    matters: 'A number is never equal to a text, so the rule could never do what it says.',
    wrong: segment('engagement > "60"'),
    right: segment('engagement > 60'),
  },
  'type-unordered': {
    title: 'Texts have no order',
    means: 'Values are compared by size that are neither numbers nor quantities nor times.',
    matters: 'By the alphabet `gold` is less than `silver`: hardly what was meant.',
    wrong: segment('plan >= "prepaid"'),
    right: segment('plan = "prepaid"'),
  },
  'type-units': {
    title: 'Two kinds of quantity are mixed',
    means: 'A data volume cannot be compared with or added to a duration, or to a plain number.',
    matters: 'The figures would be compared as if they counted the same.',
    wrong: segment('engagement > 60 MB'),
    right: segment('engagement > 60'),
  },
  'type-unit-missing': {
    title: 'A figure without its unit',
    means: 'A plain number stands beside a quantity. Write its unit: `500 MB`, `30d`.',
    matters: '500 could be bytes or gigabytes; the rule would mean something else by a factor of a billion.',
    wrong: segment('data_30d > 500'),
    right: segment('data_30d > 500 MB'),
  },
  'type-condition': {
    title: 'A value is no condition',
    means: 'A condition is true or false. A number or a text is neither: compare it with something.',
    matters: 'What counts as enough is for you to say.',
    wrong: segment('prepaid and engagement'),
    right: segment('prepaid and engagement > 0'),
  },
  'type-constant': {
    title: 'A plain figure is needed',
    means: 'The field takes a figure as it stands, not one that is worked out.',
    matters: 'It holds for everybody and is read by people, so it stands there in full.',
    wrong: rule('tier', 'example', 'levels: { base: {} }\ngrace: largest(7d, 14d)'),
    right: rule('tier', 'example', 'levels: { base: {} }\ngrace: 14d'),
  },
  'value-not-listed': {
    title: 'A text that it can never be',
    means: 'All texts that the value can have are listed, and this is none of them.',
    matters: 'The comparison would be false for everybody.',
    wrong: segment('count(usage.voice where direction = "outgoin", 30d) > 0'),
    right: segment('count(usage.voice where direction = "outgoing", 30d) > 0'),
  },
  'missing-value': {
    title: 'A value that may be missing',
    means: 'Some customers have no such value: nobody has recharged before the first time.',
    matters: 'What counts for them has to be said, by `otherwise` or by `is missing`.',
    wrong: segment('last_recharge > 5'),
    right: segment('(last_recharge otherwise 0) > 5'),
  },
  'never-missing': {
    title: 'A value that is never missing',
    means: 'The value is always there, so what stands in for it never counts.',
    matters: 'The rule says more than it does, and readers are led astray.',
    wrong: segment('(engagement otherwise 0) > 50'),
    right: segment('engagement > 50'),
  },
  'never-true': {
    title: 'A range without anything in it',
    means: '`between` takes the lower bound first; nothing lies between 60 and 20.',
    matters: 'The condition would be false for everybody.',
    wrong: segment('engagement between 60 and 20'),
    right: segment('engagement between 20 and 60'),
  },
  'division-by-zero': {
    title: 'A division by zero',
    means: 'Nothing can be divided by zero.',
    matters: 'The value would be missing for everybody.',
    wrong: metric('engagement / 0'),
    right: metric('engagement / 10'),
  },
} as const satisfies Readonly<Record<string, DiagnosticPage>>;
