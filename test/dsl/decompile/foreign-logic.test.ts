import { describe, expect, it } from 'vitest';
import type { Expectation } from '../../../dsl/check/index.ts';
import { decompile } from '../../../dsl/decompile/index.ts';
import type { Logic } from '../../../dsl/program/logic.ts';
import { recordScope, ruleScope } from '../support/telecom-scope.ts';

const condition: Expectation = { type: 'boolean', allowMissing: false };
const value: Expectation = { allowMissing: true };
const risk = { var: 'scores.risk' };
const churn = { var: 'named.churn_probability' };
const noChurn = { missing: ['named.churn_probability'] };
const data = { var: 'metrics.sum(usage~ddata,7d)' };

describe('JSONLogic that somebody wrote', () => {
  it.each<[unknown, string, Expectation?]>([
    [{ '>=': [risk, 60] }, 'risk >= 60'],
    [{ '==': [risk, 0] }, 'risk = 0'],
    [{ and: [{ '>': [data, 300_000_000] }] }, 'sum(usage.data, 7d) > 300 MB'],
    [{ '==': [risk, 60] }, 'risk = 60'],
    [{ '!=': [{ var: 'standing.tier' }, 'gold'] }, 'tier != "gold"'],
    [{ '>': [{ var: ['scores.risk', 0] }, 60] }, 'risk > 60'],
    [{ '>': [{ var: ['scores.risk'] }, 60] }, 'risk > 60'],
    [{ '>': [{ var: ['named.churn_probability', 0] }, 0.5] }, '(churn_probability otherwise 0) > 0.5'],
    [{ '<': [10, risk, 60] }, '10 < risk and risk < 60'],
    [{ '!': noChurn }, 'churn_probability is not missing'],
    [{ '==': [churn, null] }, 'churn_probability is missing'],
    [{ '!=': [churn, null] }, 'churn_probability is not missing'],
    [{ or: [noChurn, { var: 'segments.prepaid' }] }, 'churn_probability is missing or prepaid'],
    [{ if: [noChurn, 0, churn] }, 'churn_probability otherwise 0', value],
    [{ if: [{ '==': [churn, null] }, 0, churn] }, 'churn_probability otherwise 0', value],
    [{ if: [{ missing: ['scores.risk'] }, 0, risk] }, 'if risk is missing then 0 else risk', value],
    [{ '+': [risk, 1, { var: 'scores.loyalty' }] }, 'risk + 1 + loyalty', value],
    [{ max: [0, risk] }, 'largest(0, risk)', value],
    [
      { if: [{ var: 'segments.prepaid' }, 1, { var: 'segments.postpaid' }, 2, 3] },
      'if prepaid then 1 else if postpaid then 2 else 3',
      value,
    ],
    [
      { max: [0, { '*': [100, { min: [1, { '/': [data, 1e9] }] }] }] },
      'ramp(sum(usage.data, 7d), 1 GB)',
      value,
    ],
  ])('%j reads %j', (logic, text, expectation = condition) => {
    const { expression, diagnostics } = decompile(logic, ruleScope(), expectation);
    expect([diagnostics.filter(({ severity }) => severity === 'error'), expression?.text]).toEqual([
      [],
      text,
    ]);
  });

  it.each<
    [
      string,
      unknown,
      { readonly code: string; readonly path: string; readonly message: RegExp },
      Expectation?,
    ]
  >([
    [
      'an operator that is none',
      { and: [true, { '>>': [risk, 60] }] },
      { code: 'logic-no-rule', path: '/and/1', message: /`>>` is no operator/ },
    ],
    [
      'an operator of JSONLogic without a text form',
      { '==': [{ cat: ['a', 'b'] }, 'ab'] },
      { code: 'logic-no-rule', path: '/==/0', message: /`cat` is an operator of JSONLogic .* no text form/ },
    ],
    [
      'values of two types that are compared loosely',
      { '==': [risk, 'high'] },
      { code: 'type-mismatch', path: '', message: /they cannot be compared/ },
    ],
    [
      'a variable of no root',
      { '>': [{ var: 'risk' }, 60] },
      { code: 'logic-no-rule', path: '/>/0/var', message: /metrics\., named\./ },
    ],
    [
      'a name that is unknown',
      { '>': [{ var: 'scores.riks' }, 60] },
      { code: 'name-unknown', path: '/>/0', message: /did you mean `risk`/ },
    ],
    [
      'a name under the wrong root',
      { '>': [{ var: 'named.risk' }, 60] },
      { code: 'logic-no-text', path: '/>/0', message: /`risk` reads `scores.risk`/ },
    ],
    [
      'a metric that is no aggregate',
      { '>': [{ var: 'metrics.summ(usage' }, 60] },
      { code: 'logic-no-text', path: '/>/0', message: /metrics\.summ/ },
    ],
    [
      'an aggregate of nothing known',
      { '>': [{ var: 'metrics.count(usage~dsmoke,7d)' }, 60] },
      { code: 'name-unknown-event', path: '/>/0', message: /usage\.smoke/ },
    ],
    [
      'units that do not fit',
      { '>': [data, { var: 'named.tenure' }] },
      { code: 'type-units', path: '', message: /data volume.*duration/ },
    ],
    [
      'a number for a condition',
      { and: [risk, { var: 'segments.prepaid' }] },
      { code: 'type-condition', path: '/and/0', message: /a condition is needed/ },
    ],
    [
      'a value that may be missing',
      { '>': [churn, 0.5] },
      { code: 'missing-value', path: '/>/0', message: /may be missing/ },
    ],
    [
      'null',
      { if: [{ var: 'segments.prepaid' }, null, risk] },
      { code: 'logic-no-text', path: '/if/1', message: /`null` has no text form/ },
      value,
    ],
    [
      'a power',
      { pow: [risk, 2] },
      { code: 'logic-no-text', path: '/pow', message: /`pow` has no text form/ },
      value,
    ],
    [
      'a text inside a text',
      { in: ['pre', { var: 'named.payment_type' }] },
      { code: 'logic-no-rule', path: '/in/1', message: /array/ },
    ],
    [
      'a list of what is missing',
      { '+': [noChurn, 1] },
      { code: 'logic-no-text', path: '/+/0', message: /can only be a condition/ },
      value,
    ],
    [
      'the largest of what may be missing',
      { max: [churn, 1] },
      { code: 'logic-no-text', path: '/max/0', message: /`max` counts a missing value for 0/ },
      value,
    ],
    [
      'an `if` without its last',
      { if: [{ var: 'segments.prepaid' }, 1] },
      { code: 'logic-no-text', path: '', message: /without its last argument/ },
      value,
    ],
  ])('%s is named with its place', (_, logic, expected, expectation = condition) => {
    const { expression, diagnostics } = decompile(logic, ruleScope(), expectation);
    expect(expression).toBeUndefined();
    expect(diagnostics).toEqual([
      expect.objectContaining({
        code: expected.code,
        path: expected.path,
        message: expect.stringMatching(expected.message),
      }),
    ]);
  });

  it('names everything that is wrong with it', () => {
    const logic = { and: [{ '>': [{ var: 'scores.riks' }, 1] }, { '>': [{ var: 'scores.loyalti' }, 1] }] };
    expect(decompile(logic, ruleScope(), condition).diagnostics.map(({ path }) => path)).toEqual([
      '/and/0/>/0',
      '/and/1/>/0',
    ]);
  });

  it('is told no more mistakes than somebody mends at once', () => {
    const and = Array.from({ length: 60 }, (_, index) => ({ '>': [{ var: `scores.riks${index}` }, index] }));
    const { diagnostics } = decompile({ and }, ruleScope(), condition);
    expect(diagnostics.map(({ path }) => path)).toEqual(
      and.slice(0, 20).map((_, index) => `/and/${index}/>/0`),
    );
  });

  it('is read back where 40 choices stand inside each other', () => {
    const name = { var: 'scores.risk' };
    const logic = Array.from({ length: 40 }).reduce<Logic>(
      (inside, _, index) => ({ if: [{ '>': [name, index] }, index, inside] }),
      name,
    );
    const { expression } = decompile(logic, ruleScope(), value);
    expect(expression?.text).toMatch(/^if risk > 39 then 39 else if risk > 38 then 38 else /);
    expect(expression?.logic).toEqual(logic);
  });

  it('of a mapping reads fields by their names, in quotes where these are none', () => {
    const logic = { '===': [{ text: [{ var: 'record.A Number' }] }, 'x'] };
    expect(decompile(logic, recordScope(), value).expression?.text).toBe('field("A Number") = "x"');
  });
});
