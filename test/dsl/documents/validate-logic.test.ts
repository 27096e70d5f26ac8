import { describe, expect, it } from 'vitest';
import { validateLogic } from '../../../dsl/documents/index.ts';

const x = { var: 'scores.risk' };

describe('validateLogic', () => {
  it.each([
    ['a constant', 5],
    ['nothing', null],
    ['a comparison', { '>': [x, 60] }],
    ['a chain of two comparisons', { '<=': [20, x, 60] }],
    ['an aggregate', { '>=': [{ var: 'metrics.sum(usage~ddata,30d)' }, 5e9] }],
    ['a guard', { if: [{ '==': [x, null] }, null, { '/': [1, x] }] }],
    ['the missing guard', { if: [{ missing: ['scores.risk'] }, false, { '<': [x, 5] }] }],
    ['membership', { in: [{ var: 'segments.plan' }, ['a', 'b']] }],
    ['one argument, bare or in a list', { and: [{ '!': x }, { '!!': [x] }] }],
    ['a declared operator', { pow: [2, { round_up: x }] }],
  ])('takes %s', (_what, logic) => {
    expect(validateLogic(logic)).toEqual([]);
  });

  it.each([
    ['an operator of JSONLogic that rules do not compile to', { cat: ['a', 'b'] }, ''],
    ['a misspelt operator', { '>': [{ vra: 'now' }, 1] }, '/>/0'],
    ['loose equality of values', { '==': [x, 5] }, '/==/1'],
    ['two operators in one object', { '+': [1], '-': [1] }, ''],
    ['an empty object', { and: [{}] }, '/and/0'],
    ['too few arguments', { '<': [x] }, '/<'],
    ['too many arguments', { '>': [x, 1, 2] }, '/>'],
    ['a list as a value', { '+': [[1, 2], 3] }, '/+/0'],
    ['a variable outside the known roots', { var: 'secret.key' }, '/var'],
    ['a computed variable', { var: { '+': ['a'] } }, '/var'],
    ['something that is no JSON', { '+': [undefined] }, '/+/0'],
  ])('rejects %s, at its place', (_what, logic, path) => {
    expect(validateLogic(logic).map(problem => problem.path)).toContain(path);
  });

  it('suggests the operator that was meant', () => {
    expect(validateLogic({ montsh_since: [x] })[0]?.message).toBe(
      '`montsh_since` is no operator. Did you mean `months_since`?',
    );
  });

  it('says what a rule is where a list stands', () => {
    expect(validateLogic([])[0]?.message).toMatch(/^A rule was expected here: an operation such as /);
  });

  it('stops at rules that are nested without end', () => {
    let logic: unknown = 1;
    for (let level = 0; level < 50_000; level += 1) logic = { '!': [logic] };
    expect(validateLogic(logic)).toEqual([
      { path: '', message: 'The rule is nested more than 200 levels deep.' },
    ]);
  });
});
