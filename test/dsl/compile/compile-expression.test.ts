import { describe, expect, it } from 'vitest';
import { DECLARED_OPERATORS } from '../../../dsl/check/index.ts';
import { compileText } from '../../../dsl/compile/expressions/compile-text.ts';
import type { Logic } from '../../../dsl/program/logic.ts';
import { declaredOperators, jsonLogicWith } from '../../support/json-logic.ts';
import { MISSION_EXPRESSIONS, RECORD_EXPRESSIONS, RULE_EXPRESSIONS } from '../support/draft-expressions.ts';
import { missionScope, recordScope, ruleScope } from '../support/telecom-scope.ts';
import type { TestScope } from '../support/telecom-scope.ts';

const evaluate = jsonLogicWith(declaredOperators);

function compile(text: string, scope: TestScope = ruleScope()): Logic {
  const { expression, problems } = compileText(text, scope, { allowMissing: true });
  if (expression === undefined)
    throw new Error(`${text}: ${problems.map(({ message }) => message).join('; ')}`);
  return expression.logic;
}

const engagement = { var: 'scores.engagement' };
const churn = { var: 'named.churn_probability' };
const noChurn = { missing: ['named.churn_probability'] };
const share = { var: 'named.on_time_share' };

describe('compiled logic', () => {
  it.each<[string, Logic]>([
    ['30d', 2_592_000_000],
    ['1.1 MB', 1_100_000],
    ['7%', 0.07],
    ['2 * 30d + 12h', 5_227_200_000],
    ['-5', -5],
    ['"a" = "b"', false],
    ['now', { var: 'now' }],
    ['engagement', engagement],
    ['-engagement', { '-': [engagement] }],
    ['engagement - 5', { '-': [engagement, 5] }],
    ['engagement = 5', { '===': [engagement, 5] }],
    ['engagement != 5', { '!==': [engagement, 5] }],
    ['engagement between 20 and 60', { '<=': [20, engagement, 60] }],
    ['tier in ["gold", "platinum"]', { in: [{ var: 'standing.tier' }, ['gold', 'platinum']] }],
    ['tier not in ["gold"]', { '!': [{ in: [{ var: 'standing.tier' }, ['gold']] }] }],
    ['not postpaid and staff', { and: [{ '!': [{ var: 'segments.postpaid' }] }, { var: 'named.staff' }] }],
    ['if postpaid then 1 else 4', { if: [{ var: 'segments.postpaid' }, 1, 4] }],
    // Missing values: null by themselves, one guard, or what `otherwise` says.
    ['churn_probability', churn],
    ['churn_probability + 1', { if: [noChurn, null, { '+': [churn, 1] }] }],
    [
      'churn_probability * on_time_share',
      {
        if: [{ missing: ['named.churn_probability', 'named.on_time_share'] }, null, { '*': [churn, share] }],
      },
    ],
    ['churn_probability otherwise 0', { if: [noChurn, 0, churn] }],
    ['churn_probability + 1 otherwise 0', { if: [noChurn, 0, { '+': [churn, 1] }] }],
    ['churn_probability is missing', { '!!': [noChurn] }],
    ['churn_probability is not missing', { '!': [noChurn] }],
    ['1 / engagement', { if: [{ '===': [engagement, 0] }, null, { '/': [1, engagement] }] }],
    [
      'churn_probability / engagement otherwise 1',
      { if: [{ or: [noChurn, { '===': [engagement, 0] }] }, 1, { '/': [churn, engagement] }] },
    ],
    ['1 / engagement is missing', { '!!': [{ '===': [engagement, 0] }] }],
    [
      'engagement / (if postpaid then 1 else 4)',
      { '/': [engagement, { if: [{ var: 'segments.postpaid' }, 1, 4] }] },
    ],
    [
      'if postpaid then churn_probability else on_time_share',
      { if: [{ var: 'segments.postpaid' }, churn, share] },
    ],
    [
      '(if postpaid then churn_probability else 1) + 1',
      {
        if: [
          { if: [{ var: 'segments.postpaid' }, noChurn, false] },
          null,
          { '+': [{ if: [{ var: 'segments.postpaid' }, churn, 1] }, 1] },
        ],
      },
    ],
    ['churn_probability otherwise on_time_share', { if: [noChurn, share, churn] }],
    [
      '(churn_probability otherwise on_time_share) + 1',
      {
        if: [
          { and: [noChurn, { missing: ['named.on_time_share'] }] },
          null,
          { '+': [{ if: [noChurn, share, churn] }, 1] },
        ],
      },
    ],
    ['largest(churn_probability, on_time_share)', { largest: [churn, share] }],
    ['largest(churn_probability + 1, 5)', { largest: [{ if: [noChurn, null, { '+': [churn, 1] }] }, 5] }],
    [
      'largest(churn_probability, on_time_share) + 1',
      {
        if: [
          { and: [noChurn, { missing: ['named.on_time_share'] }] },
          null,
          { '+': [{ largest: [churn, share] }, 1] },
        ],
      },
    ],
    // Functions.
    ['ramp(engagement, 24)', { max: [0, { '*': [100, { min: [1, { '/': [engagement, 24] }] }] }] }],
    [
      'recency(tenure, 7d)',
      { min: [100, { '*': [100, { pow: [0.5, { '/': [{ var: 'named.tenure' }, 604_800_000] }] }] }] },
    ],
    ['exp(engagement)', { pow: [Math.E, engagement] }],
    ['months_since(first_seen)', { months_since: [{ var: 'first_seen' }, { var: 'now' }] }],
    ['nice(engagement * 1.1)', { nice: [{ '*': [engagement, 1.1] }] }],
    // Features.
    ['sum(usage.data where off_peak, 7d)', { var: 'metrics.sum(usage~ddata where off_peak,7d)' }],
    [
      'since(usage) otherwise 1d',
      { if: [{ missing: ['metrics.since(usage)'] }, 86_400_000, { var: 'metrics.since(usage)' }] },
    ],
    [
      'engagement >= 60 for 14d and staff',
      { and: [{ var: 'metrics.engagement >= 60 for 14d' }, { var: 'named.staff' }] },
    ],
    // Values of no known type are read as what they are compared with.
    [
      'last(attribute.changed.value where name = "staff") otherwise false',
      {
        if: [
          {
            '===': [
              { boolean: [{ var: 'metrics.last(attribute~dchanged~dvalue where name = "staff")' }] },
              null,
            ],
          },
          false,
          { boolean: [{ var: 'metrics.last(attribute~dchanged~dvalue where name = "staff")' }] },
        ],
      },
    ],
  ])('%s', (text, logic) => {
    expect(compile(text)).toEqual(logic);
  });

  it.each<[string, Logic]>([
    ['amount', { var: 'record.amount' }],
    ['nbo.sku', { var: 'record.nbo.sku' }],
    ['field("A Number")', { var: 'record.A Number' }],
    [
      'amount * 2',
      {
        if: [
          { '===': [{ number: [{ var: 'record.amount' }] }, null] },
          null,
          { '*': [{ number: [{ var: 'record.amount' }] }, 2] },
        ],
      },
    ],
    [
      'code = 5',
      {
        if: [
          { '===': [{ text: [{ var: 'record.code' }] }, null] },
          null,
          { '===': [{ text: [{ var: 'record.code' }] }, '5'] },
        ],
      },
    ],
    ['time(ts, "unix_ms")', { parse_time: [{ var: 'record.ts' }, 'unix_ms', { var: 'zone' }] }],
    ['time(ts)', { time: [{ var: 'record.ts' }, { var: 'zone' }] }],
    ['fraud is not missing', { '!': [{ missing: ['record.fraud'] }] }],
  ])('in a mapping: %s', (text, logic) => {
    expect(compile(text, recordScope())).toEqual(logic);
  });
});

