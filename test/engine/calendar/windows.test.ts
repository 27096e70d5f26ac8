import { describe, expect, it } from 'vitest';
import type { Window } from '../../../dsl/program/features.ts';
import { dayNumber } from '../../../engine/calendar/civil-days.ts';
import { windowRange } from '../../../engine/calendar/windows.ts';
import type { Viewpoint } from '../../../engine/calendar/windows.ts';
import { localHour, startOfDay } from '../../../engine/calendar/zone.ts';

const zone = 'Africa/Nairobi';
/** Thursday, 15 October 2026, 13:20 local. */
const at = Date.UTC(2026, 9, 15, 10, 20);
const today = dayNumber(2026, 10, 15);
const now: Viewpoint = { zone, weekStarts: 1, at, closing: false };
const close: Viewpoint = { zone, weekStarts: 1, at: startOfDay(zone, today), closing: true };
const mission = { period: { from: today - 3, to: today + 4 }, step: { from: today - 1 } };

describe('a window covers', () => {
  it.each<[string, Window, Viewpoint, number, number]>([
    [
      '30 closed days and the running one',
      { kind: 'sliding', unit: 'day', count: 30 },
      now,
      today - 30,
      today + 1,
    ],
    ['30 closed days at a day close', { kind: 'sliding', unit: 'day', count: 30 }, close, today - 30, today],
    ['the running day', { kind: 'calendar', unit: 'day' }, now, today, today + 1],
    ['nothing of the day that begins at the close', { kind: 'calendar', unit: 'day' }, close, today, today],
    [
      'the running week from Monday',
      { kind: 'calendar', unit: 'week' },
      now,
      dayNumber(2026, 10, 12),
      today + 1,
    ],
    [
      'the running week from Sunday',
      { kind: 'calendar', unit: 'week' },
      { ...now, weekStarts: 7 },
      dayNumber(2026, 10, 11),
      today + 1,
    ],
    ['the running month', { kind: 'calendar', unit: 'month' }, now, dayNumber(2026, 10, 1), today + 1],
    ['the running quarter', { kind: 'calendar', unit: 'quarter' }, close, dayNumber(2026, 10, 1), today],
    ['the mission’s period so far', { kind: 'period' }, { ...now, ...mission }, today - 3, today + 1],
    [
      'the whole period once it is over',
      { kind: 'period' },
      { ...now, period: { from: today - 9, to: today - 2 } },
      today - 9,
      today - 2,
    ],
    ['the step from its first day', { kind: 'step' }, { ...now, ...mission }, today - 1, today + 1],
    ['all time', { kind: 'lifetime' }, now, Number.NEGATIVE_INFINITY, today + 1],
  ])('%s', (_, window, view, from, to) => {
    expect(windowRange(window, view)).toEqual({ unit: 'day', from, to });
  });

  it('closed hours and the running one, under two days', () => {
    const hour = localHour(zone, at);
    expect(windowRange({ kind: 'sliding', unit: 'hour', count: 24 }, now)).toEqual({
      unit: 'hour',
      from: hour - 24,
      to: hour + 1,
    });
  });

  it('no period where no mission is at hand', () => {
    expect(() => windowRange({ kind: 'period' }, now)).toThrow('a period');
    expect(() => windowRange({ kind: 'step' }, now)).toThrow('a step');
  });
});
