import type { BucketUnit, Window } from '../../dsl/program/features.ts';
import { startOfUnit } from './civil-days.ts';
import { localDay, localHour } from './zone.ts';

/** Half-open range of bucket numbers. */
export interface Range {
  readonly unit: BucketUnit;
  readonly from: number;
  readonly to: number;
}

/** From when a window is seen. */
export interface Viewpoint {
  readonly zone: string;
  readonly weekStarts: number;
  /** Instant, ms. */
  readonly at: number;
  /**
   * A day close: buckets of the day that starts at `at`, and later ones, are not seen. Otherwise the running day is,
   * with whatever is in it.
   */
  readonly closing: boolean;
  /** The mission's local days. */
  readonly period?: { readonly from: number; readonly to: number } | undefined;
  readonly step?: { readonly from: number } | undefined;
}

/**
 * The buckets that a window covers: `30d` is 30 closed local days and the running one. Lifetime begins before all
 * buckets.
 */
export function windowRange(window: Window, view: Viewpoint): Range {
  if (window.kind === 'sliding' && window.unit === 'hour') {
    const hour = localHour(view.zone, view.at);
    return { unit: 'hour', from: hour - window.count, to: view.closing ? hour : hour + 1 };
  }
  const today = localDay(view.zone, view.at);
  const end = view.closing ? today : today + 1;
  switch (window.kind) {
    case 'sliding':
      return { unit: 'day', from: today - window.count, to: end };
    case 'calendar':
      return { unit: 'day', from: startOfUnit(window.unit, today, view.weekStarts), to: end };
    case 'period': {
      const period = required(view.period, 'a period');
      return { unit: 'day', from: period.from, to: Math.min(period.to, end) };
    }
    case 'step': {
      const { from } = required(view.step, 'a step');
      return { unit: 'day', from, to: Math.min(view.period?.to ?? end, end) };
    }
    case 'lifetime':
      return { unit: 'day', from: Number.NEGATIVE_INFINITY, to: end };
  }
}

function required<T>(bounds: T | undefined, what: string): T {
  if (bounds === undefined) throw new Error(`the window needs ${what} of a mission, and none is at hand`);
  return bounds;
}