/** A customer who has everything. */
const FULL = {
  now: Date.UTC(2026, 2, 31, 12),
  first_seen: Date.UTC(2026, 0, 31, 12),
  scores: { engagement: 40, risk: 50, weighted: 20 },
  segments: { postpaid: false, prepaid: true },
  standing: { tier: 'gold', points_balance: 500 },
  named: {
    churn_probability: 0.5,
    on_time_share: 0.8,
    cash_in_30d: 20,
    tenure: 86_400_000 * 7,
    activated_at: Date.UTC(2026, 1, 28),
    staff: false,
  },
  metrics: {
    'since(usage)': 86_400_000,
    'count(usage,30d)': 5,
    'usual(count(usage,30d),90d)': 10,
    'percentile(cash_in_30d,80%)': 0,
    'last(attribute~dchanged~dvalue where name = "staff")': 'yes',
  },
};

describe('evaluated by json-logic-js', () => {
  it.each<[string, unknown]>([
    ['engagement between 20 and 40', true],
    ['engagement - 5 * 2', 30],
    ['(engagement - 5) * 2', 70],
    ['weighted / 2 + 50 * churn_probability otherwise weighted', 35],
    ['ramp(engagement, 80)', 50],
    ['ramp(engagement, 10)', 100],
    ['ramp(-engagement, 10)', 0],
    ['recency(tenure, 7d)', 50],
    ['recency(-tenure, 7d)', 100],
    ['drop(count(usage, 30d), usual(count(usage, 30d), 90d), 100%)', 50],
    ['drop(count(usage, 30d), usual(count(usage, 30d), 90d), 40%)', 100],
    ['drop(usual(count(usage, 30d), 90d), count(usage, 30d), 40%)', 0],
    ['ratio_to_own(count(usage, 30d), usual(count(usage, 30d), 90d))', 50],
    ['ramp(cash_in_30d, percentile(cash_in_30d, 80%))', null],
    ['ramp(cash_in_30d, percentile(cash_in_30d, 80%)) otherwise 7', 7],
    ['months_since(first_seen)', 2],
    ['months_after(first_seen, 1) - first_seen', 28 * 86_400_000],
    ['round_up(2.1) + nice(2.6) + nice(301)', 406],
    ['largest(engagement, risk, 3)', 50],
    ['smallest(engagement, risk)', 40],
    ['tier in ["gold", "platinum"] and not postpaid', true],
    ['last(attribute.changed.value where name = "staff") otherwise false', true],
    ['payment_gap is missing', true],
    ['payment_gap otherwise 1d', 86_400_000],
    ['largest(payment_gap, 2d)', 2 * 86_400_000],
    ['largest(payment_gap, recharge_gap)', null],
    ['largest(payment_gap, recharge_gap) otherwise 3d', 3 * 86_400_000],
    ['(if postpaid then 1 else churn_probability) + 1', 1.5],
    ['(if prepaid then payment_gap else 1d) + 1d', null],
    ['(if postpaid then payment_gap else 1d) + 1d', 2 * 86_400_000],
    ['(payment_gap otherwise recharge_gap) + 1d otherwise 9d', 9 * 86_400_000],
    ['if on_time_share is missing then 1 else 2', 2],
    ['1 / (engagement - 40)', null],
    ['1 / (engagement - 40) is missing', true],
    ['(payment_type otherwise "prepaid") = "prepaid"', true],
  ])('%s', (text, expected) => {
    expect(evaluate(compile(text), FULL)).toBe(expected);
  });

  const record = {
    call_type: 'sms_out',
    kb_up: '1.5',
    kb_down: 2,
    code: 5,
    paid_at: '2026-01-02T00:00:00Z',
    due_at: '2026-01-03',
    low: '9',
    high: '10',
    yes: 'TRUE',
    word: 'abc',
    empty: '',
    booked: '22.01.2026 10:30',
    ts: '1769077800000',
    'A Number': 7,
    nbo: { sku: 'S1' },
  };

  it.each<[string, unknown]>([
    ['(kb_up + kb_down) * 1 KB', 3_500],
    ['call_type = "sms_out"', true],
    ['code = 5', true],
    ['code = "5"', true],
    ['code in [4, 5]', true],
    ['code not in [4, 5]', false],
    ['paid_at <= due_at', true],
    ['low < high', true],
    ['word < high', null],
    ['high between low and 11', true],
    ['kb_down > 1 KB', false],
    ['word + 1', null],
    ['word + 1 otherwise 3', 3],
    ['gone = "x"', null],
    ['empty is missing', true],
    ['not gone', null],
    ['yes and call_type = "sms_out"', true],
    ['call_type = "other" and gone = "x"', null],
    ['call_type = "other" or gone = "x" otherwise "y"', null],
    ['if gone = "x" then 1 else 2', null],
    ['if call_type = "sms_out" then word else gone', 'abc'],
    ['if call_type = "other" then word else gone', null],
    ['if gone is missing then "none" else gone', 'none'],
    ['time(booked, "dd.MM.yyyy HH:mm") = time(ts, "unix_ms")', true],
    ['hour(time(booked, "dd.MM.yyyy HH:mm"))', 10],
    ['hour(word)', null],
    ['hour(paid_at) < 7', true],
    ['field("A Number") + 1', 8],
    ['nbo.sku', 'S1'],
    ['nbo.kind', null],
  ])('in a mapping: %s', (text, expected) => {
    expect(evaluate(compile(text, recordScope()), { record, zone: 'UTC' })).toBe(expected);
  });
});

