import type { Feature, Read } from '../../dsl/program/features.ts';
import { startOfUnit } from '../calendar/civil-days.ts';
import { windowRange } from '../calendar/windows.ts';
import type { Range } from '../calendar/windows.ts';
import { localDay, localHour } from '../calendar/zone.ts';
import type { Scalar } from '../logic/values.ts';
import { medianOf } from './median.ts';
import type { ReadContext } from './read-context.ts';

type ReadFeature = (feature: Feature, context: ReadContext) => Scalar;

/** Days below which a customer's own usual is not known. */
const LEAST_KNOWN_DAYS = 14;
const LEAST_PERIODS = 3;
const HOURS_A_DAY = 24;
const METRIC_PREFIX = 'metrics.';

/**
 * What is usual for this customer: the rate per day over the days before the inner feature's window, as far as the
 * customer was known, times that window's days (`30d` has 30; a calendar window those that have begun).
 */
export function readUsual(
  read: Extract<Read, { readonly kind: 'usual' }>,
  context: ReadContext,
  readFeature: ReadFeature,
): number | null {
  const of = featureOf(context, read.of);
  if (context.firstSeen === null || !('window' in of.read) || of.read.window === undefined) return null;
  const { window } = of.read;
  const range = windowRange(window, context);
  if (range.from === Number.NEGATIVE_INFINITY) return null;
  const perDay = range.unit === 'hour' ? HOURS_A_DAY : 1;
  const from = Math.max(range.from - read.days * perDay, bucketOf(range, context.zone, context.firstSeen));
  const knownDays = (range.from - from) / perDay;
  if (knownDays < LEAST_KNOWN_DAYS) return null;
  const value = readFeature(of, { ...context, range: { unit: range.unit, from, to: range.from } });
  const windowDays = (window.kind === 'sliding' ? window.count : range.to - range.from) / perDay;
  return typeof value === 'number' ? (value / knownDays) * windowDays : null;
}

/** Median over the whole periods that ended last, none of which began before the customer was first seen. */
export function readMedianOfPeriods(
  read: Extract<Read, { readonly kind: 'medianOfPeriods' }>,
  context: ReadContext,
  readFeature: ReadFeature,
): number | null {
  if (context.firstSeen === null) return null;
  const firstDay = localDay(context.zone, context.firstSeen);
  const today = localDay(context.zone, context.at);
  const values: number[] = [];
  for (let back = 1; back <= read.count; back += 1) {
    const from = startOfUnit(read.unit, today, context.weekStarts, -back);
    const to = startOfUnit(read.unit, today, context.weekStarts, 1 - back);
    if (from < firstDay) break;
    const period: ReadContext = { ...context, range: { unit: 'day', from, to } };
    const value = context.evaluate(read.logic, path => readFeature(metricOf(context, path), period));
    if (typeof value === 'number') values.push(value);
  }
  return values.length < LEAST_PERIODS ? null : medianOf(values);
}

function metricOf(context: ReadContext, path: string): Feature {
  if (!path.startsWith(METRIC_PREFIX)) throw new Error(`${path} cannot be read over past periods`);
  return featureOf(context, path.slice(METRIC_PREFIX.length));
}

function featureOf(context: ReadContext, key: string): Feature {
  const feature = Object.hasOwn(context.features, key) ? context.features[key] : undefined;
  if (feature === undefined) throw new Error(`the program has no feature ${key}`);
  return feature;
}

function bucketOf(range: Range, zone: string, at: number): number {
  return range.unit === 'hour' ? localHour(zone, at) : localDay(zone, at);
}
