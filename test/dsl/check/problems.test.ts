import { describe, expect, it } from 'vitest';
import { checkExpression } from '../../../dsl/check/index.ts';
import { CATALOGUE } from '../../../dsl/diagnostics/index.ts';
import { parseExpression } from '../../../dsl/syntax/index.ts';
import type { Problem } from '../../../dsl/syntax/index.ts';
import { readMarked, writeMarked } from '../support/marked-text.ts';
import { missionScope, recordScope, ruleScope } from '../support/telecom-scope.ts';
import type { TestScope } from '../support/telecom-scope.ts';

interface Case {
  /** The text, with the place of the problem between marks. */
  readonly at: string;
  readonly code: string;
  /** A part of the message. */
  readonly says: string;
  /** The text once the first fix is applied. */
  readonly fixed?: string;
  readonly scope?: () => TestScope;
  /** The place itself takes no missing value. */
  readonly strict?: boolean;
  /** The place wants a condition. */
  readonly condition?: boolean;
}

function applied(text: string, { fixes = [] }: Problem): string | undefined {
  const [fix] = fixes;
  return fix === undefined ? undefined : text.slice(0, fix.span.start) + fix.text + text.slice(fix.span.end);
}

const CASES: Readonly<Record<string, readonly Case[]>> = {
  names: [
    {
      at: '<|engagment|> > 5',
      code: 'name-unknown',
      says: 'did you mean `engagement`?',
      fixed: 'engagement > 5',
    },
    {
      at: 'count(recharge.completed where method = <|card|>, 7d) > 0',
      code: 'name-unknown-attribute',
      says: 'the text is written in quotes, `"card"`',
      fixed: 'count(recharge.completed where method = "card", 7d) > 0',
    },
    {
      at: 'engagement > 5 or <|13|>',
      code: 'type-condition',
      says: 'On each side of `or` stands a whole condition: `engagement > 13`',
      fixed: 'engagement > 5 or engagement > 13',
    },
    {
      at: 'engagement > 5 and <|usage.data|>',
      code: 'name-is-stream',
      says: 'say what of it counts',
      fixed: 'engagement > 5 and count(usage.data, 30d) > 0',
      condition: true,
    },
    {
      at: 'count(usage, <|"30d"|>) > 5',
      code: 'aggregate-window',
      says: 'a window of time',
      fixed: 'count(usage, 30d) > 5',
    },
    {
      at: '<|now - first_seen > "14d"|>',
      code: 'type-mismatch',
      says: 'cannot be compared',
      fixed: 'now - first_seen > 14d',
    },
    {
      at: 'now - first_seen > <|7|>',
      code: 'type-unit-missing',
      says: 'needs a unit',
      fixed: 'now - first_seen > 7d',
    },
    { at: '<|zzz|> > 5', code: 'name-unknown', says: 'nothing called `zzz`' },
    {
      at: '<|recharge.completed.valeu|> > 5',
      code: 'name-unknown',
      says: 'did you mean `recharge.completed.value`?',
      fixed: 'recharge.completed.value > 5',
    },
    { at: '<|round_about|> > 5', code: 'name-circular', says: 'depends on itself' },
    {
      at: '<|usage.data|> > 5',
      code: 'name-is-stream',
      says: 'say what of it counts',
      fixed: 'count(usage.data, 30d) > 5',
    },
    {
      at: 'engagement > <|fifty|>',
      code: 'name-unknown',
      says: 'in figures: `fifty` is `50`',
      fixed: 'engagement > 50',
    },
    { at: '<|segment = prepaid|>', code: 'name-unknown', says: 'write `prepaid`', fixed: 'prepaid' },
    {
      at: '<|segment != "prepayd"|> for 3d',
      code: 'name-unknown',
      says: 'write `(not prepaid)`',
      fixed: '(not prepaid) for 3d',
    },
    {
      at: 'count(usage.data where <|device|> = ios, 7d) > 1',
      code: 'name-unknown-attribute',
      says: 'has no attribute `device`',
    },
    { at: '<|gadget|> = ios', code: 'name-unknown', says: 'nothing called `gadget`' },
    { at: '<|week|> > 5', code: 'name-not-here', says: 'a window of time' },
    {
      at: 'tier = <|null|>',
      code: 'expression-foreign',
      says: 'ask `tier is missing`',
      fixed: 'tier is missing',
    },
    { at: '<|today|> > 5', code: 'name-unknown', says: 'present moment is `now`' },
    {
      at: '<|SUM|>(usage.data, 7d)',
      code: 'function-unknown',
      says: 'in small letters',
      fixed: 'sum(usage.data, 7d)',
    },
    { at: '<|abs|>(engagement)', code: 'function-unknown', says: '`largest(x, -x)`' },
    { at: '<|days_since|>(now)', code: 'function-unknown', says: 'now - x' },
    { at: '<|constructor|> > 5', code: 'name-unknown', says: 'nothing called' },
    { at: '<|level|> > 5', code: 'name-unknown', says: '`level`' },
    {
      at: '<|rampp|>(engagement, 5)',
      code: 'function-unknown',
      says: 'did you mean `ramp`?',
      fixed: 'ramp(engagement, 5)',
    },
    {
      at: '<|average|>(usage.data, 30d)',
      code: 'function-unknown',
      says: 'the mean of events is `avg`',
      fixed: 'avg(usage.data, 30d)',
    },
    { at: '<|toString|>(1)', code: 'function-unknown', says: 'no function' },
    { at: '<|hour|>(now)', code: 'name-not-here', says: '`event_mapping`' },
  ],
  'types and units': [
    {
      at: '<|sum(usage.data, 7d) + 15 min|>',
      code: 'type-units',
      says: '`sum(usage.data, 7d)` is a data volume, `15 min` is a duration: they cannot be added.',
    },
    {
      at: 'data_7d > <|5|>',
      code: 'type-unit-missing',
      says: '`5` is a number, but `data_7d` is a data volume: the figure needs a unit.',
      fixed: 'data_7d > 5 MB',
    },
    { at: '<|data_7d > 5d|>', code: 'type-units', says: 'they cannot be compared' },
    { at: '<|tenure * tenure|>', code: 'type-units', says: 'they cannot be multiplied' },
    { at: '<|5 / tenure|>', code: 'type-units', says: 'they cannot be divided' },
    { at: '<|now + now|>', code: 'type-mismatch', says: 'they cannot be added' },
    { at: '<|cash_in_30d + 20%|>', code: 'type-units', says: '`20%` is a number' },
    { at: '<|tier + 1|>', code: 'type-mismatch', says: '`tier` is a text' },
    { at: '<|tier = 5|>', code: 'type-mismatch', says: 'they cannot be compared', fixed: 'tier = "5"' },
    {
      at: '<|tier|> > "base"',
      code: 'type-unordered',
      says: 'compare it with `=` or `!=`',
      fixed: 'tier in ["silver", "gold", "platinum"]',
    },
    { at: '<|-tier|>', code: 'type-mismatch', says: 'has no negative' },
    { at: '<|if postpaid then 1 else "x"|>', code: 'type-mismatch', says: 'results of one `if`' },
    { at: '<|churn_probability otherwise "none"|>', code: 'type-mismatch', says: 'taken for each other' },
    {
      at: '<|engagement|> and postpaid',
      code: 'type-condition',
      says: 'such as `engagement > 0`',
      fixed: 'engagement > 0 and postpaid',
    },
    { at: 'not <|tier|>', code: 'type-condition', says: 'such as `tier = "…"`' },
    {
      at: 'recency(<|5|>, 7d)',
      code: 'type-unit-missing',
      says: '`age` of `recency` is a duration, but `5` is a number.',
      fixed: 'recency(5d, 7d)',
    },
    { at: '<|ramp(data_7d, 5d)|>', code: 'type-units', says: '`ramp` needs values of one kind' },
    { at: 'ramp(<|tier|>, "base")', code: 'type-mismatch', says: 'takes numbers and quantities' },
    { at: '<|ramp(engagement)|>', code: 'argument-count', says: 'takes 2 arguments (x, full), not 1' },
    {
      at: 'ramp(<|engagement where postpaid|>, 5)',
      code: 'argument-wrong',
      says: '`where` belongs to aggregates',
      fixed: 'ramp(engagement, 5)',
    },
    { at: 'engagement / <|0|>', code: 'division-by-zero', says: 'never has a result' },
    { at: 'ramp(engagement, <|0|>)', code: 'division-by-zero', says: 'cannot be 0' },
    {
      at: '<|engagement between 60 and 20|>',
      code: 'never-true',
      says: 'lower bound first',
      fixed: 'engagement between 20 and 60',
    },
  ],
  'listed texts': [
    {
      at: 'tier = <|"glod"|>',
      code: 'value-not-listed',
      says: 'did you mean "gold"?',
      fixed: 'tier = "gold"',
    },
    { at: 'tier in ["gold", <|"diamond"|>]', code: 'value-not-listed', says: '`tier` is never "diamond"' },
    {
      at: 'count(usage.voice where direction = <|"out"|>, 7d)',
      code: 'value-not-listed',
      says: 'never "out"',
    },
    {
      at: 'nbo_kind != <|"upsel"|>',
      code: 'value-not-listed',
      says: 'did you mean "upsell"?',
      fixed: 'nbo_kind != "upsell"',
    },
  ],
  'words that are meant as texts': [
    {
      at: 'payment_type = <|prepaid|>',
      code: 'type-mismatch',
      says: 'the text is written in quotes, `"prepaid"`',
      fixed: 'payment_type = "prepaid"',
    },
    {
      at: 'tier in [<|gold|>, "base"]',
      code: 'name-unknown',
      says: 'There is no `gold` here: the text is written in quotes',
      fixed: 'tier in ["gold", "base"]',
    },
    { at: 'tier != <|glod|>', code: 'name-unknown', says: '`"gold"`', fixed: 'tier != "gold"' },
    {
      at: 'count(usage.voice where direction = <|outgoing|>, 7d)',
      code: 'name-unknown-attribute',
      says: '`"outgoing"`',
      fixed: 'count(usage.voice where direction = "outgoing", 7d)',
    },
    { at: 'tier = <|zzzzzz|>', code: 'name-unknown', says: 'nothing called `zzzzzz`' },
  ],
  'half of a name and more than it': [
    {
      at: '<|score.engagement|> > 60',
      code: 'name-unknown',
      says: 'without its kind: `engagement`',
      fixed: 'engagement > 60',
    },
  ],
  'shares and dates': [
    {
      at: 'engagement > <|60%|>',
      code: 'percent-of-hundred',
      says: '`60%` is 0.6, but `engagement` goes from 0 to 100: write `60`.',
      fixed: 'engagement > 60',
    },
    {
      at: 'engagement between <|20%|> and 60',
      code: 'percent-of-hundred',
      says: 'write `20`',
      fixed: 'engagement between 20 and 60',
    },
    { at: 'ramp(tenure, 30d) >= <|50%|>', code: 'percent-of-hundred', says: 'write `50`' },
    { at: '<|first_seen > "2024-01-01"|>', code: 'type-mismatch', says: 'ask how long ago it was' },
  ],
  'missing values': [
    {
      at: '<|churn_probability|> > 0.5',
      code: 'missing-value',
      says: 'write `churn_probability otherwise 0`, or ask whether it `is missing`',
      fixed: '(churn_probability otherwise 0) > 0.5',
    },
    {
      at: '<|payment_gap|> < 5d',
      code: 'missing-value',
      says: 'otherwise 0d',
      fixed: '(payment_gap otherwise 0d) < 5d',
    },
    {
      at: '<|payment_type|> = "prepaid"',
      code: 'missing-value',
      says: 'otherwise ""',
      fixed: '(payment_type otherwise "") = "prepaid"',
    },
    { at: '<|activated_at|> < now', code: 'missing-value', says: 'write `activated_at otherwise …`' },
    {
      at: '<|1 / engagement|> > 5',
      code: 'missing-value',
      says: 'write `1 / engagement otherwise 0`',
      fixed: '(1 / engagement otherwise 0) > 5',
    },
    {
      at: '<|if postpaid then churn_probability else 1|>',
      code: 'missing-value',
      says: 'write `(if postpaid then churn_probability else 1) otherwise 0`',
      strict: true,
    },
    {
      at: 'postpaid and <|last(optin.changed.on)|>',
      code: 'missing-value',
      says: 'otherwise false',
      fixed: 'postpaid and (last(optin.changed.on) otherwise false)',
    },
    { at: 'if <|last(optin.changed.on)|> then 1 else 2', code: 'missing-value', says: 'may be missing' },
    {
      at: '<|engagement otherwise 0|> > 5',
      code: 'never-missing',
      says: '`otherwise` never counts',
      fixed: 'engagement > 5',
    },
    { at: '<|engagement is missing|>', code: 'never-missing', says: 'always false', fixed: 'false' },
  ],
  streams: [
    {
      at: 'count(<|usge.data|>, 7d)',
      code: 'name-unknown-event',
      says: 'did you mean `usage.data`?',
      fixed: 'count(usage.data, 7d)',
    },
    { at: 'count(<|engagement|>, 7d)', code: 'aggregate-stream', says: 'is a value, not a stream' },
    {
      at: 'sum(<|recharge.completed.amout|>, 7d)',
      code: 'name-unknown-attribute',
      says: 'no attribute `amout`',
    },
    {
      at: 'sum(<|recharge.completed.balance_aftr|>, 7d)',
      code: 'name-unknown-attribute',
      says: 'did you mean `recharge.completed.balance_after`?',
      fixed: 'sum(recharge.completed.balance_after, 7d)',
    },
    {
      at: 'count(<|usage.data.up|>, 7d)',
      code: 'aggregate-attribute',
      says: 'takes events',
      fixed: 'count(usage.data, 7d)',
    },
    { at: 'sum(<|app.login|>, 7d)', code: 'aggregate-attribute', says: '`app.login` has no value' },
    {
      at: 'sum(<|recharge.completed.method|>, 7d)',
      code: 'type-mismatch',
      says: 'needs a number or a quantity',
    },
    {
      at: 'distinct(<|app.feature|>, 7d)',
      code: 'aggregate-attribute',
      says: 'as in `app.feature.feature`',
      fixed: 'distinct(app.feature.feature, 7d)',
    },
    {
      at: 'max(<|5|>, 7)',
      code: 'aggregate-stream',
      says: 'the largest of several values is `largest(a, b)`',
      fixed: 'largest(5, 7)',
    },
    {
      at: 'open(<|bundle_state.sku|>, 90d)',
      code: 'aggregate-where',
      says: 'tells open from closed',
      fixed: 'open(bundle_state.sku where active, 90d)',
    },
  ],
  windows: [
    { at: '<|count(usage)|>', code: 'window-missing', says: 'over which time', fixed: 'count(usage, 30d)' },
    { at: 'count(usage, <|engagement|>)', code: 'aggregate-window', says: 'a window of time' },
    {
      at: 'count(usage, <|500d|>)',
      code: 'window-too-long',
      says: '400 days at most',
      fixed: 'count(usage, lifetime)',
    },
    { at: 'count(usage, <|0d|>)', code: 'window-not-whole', says: 'whole days', fixed: 'count(usage, 1d)' },
    { at: 'count(usage, <|50h|>)', code: 'window-not-whole', says: 'whole days', fixed: 'count(usage, 3d)' },
    {
      at: 'count(usage, <|90 min|>)',
      code: 'window-not-whole',
      says: 'whole hours',
      fixed: 'count(usage, 2h)',
    },
    { at: 'count(usage, <|5 MB|>)', code: 'aggregate-window', says: 'a window of time' },
    {
      at: 'count(usage, <|period|>)',
      code: 'window-not-here',
      says: 'inside a mission',
      fixed: 'count(usage, 30d)',
    },
    { at: 'count(usage, <|each|>)', code: 'aggregate-window', says: '`streak` alone' },
    {
      at: 'days(usage, <|24h|>)',
      code: 'aggregate-window',
      says: 'less than 2 days',
      fixed: 'days(usage, 2d)',
    },
    {
      at: 'last(recharge.completed, <|lifetime|>)',
      code: 'aggregate-window',
      says: 'leave `lifetime` out',
      fixed: 'last(recharge.completed)',
    },
    {
      at: 'since(usage, <|7d|>)',
      code: 'argument-count',
      says: 'no further argument',
      fixed: 'since(usage)',
    },
    {
      at: 'count(usage, 7d, <|8d|>)',
      code: 'argument-count',
      says: 'no further argument',
      fixed: 'count(usage, 7d)',
    },
    {
      at: 'median(payment.gap, <|30d|>)',
      code: 'aggregate-window',
      says: '`last 8`',
      fixed: 'median(payment.gap, last 8)',
    },
    {
      at: 'median(payment.gap, <|last 40|>)',
      code: 'argument-range',
      says: '2 to 32',
      fixed: 'median(payment.gap, last 32)',
    },
    {
      at: 'streak(usage, <|30d|>)',
      code: 'aggregate-window',
      says: 'say which of `day`, `week`, `month`',
      fixed: 'streak(usage, day)',
    },
    { at: 'streak(usage, week, <|forgive 1 per 7d|>)', code: 'argument-wrong', says: 'not of weeks' },
    {
      at: 'streak(usage, day, <|forgive 7 per 7d|>)',
      code: 'argument-range',
      says: 'fewer days',
      fixed: 'streak(usage, day, forgive 1 per 7d)',
    },
    { at: '<|streak(usage, each)|>', code: 'aggregate-where', says: 'say which, `where …`' },
    { at: '<|best_streak(cycle where on_time, each)|>', code: 'aggregate-window', says: '`streak` alone' },
    {
      at: '<|distinct(app.feature.feature, lifetime)|>',
      code: 'aggregate-window',
      says: 'can be any text',
      fixed: 'distinct(app.feature.feature, 30d)',
    },
    { at: 'usual(<|count(usage, week)|>, 90d)', code: 'aggregate-window', says: 'over a sliding window' },
    {
      at: 'usual(<|avg(usage.data, 30d)|>, 90d)',
      code: 'aggregate-window',
      says: '`count`, `sum` or `days`',
    },
    {
      at: 'usual(count(usage, 30d), <|7d|>)',
      code: 'argument-range',
      says: '14 days or more',
      fixed: 'usual(count(usage, 30d), 14d)',
    },
    {
      at: 'median_of_periods(<|sum(usage.data, 7d)|>, 6)',
      code: 'aggregate-window',
      says: 'one calendar window',
    },
    {
      at: 'median_of_periods(count(usage, week) + <|count(usage, month)|>, 6)',
      code: 'aggregate-window',
      says: 'one calendar window',
    },
    {
      at: 'median_of_periods(count(usage, week) + <|engagement|>, 6)',
      code: 'aggregate-window',
      says: 'periods gone by',
    },
    {
      at: 'median_of_periods(count(usage, month), <|2|>)',
      code: 'argument-range',
      says: '3 to 12 months',
      fixed: 'median_of_periods(count(usage, month), 3)',
    },
    { at: 'percentile(<|engagement|>, 95%)', code: 'argument-wrong', says: 'the name of a metric' },
    {
      at: 'percentile(data_7d, <|100%|>)',
      code: 'argument-range',
      says: 'both excluded',
      fixed: 'percentile(data_7d, 99%)',
    },
    {
      at: '<|percentile(data_7d, 95)|>',
      code: 'argument-wrong',
      says: 'is written `percentile(metric, share [, segment])`',
      fixed: 'percentile(data_7d, 95%)',
    },
    { at: 'percentile(data_7d, 95%, <|segment|>)', code: 'name-not-here', says: 'in a mission' },
  ],
  'conditions on events': [
    {
      at: 'count(usage.data where <|engagement|> > 5, 7d)',
      code: 'name-not-here',
      says: 'no part of the event',
    },
    {
      at: 'count(usage.data where <|of_peak|>, 7d)',
      code: 'name-unknown-attribute',
      says: 'did you mean `off_peak`?',
      fixed: 'count(usage.data where off_peak, 7d)',
    },
    { at: 'count(usage.data where <|now|> > time, 7d)', code: 'name-not-here', says: 'one event only' },
    {
      at: 'count(usage.data where <|count(usage, 7d)|> > 5, 7d)',
      code: 'aggregate-not-here',
      says: 'sees one event only',
    },
    {
      at: 'count(usage.data where <|off_peak for 7d|>, 7d)',
      code: 'hold-not-here',
      says: 'end of every day',
      fixed: 'count(usage.data where off_peak, 7d)',
    },
    {
      at: 'sum(bundle.purchased where <|sku = offer|>, 7d)',
      code: 'aggregate-where',
      says: '`count` only',
      scope: missionScope,
    },
    {
      at: 'count(bundle.purchased where <|offer|> = sku, 7d)',
      code: 'name-not-here',
      says: '`sku = offer`',
      scope: missionScope,
      fixed: 'count(bundle.purchased where sku = offer, 7d)',
    },
    {
      at: 'count(bundle.purchased where sku = <|offer|> or value > 5, 7d)',
      code: 'name-not-here',
      says: '`attribute = offer`',
      scope: missionScope,
    },
  ],
  holds: [
    { at: '<|(engagement > 5 for 3d) for 7d|>', code: 'hold-not-here', says: 'inside another' },
    {
      at: '<|engagement > 5 for 500d|>',
      code: 'hold-too-long',
      says: '400 days at most',
      fixed: 'engagement > 5 for 400d',
    },
    { at: '<|engagement|> for 7d', code: 'type-condition', says: 'a condition is needed' },
    {
      at: '<|count(usage, period) > 5 for 7d|>',
      code: 'hold-not-here',
      says: 'belong to a mission',
      scope: missionScope,
    },
    {
      at: '<|progress > own for 7d|>',
      code: 'hold-not-here',
      says: 'belong to a mission',
      scope: missionScope,
    },
    {
      at: '<|engagement > 5 for 7d|>',
      code: 'hold-not-here',
      says: 'not possible here',
      scope: () => ruleScope({ holds: false }),
    },
    {
      at: '<|count(usage, 7d)|> > 5',
      code: 'aggregate-not-here',
      says: 'Nothing can be counted',
      scope: () => ruleScope({ aggregates: false }),
    },
  ],
  mappings: [
    {
      at: '<|count(usage, 7d)|>',
      code: 'aggregate-not-here',
      says: 'Nothing can be counted',
      scope: recordScope,
    },
    { at: '<|now|>', code: 'name-not-here', says: 'A mapping sees one event only', scope: recordScope },
    { at: 'time(ts, <|"dd/MM"|>)', code: 'argument-wrong', says: 'The format is', scope: recordScope },
    { at: 'time(ts, <|fmt|>)', code: 'argument-wrong', says: 'The format is', scope: recordScope },
    {
      at: '<|field(a)|>',
      code: 'argument-wrong',
      says: 'in quotes',
      scope: recordScope,
      fixed: 'field("a")',
    },
  ],
};

