import { describe, expect, it } from 'vitest';
import { timelineOf } from '../../../engine/testing/index.ts';
import type { TestValue } from '../../../engine/testing/index.ts';

const story = (start: string, steps: TestValue['steps']): TestValue => ({
  kind: 'test',
  id: 'story',
  name: 'A story',
  start,
  steps,
});

const times = (test: TestValue, zone: string): readonly string[] =>
  timelineOf(test, zone).map(({ at }) => new Date(at).toISOString());

describe('the timeline of a scenario', () => {
  it('reads day and time on the wall of the zone, day 1 being the start', () => {
    const test = story('2026-03-02', [{ at: 'day 2 09:30', event: 'app.login' }]);
    expect(times(test, 'Africa/Nairobi')).toEqual(['2026-03-03T06:30:00.000Z']);
  });

  it('keeps the hour on the wall when daily copies cross a change of the clocks', () => {
    const test = story('2026-03-28', [
      { at: 'day 1 09:00', event: 'app.login', repeat: { every: '1d', times: 3 } },
    ]);
    expect(times(test, 'Europe/Berlin')).toEqual([
      '2026-03-28T08:00:00.000Z',
      '2026-03-29T07:00:00.000Z',
      '2026-03-30T07:00:00.000Z',
    ]);
  });

  it('spreads copies by real time where the distance is no whole number of days', () => {
    const test = story('2026-03-02', [
      { at: 'day 1 23:00', event: 'app.login', repeat: { every: '90min', times: 2 } },
    ]);
    expect(times(test, 'UTC')).toEqual(['2026-03-02T23:00:00.000Z', '2026-03-03T00:30:00.000Z']);
  });

  it('puts steps in the order of time and leaves those of one instant as written', () => {
    const test = story('2026-03-02', [
      { at: 'day 2 09:00', do: 'advance' },
      { at: 'day 1 09:00', event: 'app.login' },
      { at: 'day 1 09:00', expect: ['true'] },
    ]);
    expect(timelineOf(test, 'UTC').map(({ step }) => step)).toEqual([1, 2, 0]);
  });

  it('lets an event arrive later than it happened', () => {
    const test = story('2026-03-02', [{ at: 'day 5 09:00', occurred: 'day 2 20:00', event: 'app.login' }]);
    const [moment] = timelineOf(test, 'UTC');
    expect(moment?.at).toBe(Date.UTC(2026, 2, 6, 9));
    expect(moment?.occurredAt).toBe(Date.UTC(2026, 2, 3, 20));
  });
});
