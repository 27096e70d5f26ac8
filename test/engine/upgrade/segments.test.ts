import { describe, expect, it } from 'vitest';
import { compiled, createUpgraded } from './upgraded-customer.ts';

const heavy = (megabytes: number): string => `kind: segment
id: heavy
name: Heavy users
when: sum(usage.data, 7d) >= ${megabytes} MB
`;

function segmentsOf({ customer }: ReturnType<typeof createUpgraded>): readonly string[] {
  return customer.snapshot?.summary.segments ?? [];
}

describe('a segment of a release', () => {
  it('has its members as soon as they are taken over, whatever takes them over', () => {
    const one = createUpgraded(compiled());
    one.use(150);
    one.release(compiled(heavy(100)));
    one.days(0);
    expect(segmentsOf(one)).toEqual(['heavy']);
    expect(one.effects('segment_changed')).toEqual([
      { kind: 'segment_changed', segment: 'heavy', member: true },
    ]);
    one.expectRebuilt();
  });

  it('loses those who are none by its new condition', () => {
    const one = createUpgraded(compiled(heavy(100)));
    one.use(150);
    expect(segmentsOf(one)).toEqual(['heavy']);
    one.release(compiled(heavy(200)));
    one.days(0);
    expect(segmentsOf(one)).toEqual([]);
    one.expectRebuilt();
  });

  it('that is there no more has no members, and has them again when it comes back', () => {
    const one = createUpgraded(compiled(heavy(100)));
    one.use(150);
    one.release(compiled());
    one.days(0);
    expect(segmentsOf(one)).toEqual([]);
    one.expectRebuilt();
    one.release(compiled(heavy(100)));
    one.days(0);
    expect(segmentsOf(one)).toEqual(['heavy']);
    one.expectRebuilt();
  });

  it('is not judged anew where it asks what it asked before', () => {
    const one = createUpgraded(compiled(heavy(100)));
    one.use(150);
    const { length } = one.customer.journal;
    one.release(compiled(heavy(100), heavy(300).replace('id: heavy', 'id: heavier')));
    one.days(0);
    expect(one.customer.journal).toHaveLength(length);
    one.expectRebuilt();
  });
});