for (const [group, cases] of Object.entries(CASES)) {
  describe(group, () => {
    it.each(cases)('$at: $says', ({ at, code, says, fixed, scope = ruleScope, ...place }) => {
      const { strict = false, condition = false } = place;
      const { text, span } = readMarked(at);
      const { ast } = parseExpression(text);
      if (ast === undefined) throw new Error(`${text} does not parse`);
      const { typed, problems } = checkExpression(ast, scope(), {
        allowMissing: !strict,
        ...(condition ? { type: 'boolean' } : {}),
      });
      expect(problems.map(problem => `${problem.code} ${writeMarked(text, problem.span)}`)).toEqual([
        `${code} ${writeMarked(text, span)}`,
      ]);
      const [problem] = problems;
      if (problem === undefined) return;
      expect(problem.message).toContain(says);
      expect(typed !== undefined).toBe(CATALOGUE[problem.code].severity === 'warning');
      if (fixed !== undefined) expect(applied(text, problem)).toBe(fixed);
    });
  });
}

describe('one cause', () => {
  it('is reported once, however much depends on it', () => {
    const { ast } = parseExpression('(zzz + 1) * 2 > 5 and not (zzz2 = "x") and engagement > 3');
    if (ast === undefined) throw new Error('does not parse');
    expect(
      checkExpression(ast, ruleScope(), { allowMissing: false }).problems.map(({ message }) => message),
    ).toEqual(['There is nothing called `zzz` here.', 'There is nothing called `zzz2` here.']);
  });
});
