import { describe, expect, it } from 'vitest';
import { checkExpression } from '../../../dsl/check/index.ts';
import type { Expectation } from '../../../dsl/check/index.ts';
import { parseExpression } from '../../../dsl/syntax/index.ts';
import { MISSION_EXPRESSIONS, RECORD_EXPRESSIONS, RULE_EXPRESSIONS } from '../support/draft-expressions.ts';
import { eventScope, missionScope, recordScope, ruleScope } from '../support/telecom-scope.ts';
import type { TestScope } from '../support/telecom-scope.ts';

const ANY: Expectation = { allowMissing: true };

function check(text: string, scope: TestScope = ruleScope(), expectation: Expectation = ANY) {
  const { ast, problems } = parseExpression(text);
  if (ast === undefined) throw new Error(`${text}: ${problems.map(problem => problem.message).join('; ')}`);
  return checkExpression(ast, scope, expectation);
}

function typeOf(text: string, scope?: TestScope): string {
  const { typed, problems } = check(text, scope);
  if (typed === undefined) return problems.map(({ message }) => message).join('; ');
  return typed.type + (typed.missing ? '?' : '');
}

describe('the default rules', () => {
  it.each(RULE_EXPRESSIONS)('%s', text => expect(check(text).problems).toEqual([]));
  it.each(MISSION_EXPRESSIONS)('in a mission: %s', text =>
    expect(check(text, missionScope()).problems).toEqual([]),
  );
  it.each(RECORD_EXPRESSIONS)('in a mapping: %s', text =>
    expect(check(text, recordScope()).problems).toEqual([]),
  );
});

describe('types and missing values (?)', () => {
  it.each([
    ['1', 'number'],
    ['20%', 'number'],
    ['30d', 'duration'],
    ['1 GB', 'data'],
    ['5 Mbps', 'speed'],
    ['"a"', 'text'],
    ['now', 'time'],
    ['now - first_seen', 'duration'],
    ['now + 30d', 'time'],
    ['30d + now', 'time'],
    ['now - 30d', 'time'],
    ['2 * 30d', 'duration'],
    ['30d / 2', 'duration'],
    ['30d / 1 min', 'number'],
    ['-tenure', 'duration'],
    ['cash_in_30d + 5', 'money'],
    ['5 + cash_in_30d', 'money'],
    ['5% * cash_in_30d', 'money'],
    ['cash_in_30d / 2', 'money'],
    ['5 / cash_in_30d', 'number?'],
    ['qualifying_points - 5', 'points'],
    ['1 / 3', 'number'],
    ['1 / engagement', 'number?'],
    ['1 / (if postpaid then 1 else 4)', 'number'],
    ['churn_probability', 'number?'],
    ['churn_probability + 1', 'number?'],
    ['churn_probability otherwise 0', 'number'],
    ['churn_probability otherwise on_time_share', 'number?'],
    ['churn_probability is missing', 'boolean'],
    ['if postpaid then churn_probability else 1', 'number?'],
    ['if postpaid then 5 else cash_in_30d', 'money'],
    ['largest(5, cash_in_30d)', 'money'],
    ['largest(churn_probability, on_time_share)', 'number?'],
    ['largest(churn_probability, 0)', 'number'],
    ['smallest(now, first_seen)', 'time'],
    ['nice(data_7d)', 'data'],
    ['round_up(1.5)', 'number'],
    ['ramp(data_7d, 1 GB)', 'number'],
    ['ramp(data_7d, data_7d)', 'number?'],
    ['months_since(first_seen)', 'number'],
    ['months_after(activated_at, 3)', 'time?'],
    ['count(usage, 7d)', 'number'],
    ['sum(usage.voice, 7d)', 'duration'],
    ['sum(usage.data.up, 7d)', 'data'],
    ['sum(payment, 7d)', 'money'],
    ['sum(mission.completed, lifetime)', 'points'],
    ['avg(usage.data, 24h)', 'data?'],
    ['max(recharge.completed, lifetime)', 'money?'],
    ['days(usage, week)', 'number'],
    ['distinct(app.feature.feature, 30d)', 'number'],
    ['last(app.login.time)', 'time?'],
    ['first(sim.activated.plan)', 'text?'],
    ['last(recharge.completed)', 'money?'],
    ['last(attribute.changed.value)', 'any?'],
    ['last(attribute.changed.value) otherwise 1d', 'duration'],
    ['last(attribute.changed.value) otherwise ""', 'text'],
    ['(last(attribute.changed.value) otherwise 0) + 1', 'number'],
    ['since(usage)', 'duration?'],
    ['median(payment.gap, last 8)', 'duration?'],
    ['median(recharge.completed, last 8)', 'money?'],
    ['streak(usage, week)', 'number'],
    ['best_streak(usage, day, 90d)', 'number'],
    ['usual(sum(cash_in, 30d), 90d)', 'money?'],
    ['median_of_periods(sum(usage.data, week), 6)', 'data?'],
    ['percentile(data_7d, 95%)', 'data?'],
    ['engagement > 60 for 14d', 'boolean'],
  ])('%s is %s', (text, expected) => expect(typeOf(text)).toBe(expected));

  it.each([
    ['amount', 'any?'],
    ['amount + 1', 'number?'],
    ['kb * 1 KB', 'data?'],
    ['kb / 1 KB', 'number?'],
    ['a = b', 'boolean?'],
    ['a is missing', 'boolean'],
    ['a otherwise "x"', 'text'],
    ['if a = "x" then "y" else b', 'text?'],
    ['time(a)', 'time?'],
    ['hour(a)', 'number?'],
    ['day', 'any?'],
    ['time(day)', 'time?'],
  ])('%s in a mapping is %s', (text, expected) => expect(typeOf(text, recordScope())).toBe(expected));

  it('flow through the conditions on one event', () => {
    expect(typeOf('off_peak and up > 5 MB', eventScope('usage.data'))).toBe('boolean?');
    expect(typeOf('(method otherwise "") not in ["loyalty"]', eventScope('recharge.completed'))).toBe(
      'boolean',
    );
  });

  it('carry the texts that a value can be', () => {
    expect(check('(payment_type otherwise "none")').typed?.values).toEqual([
      'prepaid',
      'postpaid',
      'hybrid',
      'none',
    ]);
    expect(check('if postpaid then "a" else dwh_segment').typed?.values).toBeUndefined();
  });
});

