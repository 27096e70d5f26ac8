import { describe, expect, it } from 'vitest';
import { createFindTwin } from '../../../dsl/analysis/checks/same-customers.ts';
import type { Theory } from '../../../dsl/analysis/solver/theory.ts';
import { createCustomerTheory } from '../../../dsl/analysis/theory/customer-theory.ts';
import { defaultProgram } from '../../support/default-rules.ts';
import type { Logic } from '../../../dsl/index.ts';

/** Of the customers of the default rules, who are in one of the segments; `questions` counts what is reasoned about. */
function theoryOf(segments: Readonly<Record<string, Logic>>) {
  const base = createCustomerTheory(defaultProgram());
  const asked = { questions: 0 };
  const theory: Theory = {
    ...base,
    definition: path =>
      path.startsWith('segments.') ? segments[path.slice('segments.'.length)] : base.definition(path),
    laws: goals => {
      asked.questions += 1;
      return base.laws(goals);
    },
  };
  return { theory, asked };
}

const engagement: Logic = { var: 'scores.engagement' };
const risk: Logic = { var: 'scores.risk' };

describe('a segment of the same customers', () => {
  it.each<[string, Logic, Logic]>([
    ['in other words', { '>=': [engagement, 60] }, { '!': [{ '<': [engagement, 60] }] }],
    [
      'that reads less is found',
      { and: [{ '>': [engagement, 60] }, { '<=': [risk, 100] }] },
      { '>': [engagement, 60] },
    ],
    [
      'that reads more is found',
      { '>': [engagement, 60] },
      { and: [{ '>': [engagement, 60] }, { '<=': [risk, 100] }] },
    ],
  ])('%s', (_, one, two) => {
    const other: Logic = { '>': [engagement, 90] };
    const { theory } = theoryOf({ other, one, unlike: { '>': [risk, 3] }, two });
    const findTwin = createFindTwin(theory);
    expect(['other', 'one', 'unlike', 'two'].map(findTwin)).toEqual([undefined, undefined, undefined, 'one']);
  });

  it('that nobody is in is no twin', () => {
    const nobody = (than: number): Logic => ({
      and: [{ '>': [engagement, 50 + than] }, { '<': [engagement, 50] }],
    });
    const findTwin = createFindTwin(theoryOf({ one: nobody(1), two: nobody(2) }).theory);
    expect(['one', 'two'].map(findTwin)).toEqual([undefined, undefined]);
  });

  it('is looked for among many with a few questions each, and found there', () => {
    const count = 200;
    const many = Object.fromEntries(
      Array.from({ length: count }, (_, i): [string, Logic] => [
        `s${i}`,
        { and: [{ '>': [engagement, i % 20] }, { '>': [risk, Math.floor(i / 20)] }] },
      ]),
    );
    const last: Logic = { '!': [{ or: [{ '<=': [engagement, 7] }, { '<=': [risk, 4] }] }] };
    const { theory, asked } = theoryOf({ ...many, last });
    const findTwin = createFindTwin(theory);
    expect(Object.keys(many).map(findTwin)).toEqual(Array.from({ length: count }, () => undefined));
    expect(findTwin('last')).toBe('s87');
    expect(asked.questions).toBeLessThan(6 * count);
  });
});
