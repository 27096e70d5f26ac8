import type { HistogramBin, ScoreHistogram } from '../api/types.ts';
import { formatShare, shareOf } from '../components/format.ts';
import { HIGH_FROM, LOW_BELOW } from './scores.ts';

export const binTotal = (bins: readonly HistogramBin[]): number =>
  bins.reduce((sum, bin) => sum + bin.count, 0);

/** Heights from 0 to 1, the tallest bin being 1; a bin with anybody in it is never invisible. */
export function binHeights(bins: readonly HistogramBin[]): number[] {
  const tallest = Math.max(0, ...bins.map(bin => bin.count));
  return bins.map(bin => (bin.count === 0 || tallest === 0 ? 0 : Math.max(0.015, bin.count / tallest)));
}

/** The median, read off the bins as if each one were evenly filled. */
export function medianOf(bins: readonly HistogramBin[]): number | undefined {
  const half = binTotal(bins) / 2;
  if (half === 0) return undefined;
  let before = 0;
  for (const bin of bins) {
    if (bin.count > 0 && before + bin.count >= half) {
      return bin.from + ((half - before) / bin.count) * (bin.to - bin.from);
    }
    before += bin.count;
  }
  return undefined;
}

/** Share of customers from `from` up to `to`, by bins that lie wholly inside. */
export function shareBetween(bins: readonly HistogramBin[], from: number, to: number): number {
  const inside = bins.filter(bin => bin.from >= from && bin.to <= to);
  return shareOf(binTotal(inside), binTotal(bins));
}

/** The chart in one sentence: where the middle is, and how many are where they should not be. */
export function histogramFinding(histogram: ScoreHistogram): string {
  const median = medianOf(histogram.bins);
  if (median === undefined) return 'No customers yet.';
  const middle = Math.round(median);
  const low = formatShare(shareBetween(histogram.bins, 0, LOW_BELOW));
  const high = formatShare(shareBetween(histogram.bins, HIGH_FROM, 100));
  return histogram.high_is_bad
    ? `${high} are at ${HIGH_FROM} or more; half are under ${middle}.`
    : `Half score ${middle} or more; ${low} are under ${LOW_BELOW}.`;
}
