import { describe, expect, it } from 'vitest';
import { tryOut } from './compile-kind.ts';

describe('a tier', () => {
  it('with a second level without a condition is told so once', () => {
    const text = 'kind: tier\nid: ladder\nname: Club\ngrace: 30d\nlevels:\n  base: {}\n  silver: {}\n';
    expect(tryOut(text).problems).toEqual([
      ['schema-missing-field', 'silver', '`silver` needs `when`: only the lowest tier has no condition.'],
    ]);
  });
});