describe('every default rule', () => {
  const standard = [
    'var',
    'missing',
    'if',
    'and',
    'or',
    '!',
    '!!',
    '===',
    '!==',
    '<',
    '<=',
    '>',
    '>=',
    'in',
    '+',
    '-',
    '*',
    '/',
    'min',
    'max',
  ];
  const known = new Set([...standard, ...Object.keys(declaredOperators)]);

  function operatorsIn(logic: Logic): readonly string[] {
    if (logic === null || typeof logic !== 'object') return [];
    if (Array.isArray(logic)) return (logic as readonly Logic[]).flatMap(operatorsIn);
    return Object.entries(logic).flatMap(([operator, args]: [string, Logic]) => [
      operator,
      ...operatorsIn(args),
    ]);
  }

  const all = [
    ...RULE_EXPRESSIONS.map(text => [text, ruleScope] as const),
    ...MISSION_EXPRESSIONS.map(text => [text, missionScope] as const),
    ...RECORD_EXPRESSIONS.map(text => [text, recordScope] as const),
  ];

  it.each(all)('%s: compiles to standard and declared operators alone', (text, scope) => {
    expect(operatorsIn(compile(text, scope())).filter(operator => !known.has(operator))).toEqual([]);
  });

  it('uses no operator that is not declared with its definition', () => {
    expect(DECLARED_OPERATORS.map(({ name }) => name).toSorted()).toEqual(
      Object.keys(declaredOperators).toSorted(),
    );
  });
});
