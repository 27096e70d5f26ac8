import { describe, expect, it } from 'vitest';
import {
  categoriesOf,
  completionShare,
  funnelFinding,
  funnelTotals,
} from '../../../editor/pages/overview/funnel-maths.ts';

const row = (category: string, assigned: number, active: number, completed: number, expired: number) => ({
  template_id: category,
  name: category,
  category,
  assigned,
  active,
  completed,
  expired,
  withdrawn: 0,
});

describe('the mission funnel', () => {
  it('adds templates up', () => {
    expect(funnelTotals([row('a', 10, 2, 6, 2), row('b', 5, 5, 0, 0)])).toEqual({
      assigned: 15,
      active: 7,
      completed: 6,
      expired: 2,
      withdrawn: 0,
    });
  });

  it('counts completion among those that ended', () => {
    expect(completionShare(row('a', 10, 2, 6, 2))).toBe(0.75);
    expect(completionShare(row('a', 10, 10, 0, 0))).toBeUndefined();
  });

  it('says its finding in words', () => {
    expect(funnelFinding(row('a', 10, 2, 6, 2))).toBe(
      '75 % of the missions that ended were completed; 20 % are running.',
    );
    expect(funnelFinding(row('a', 4, 4, 0, 0))).toBe('100 % are running; none has ended yet.');
    expect(funnelFinding(row('a', 0, 0, 0, 0))).toBe('No mission was assigned yet.');
  });

  it('lists categories in the product’s order, others behind', () => {
    expect(
      categoriesOf([
        row('seasonal', 1, 0, 0, 0),
        row('correction', 1, 0, 0, 0),
        row('onboarding', 1, 0, 0, 0),
      ]),
    ).toEqual(['onboarding', 'correction', 'seasonal']);
  });
});
