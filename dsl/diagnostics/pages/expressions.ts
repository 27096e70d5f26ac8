import { metric, segment } from './page.ts';
import type { DiagnosticPage } from './page.ts';

const repeated = (text: string, times: number): string => Array.from({ length: times }, () => text).join('');

/** A condition that is nested `depth` levels deep. */
const nested = (depth: number): string => `${repeated('(', depth)}1${repeated(' + 1)', depth)}`;

/** Divisions inside each other: each guards the one inside it. */
const divisions = (depth: number): string =>
  `${repeated('1 / (', depth)}data_30d / 1 MB${repeated(' + 1)', depth)}`;

/** How expressions are written. */
export const EXPRESSION_PAGES = {
  'expression-syntax': {
    title: 'The words are no sentence of the language',
    means: 'Every word is known, but they do not follow each other as they must.',
    matters: 'What cannot be read in one way only is never guessed at.',
    wrong: segment('plan is "prepaid"'),
    right: segment('plan = "prepaid"'),
  },
  'expression-foreign': {
    title: 'A spelling of another language',
    means: 'Spreadsheets, SQL and programming languages write it so; here it is written differently.',
    matters: 'One spelling for one thing, so that everybody can read every rule.',
    wrong: segment('engagement > 50 && prepaid'),
    right: segment('engagement > 50 and prepaid'),
  },
  'expression-open-text': {
    title: 'A text is not closed',
    means: 'A text stands between two double quotes; the second is missing.',
    matters: 'The rest of the expression would become part of the text.',
    wrong: segment('plan = "prepaid'),
    right: segment('plan = "prepaid"'),
  },
  'expression-text-escape': {
    title: 'A backslash before a plain letter',
    means: 'In a text, `\\` starts a special sign such as `\\"`. The sign itself is written `\\\\`.',
    matters: 'The text would not be the one that was meant, and nothing would ever equal it.',
    wrong: segment('count(app.login where device = "a\\pad", 30d) > 0'),
    right: segment('count(app.login where device = "a\\\\pad", 30d) > 0'),
  },
  'expression-unknown-character': {
    title: 'A character without a meaning',
    means: 'The character is no part of the language. Amounts of money, for one, are plain numbers.',
    matters: 'It might stand for something else than the rest of the expression says.',
    wrong: segment('(last_recharge otherwise 0) > $5'),
    right: segment('(last_recharge otherwise 0) > 5'),
  },
  'expression-unknown-unit': {
    title: 'A unit that does not exist',
    means: 'The word behind the number is no unit. Units are short: `30d`, `24h`, `300 MB`.',
    matters: 'A figure without a known unit could be anything.',
    wrong: segment('count(usage, 30 days) > 0'),
    right: segment('count(usage, 30 d) > 0'),
  },
  'expression-number': {
    title: 'A number beyond all numbers',
    means: 'The largest number that can be reckoned with has 309 digits.',
    matters: 'Anything larger would be endless, and every comparison with it has the same result.',
    wrong: metric(repeated('9', 400)),
    right: metric(repeated('9', 15)),
  },
  'expression-days': {
    title: 'Not a whole number of days',
    means: '`for` and `within` look at the ends of days, so they take whole days.',
    matters: 'Between two day ends nothing is judged, so half a day cannot be told.',
    wrong: segment('engagement > 50 for 36h'),
    right: segment('engagement > 50 for 2d'),
  },
  'expression-too-long': {
    title: 'The expression is too long',
    means: 'An expression has at most 4,000 characters.',
    matters: 'Nobody can read it, and its cost would have no bound. Give parts of it names as metrics.',
    wrong: metric(repeated('1 + ', 1001) + '1'),
    right: metric(repeated('1 + ', 50) + '1'),
  },
  'expression-too-deep': {
    title: 'The expression is nested too deeply',
    means: 'Parentheses and calls stand inside each other more than 100 levels deep.',
    matters: 'Nobody can read it, and its cost would have no bound. Give parts of it names as metrics.',
    wrong: metric(nested(101)),
    right: metric(nested(5)),
  },
  'expression-too-costly': {
    title: 'The expression grows too large',
    means:
      'Divisions and missing values inside each other make it many times larger when it is compiled; or what it looks back on is above `expressions.max_cost` of the policy, or above `expressions.max_cost_in_all` together with all others.',
    matters: 'It would be worked out for every event of every customer. Give parts of it names as metrics.',
    wrong: metric(divisions(40)),
    right: metric(divisions(2)),
  },
} as const satisfies Readonly<Record<string, DiagnosticPage>>;
