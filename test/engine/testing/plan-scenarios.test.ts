import { describe, expect, it } from 'vitest';
import { planScenarios } from '../../../engine/testing/index.ts';
import type { TestValue } from '../../../engine/testing/index.ts';

const plan = (...expectations: readonly string[]) => {
  const value: TestValue = {
    kind: 'test',
    id: 'story',
    name: 'A story',
    start: '2026-03-02',
    steps: [{ at: 'day 1 09:00', expect: expectations }],
  };
  return planScenarios([{ id: value.id, name: value.name, value }]);
};

const partsOf = (text: string): readonly string[] =>
  plan(text).scenarios[0]?.expectations[0]?.[0]?.parts.map(part => part.text) ?? [];

describe('what the expectations of a scenario read', () => {
  it.each([
    ['engagement >= 60', ['engagement']],
    ['engagement between 20 and 60', ['engagement']],
    ['not (risk < 40 and loyalty >= 20)', ['risk', 'loyalty']],
    ['count(app.login, lifetime) = cheapest_reward', ['count(app.login, lifetime)', 'cheapest_reward']],
    ['larger_sku is missing', ['larger_sku']],
    ['engagement >= 60 for 14d', ['engagement']],
    ['dormant', []],
  ])('%s', (text, parts) => {
    expect(partsOf(text)).toEqual(parts);
  });

  it('compiles equal texts once', () => {
    const { extra } = plan('engagement >= 60', 'engagement >= 70', 'engagement >= 60');
    expect(extra.map(({ text }) => text).sort()).toEqual([
      'engagement',
      'engagement >= 60',
      'engagement >= 70',
    ]);
    expect(new Set(extra.map(({ id }) => id)).size).toBe(3);
  });

  it('leaves a condition that cannot be read to the checker', () => {
    expect(partsOf('engagement >=')).toEqual([]);
  });
});
