import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../dsl/index.ts';
import { badge, findingsIn, mission, segment } from './support/programme.ts';

const impliedIn = (documents: string): readonly Diagnostic[] =>
  findingsIn(documents).filter(({ code }) => code === 'condition-implied');

describe('of conditions joined by `and`', () => {
  it.each([
    ['risk > 50 and risk > 20', '`risk > 20` follows from `risk > 50`', 'risk > 50'],
    ['risk > 20 and prepaid and risk > 50', '`risk > 20` follows from `risk > 50`', 'prepaid and risk > 50'],
    ['engagement < 9 and engagement < 9', '`engagement < 9` follows from `engagement < 9`', 'engagement < 9'],
    [
      'plan = "prepaid" and plan in ["prepaid", "hybrid"]',
      '`plan in ["prepaid", "hybrid"]` follows from `plan = "prepaid"`',
      'plan = "prepaid"',
    ],
    ['not (risk < 50) and risk >= 30', '`risk >= 30` follows from `not (risk < 50)`', 'not (risk < 50)'],
    [
      'postpaid or (engagement between 30 and 40 and engagement > 20)',
      '`engagement > 20` follows from `engagement between 30 and 40`',
      'postpaid or (engagement between 30 and 40)',
    ],
    [
      'count(usage, 7d) > 3 and count(usage, 7d) != 2',
      '`count(usage, 7d) != 2` follows from `count(usage, 7d) > 3`',
      'count(usage, 7d) > 3',
    ],
  ])('one that follows from another is told: %s', (when, message, left) => {
    const text = badge(when);
    const [problem, ...others] = impliedIn(text);
    expect([problem?.message, others]).toEqual([`${message}, so it decides nothing.`, []]);
    const { range, text: written } = problem?.fixes[0]?.edits[0] ?? {};
    const mended = text.slice(0, range?.start.offset) + (written ?? '?') + text.slice(range?.end.offset);
    expect(mended).toBe(badge(left));
  });

  it.each([
    'risk > 20 and engagement > 20',
    'risk > 20 and risk < 50',
    'risk > 50 or risk > 20',
    'count(usage, 7d) > 2 and count(usage, 30d) > 5',
    'risk >= 60 for 3d and engagement > 20',
  ])('none is told where each decides something: %s', when => {
    expect(impliedIn(badge(when))).toEqual([]);
  });

  it('nothing more is told where nobody meets them all', () => {
    expect(impliedIn(segment('none', 'risk > 90 and risk > 20 and risk < 10'))).toEqual([]);
  });

  it('those of a mission are looked at alike', () => {
    const text = mission('m', { generate: '{ when: engagement > 20 and engagement > 10 }' });
    expect(impliedIn(text).map(({ message }) => message)).toEqual([
      '`engagement > 10` follows from `engagement > 20`, so it decides nothing.',
    ]);
  });
});