describe('what a place asks for', () => {
  const problemOf = (text: string, expectation: Expectation): string | undefined =>
    check(text, ruleScope(), expectation).problems[0]?.message;

  it('is met by a value of that type', () => {
    expect(problemOf('engagement > 5', { type: 'condition', allowMissing: false })).toBeUndefined();
    expect(problemOf('500', { type: 'points', allowMissing: false })).toBeUndefined();
    expect(
      check('last(attribute.changed.value)', ruleScope(), { type: 'time', allowMissing: true }).typed?.type,
    ).toBe('time');
  });

  it.each<[string, Expectation, string]>([
    [
      'engagement',
      { type: 'condition', allowMissing: false },
      '`engagement` is a number; a condition is needed here, such as `engagement > 0`.',
    ],
    ['dwh_segment', { type: 'boolean', allowMissing: true }, '`dwh_segment = "…"`'],
    [
      '30d',
      { type: 'money', allowMissing: false },
      'What is wanted here is an amount of money, but `30d` is a duration.',
    ],
    [
      'churn_probability',
      { type: 'number', allowMissing: false },
      '`churn_probability` may be missing: write `churn_probability otherwise 0`',
    ],
  ])('is otherwise named: %s', (text, expectation, message) => {
    expect(problemOf(text, expectation)).toContain(message);
  });
});

describe('cost', () => {
  const nest = (depth: number, wrap: (inner: string) => string): string =>
    Array.from({ length: depth }).reduce<string>(wrap, 'churn_probability');

  it.each<[string, number, (inner: string) => string]>([
    ['divisions', 45, inner => `1 / (${inner})`],
    ['functions that divide', 45, inner => `ramp(1, ${inner})`],
    ['fallbacks', 45, inner => `(1 / (${inner}) otherwise 2)`],
    ['choices', 20, inner => `(if (${inner} otherwise 1) > 2 then 1 / risk else 2)`],
  ])('of %s inside each other is bounded', (_, depth, wrap) => {
    expect(check(nest(3, wrap)).problems).toEqual([]);
    expect(check(nest(depth, wrap)).problems.map(({ code }) => code)).toEqual(['expression-too-costly']);
  });
});
