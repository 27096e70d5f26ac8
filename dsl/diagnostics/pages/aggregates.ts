import { metric, segment } from './page.ts';
import type { DiagnosticPage } from './page.ts';

/** What is counted over time. */
export const AGGREGATE_PAGES = {
  'aggregate-not-here': {
    title: 'Nothing can be counted here',
    means: '`where` sees one event, and a mapping one record: neither knows what else happened.',
    matters: 'A count inside a count could not be kept up to date.',
    wrong: segment('count(recharge.completed where value > count(app.login, 7d), 30d) > 0'),
    right: segment('count(recharge.completed where value > 5, 30d) > 0'),
  },
  'aggregate-stream': {
    title: 'An aggregate without events',
    means: 'An aggregate looks at events first. For the greater of several values there is `largest`.',
    matters: 'Without events there is nothing to count.',
    wrong: metric('max(engagement, 50)'),
    right: metric('largest(engagement, 50)'),
  },
  'aggregate-attribute': {
    title: 'An attribute too much or too little',
    means: 'Some aggregates look at events as a whole, others at one attribute of them.',
    matters: 'What is read from each event has to be clear.',
    wrong: metric('distinct(app.login, 30d)'),
    right: metric('distinct(app.login.device, 30d)'),
  },
  'aggregate-window': {
    title: 'A window that the aggregate cannot look at',
    means: 'The time to look at is of a kind that is not kept for this aggregate.',
    matters: 'Days, for one, are counted by the day, so less than two of them cannot be told apart.',
    wrong: metric('days(usage, 24h)'),
    right: metric('days(usage, 2d)'),
  },
  'aggregate-where': {
    title: 'A condition on events is missing, or cannot be kept',
    means:
      '`open` needs to know which events open and which close; other aggregates take some conditions only.',
    matters: 'What is open cannot be told without it.',
    wrong: metric('open(bundle.changed.sku, 90d)'),
    right: metric('open(bundle.changed.sku where active, 90d)'),
  },
  'window-missing': {
    title: 'Over which time?',
    means: 'The aggregate needs a window: `30d`, `week`, `lifetime`.',
    matters: 'Three logins in a week are many, three in a lifetime are few.',
    wrong: segment('count(app.login) > 3'),
    right: segment('count(app.login, 30d) > 3'),
  },
  'window-too-long': {
    title: 'A window of more than 400 days',
    means: 'Sliding windows reach back 400 days at most; `lifetime` sees everything.',
    matters: 'What is kept for each customer has a bound, so that every rule stays quick.',
    wrong: metric('sum(usage.data, 730d)'),
    right: metric('sum(usage.data, lifetime)'),
  },
  'window-not-whole': {
    title: 'A window that is not whole',
    means: 'A window is a whole number of days, or of hours under two days.',
    matters: 'Events are kept by the day and by the hour.',
    wrong: metric('sum(usage.data, 60h)'),
    right: metric('sum(usage.data, 3d)'),
  },
  'window-not-here': {
    title: 'The period of a mission, outside of one',
    means: '`period` and `step` are the time that a mission, or its step, has been running.',
    matters: 'Where no mission runs they have no length.',
    wrong: metric('sum(usage.data, period)'),
    right: metric('sum(usage.data, 30d)'),
  },
  'hold-not-here': {
    title: '`for` and `within` where no day ends',
    means: 'A hold judges a condition at the end of every day. A single event has no days.',
    matters: 'What cannot be judged every day cannot be held for days.',
    wrong: segment('count(usage.data where off_peak for 7d, 30d) > 0'),
    right: segment('count(usage.data where off_peak, 30d) > 0'),
  },
  'hold-too-long': {
    title: 'A hold of more than 400 days',
    means: '`for` and `within` reach back 400 days at most.',
    matters: 'Further back nothing is kept.',
    wrong: segment('engagement > 50 for 500d'),
    right: segment('engagement > 50 for 400d'),
  },
} as const satisfies Readonly<Record<string, DiagnosticPage>>;
