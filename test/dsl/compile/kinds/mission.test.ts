import { describe, expect, it } from 'vitest';
import { tryOut } from './compile-kind.ts';

const mission = (progress: string, target: string): string => `kind: mission
id: tried
name: Tried
category: habit
period: week
generate: { when: engagement > 5 }
reward: { points: 5 }
progress: ${progress}
target: ${target}
`;

describe('a mission whose progress and target do not fit', () => {
  it('is told at the progress where that is no number', () => {
    const told = tryOut(mission('engagement > 5', '{ levels: { a: 1, b: 2 } }'));
    expect(told.problems).toEqual([
      ['type-mismatch', 'engagement > 5', expect.stringContaining('but progress is counted')],
    ]);
    expect(tryOut(told.fixed('type-mismatch')).problems).toEqual([]);
  });

  it('is told at the levels where they lack the unit of the progress', () => {
    const told = tryOut(mission('sum(usage.data, period)', '{ levels: { a: 1, b: 2 } }'));
    expect(told.problems).toEqual([
      [
        'type-unit-missing',
        '{ a: 1, b: 2 }',
        expect.stringContaining('give the levels a unit, such as `1 MB`'),
      ],
    ]);
    const fixed = told.fixed('type-unit-missing');
    expect(fixed).toContain('{ a: 1 MB, b: 2 MB }');
    expect(tryOut(fixed).problems).toEqual([]);
  });
});
