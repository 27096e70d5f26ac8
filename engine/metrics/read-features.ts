import type { Feature } from '../../dsl/program/features.ts';
import type { Scalar } from '../logic/values.ts';
import { readLatest, readSince } from './read-latest.ts';
import { readMedian } from './read-median.ts';
import { readMedianOfPeriods, readUsual } from './read-baseline.ts';
import { readOpen } from './read-open.ts';
import { readRun } from './read-run.ts';
import { readAverage, readSeries } from './read-series.ts';
import { readDays } from './read-days.ts';
import { readStreak } from './read-streak.ts';
import { readCountOfValue, readDistinct } from './read-values.ts';
import type { ReadContext } from './read-context.ts';

export type { ReadContext };

/** The value of a feature as of the context's instant, in base units; null is missing. */
export function readFeature(feature: Feature, context: ReadContext): Scalar {
  const { read, scale } = feature;
  switch (read.kind) {
    case 'count':
    case 'sum':
    case 'min':
    case 'max':
      return unscaled(readSeries(read, context), scale);
    case 'avg':
      return unscaled(readAverage(read, context), scale);
    case 'days':
      return readDays(read, context);
    case 'countOfValue':
      return readCountOfValue(read, context);
    case 'distinct':
      return readDistinct(read, context);
    case 'latest':
      return readLatest(read, context);
    case 'since':
      return readSince(read, context);
    case 'median':
      return unscaled(readMedian(read, context), scale);
    case 'streak':
      return readStreak(read, context);
    case 'run':
      return readRun(read, context);
    case 'open':
      return readOpen(read, context);
    case 'usual':
      return readUsual(read, context, readFeature);
    case 'medianOfPeriods':
      return readMedianOfPeriods(read, context, readFeature);
    case 'hold':
      return context.hold(feature);
    case 'percentile':
      return context.percentile(feature);
  }
}

function unscaled(value: number | null, scale: number): number | null {
  return value === null ? null : value / scale;
}
