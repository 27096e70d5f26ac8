import { describe, expect, it } from 'vitest';
import { readTime } from '../../../engine/mapping/read-time.ts';

const iso = (text: unknown, zone = 'UTC'): string => {
  const read = readTime(text, zone);
  return 'ms' in read ? new Date(read.ms).toISOString() : read.problem;
};

describe('readTime', () => {
  it.each([
    ['2026-01-22T10:00:00Z', '2026-01-22T10:00:00.000Z'],
    ['2026-01-22t10:00:00z', '2026-01-22T10:00:00.000Z'],
    ['2026-01-22T10:00:00.1234567+03:00', '2026-01-22T07:00:00.123Z'],
    ['2026-01-22 10:00:00 -0530', '2026-01-22T15:30:00.000Z'],
    ['2026-01-22T10:00', '2026-01-22T10:00:00.000Z'],
    ['2026-01-22', '2026-01-22T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(iso(text)).toBe(expected);
  });

  it('takes times without an offset from the clock of the zone', () => {
    expect(iso('2026-01-22 10:00', 'Africa/Nairobi')).toBe('2026-01-22T07:00:00.000Z');
    expect(iso('2026-07-22 10:00', 'Europe/Berlin')).toBe('2026-07-22T08:00:00.000Z');
  });

  it('takes the first of an hour that occurs twice, and leads a skipped one behind the gap', () => {
    expect(iso('2026-10-25 02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(iso('2026-03-29 02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  });

  it.each([
    ['2025-02-29', /no such day/],
    ['2026-04-31T10:00:00Z', /no such day/],
    ['2026-13-01', /twelve months/],
    ['2026-00-01', /twelve months/],
    ['2026-01-00', /no such day/],
    ['2026-01-22T10:60:00Z', /60 minutes/],
    ['2026-01-22T10:00:61Z', /60 seconds/],
    ['0095-01-01', /before 1000/],
    ['yesterday', /is no time/],
    [1769076000, /number/],
    [null, /nothing/],
    [['2026-01-22'], /list/],
  ])('%s is no time, and says why', (value, problem) => {
    expect(iso(value)).toMatch(problem);
  });
});
