import { metric, mission, rule, segment } from './page.ts';
import type { DiagnosticPage } from './page.ts';

/** What names stand for, and where. */
export const NAME_PAGES = {
  'name-unknown': {
    title: 'A name that nothing has',
    means: 'No metric, score, segment or other value is called that.',
    matters: 'A misspelt name would never be true for anybody, and nobody would notice.',
    wrong: segment('engagment > 50'),
    right: segment('engagement > 50'),
  },
  'name-unknown-event': {
    title: 'An event that is not in the catalogue',
    means: 'No event, family of events or derived stream is called that.',
    matters: 'What is never recorded can never be counted.',
    wrong: segment('count(usage.dat, 30d) > 0'),
    right: segment('count(usage.data, 30d) > 0'),
  },
  'name-unknown-attribute': {
    title: 'An attribute that these events do not have',
    means: 'The catalogue lists what each event brings; this is not among it.',
    matters: 'The condition would hold for no event at all.',
    wrong: segment('count(usage.data where of_peak, 30d) > 0'),
    right: segment('count(usage.data where off_peak, 30d) > 0'),
  },
  'name-unknown-reference': {
    title: 'A segment, category or budget that does not exist',
    means: 'The mission names something that no segment and no policy defines.',
    matters: 'The mission would be given to nobody, or cost nothing.',
    wrong: mission({ segments: '[prepayd]' }),
    right: mission({ segments: '[prepaid]' }),
  },
  'name-unknown-zone': {
    title: 'A time zone that does not exist',
    means: 'Time zones have names such as Africa/Nairobi.',
    matters: 'Days, weeks and midnights are those of the zone.',
    wrong: rule('policy', 'allocation', 'time: { zone: Africa/Nairobbi }'),
    right: rule('policy', 'allocation', 'time: { zone: Africa/Nairobi }'),
    without: ['policy'],
  },
  'name-unknown-type': {
    title: 'A type or unit that values cannot have',
    means: 'The word is no type (number, text, time, data …) and no unit (MB, min, money …).',
    matters: 'Without its type a value can be neither compared nor added.',
    wrong: rule('event', 'example', 'source_types: [cdr]\nattributes: { size: numbr }'),
    right: rule('event', 'example', 'source_types: [cdr]\nattributes: { size: number }'),
  },
  'name-not-here': {
    title: 'A name that is known, but not at this place',
    means: 'The value exists, but cannot be seen from here: `where`, for one, sees a single event.',
    matters: 'What is seen at a place is what can be kept up to date for every customer.',
    wrong: mission({
      fixed: '{ offer: last(bundle.changed.sku) }',
      progress: 'count(bundle.changed where offer = sku, period)',
      target: '{ levels: { a: 1 } }',
    }),
    right: mission({
      fixed: '{ offer: last(bundle.changed.sku) }',
      progress: 'count(bundle.changed where sku = offer, period)',
      target: '{ levels: { a: 1 } }',
    }),
  },
  'name-is-stream': {
    title: 'Events where a value is needed',
    means: 'The name stands for events. What of them counts has to be said: how many, how much, since when.',
    matters: 'Events alone are neither more nor less than a figure.',
    wrong: segment('app.login > 3'),
    right: segment('count(app.login, 30d) > 3'),
  },
  'name-taken': {
    title: 'A name that is taken',
    means: 'A value of another kind has this name already, or the platform itself uses it.',
    matters: 'One of the two would hide the other, and rules would read the wrong one.',
    wrong: metric('sum(usage.data, 7d) / 1 GB', 'engagement'),
    right: metric('sum(usage.data, 7d) / 1 GB', 'engagement_metric'),
  },
  'name-reserved': {
    title: 'A name that is taken beforehand',
    means:
      'Words such as `and`, `for`, `within` or `where` have a meaning in expressions; `constructor` and its like are names that every record of a program has already.',
    matters: 'No expression could ever name the one, and no record tell whether the other was given.',
    wrong: metric('1', 'within'),
    right: metric('1', 'within_metric'),
  },
  'name-circular': {
    title: 'A rule that depends on itself',
    means: 'To work the value out, the value itself would have to be known first.',
    matters: 'It has no value at all.',
    wrong: metric('example + 1'),
    right: metric('data_30d / 1 GB + 1'),
  },
  'function-unknown': {
    title: 'A function that does not exist',
    means: 'No function and no aggregate is called that.',
    matters: 'What it would work out is not known.',
    wrong: metric('average(recharge.completed, 90d)'),
    right: metric('avg(recharge.completed, 90d)'),
  },
} as const satisfies Readonly<Record<string, DiagnosticPage>>;
