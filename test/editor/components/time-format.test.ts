import { describe, expect, it } from 'vitest';
import { formatRelative } from '../../../editor/components/time-format.ts';

const now = Date.parse('2026-03-10T12:00:00Z');
const at = (milliseconds: number) => formatRelative(new Date(now + milliseconds).toISOString(), now);
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

describe('a moment told from now', () => {
  it.each([
    [0, 'just now'],
    [20_000, 'just now'],
    [50_000, 'in a moment'],
    [-minute, '1 minute ago'],
    [-59 * minute, '59 minutes ago'],
    [3 * hour, 'in 3 hours'],
    [-47 * hour, '47 hours ago'],
    [4 * day, 'in 4 days'],
  ])('%d ms away is "%s"', (distance, text) => {
    expect(at(distance)).toBe(text);
  });
});
