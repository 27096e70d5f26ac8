import { describe, expect, it } from 'vitest';
import { programForAll } from '../../support/default-rules.ts';
import { createCustomer, eventInput } from '../../support/one-customer.ts';

const START = Date.parse('2026-03-02T09:00:00+03:00');
const DAY = 86_400_000;

function prepaidCustomer(days: number) {
  const customer = createCustomer(programForAll());
  const activation = { attributes: { plan: 'basic', payment_type: 'prepaid' } };
  customer.take(eventInput('sim.activated', START, activation));
  for (let day = 0; day < days; day += 1) {
    customer.take(eventInput('usage.data', START + day * DAY + 1, { value: 60_000_000 }));
  }
  return customer;
}

describe('an explanation', () => {
  const customer = prepaidCustomer(10);
  const at = START + 9 * DAY + 3_600_000;
  const explain = (rule: string) => customer.engine.explain(customer.snapshot, 'customer-1', at, rule);

  it('names the gate that decided against a mission', () => {
    const running = explain('mission.starter_path');
    expect(running?.gates.find(({ passed }) => !passed)?.gate).toBe('running');
    expect(running?.verdict).toBe('The customer already has it.');
  });

  it('says what was seen and what is needed, in the units of the rule', () => {
    expect(explain('mission.always_on')?.verdict).toBe(
      'Not now: Tenure is 9.04 days; it must be at least 90 days.',
    );
    const tree = explain('badge.data_champion:bronze')?.tree;
    expect(tree?.need).toBe('sum(usage.data, lifetime) is 600 MB; it must be at least 10 GB');
    expect(tree?.how_far).toBeCloseTo(0.06);
  });

  it('shows a compared figure with its unit', () => {
    expect(explain('badge.data_champion:bronze')?.tree).toMatchObject({
      value: 600_000_000,
      shown: '600 MB',
    });
  });

  it.each([
    ['parameter.cheapest_reward', 'Points of the cheapest reward is 200 points.'],
    ['table.payment_rhythm', 'half life is 14 days. payments is 4.'],
    ['table.payment_rhythm.payments', 'payments is 4.'],
    ['metric.payment_type', 'Payment type is prepaid.'],
  ])('says what %s gives', (rule, verdict) => {
    expect(explain(rule)?.verdict).toBe(verdict);
  });

  it('takes a condition apart with the author’s words for each part', () => {
    const tree = explain('mission.always_on')?.tree;
    expect(tree?.kind).toBe('and');
    expect(tree?.children.map(({ text, met }) => [text, met])).toEqual([
      ['tenure >= 90d', false],
      ['risk < 60', true],
    ]);
  });

  it('counts the days that a held condition has held', () => {
    const need = explain('badge.power_user:bronze')?.tree?.need;
    expect(need).toBe('“engagement >= 60” has held for 0 of 14 days');
  });

  it('needs the level below a badge’s level first', () => {
    const silver = explain('badge.streak_master:gold');
    expect(silver?.verdict).toBe('Not yet: it needs silver first.');
  });

  it('shows the parts of a score, and of rules that do not exist nothing', () => {
    const score = explain('score.engagement');
    expect(score?.tree?.children.map(({ kind }) => kind)).toContain('term');
    expect(explain('mission.nothing')).toBeUndefined();
    expect(explain('table.cheapest_reward')).toBeUndefined();
    expect(explain('nothing')).toBeUndefined();
  });
});
