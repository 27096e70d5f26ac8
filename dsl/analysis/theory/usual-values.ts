import type { Manifest } from '../../program/features.ts';
import type { TypeName } from '../../program/logic.ts';
import type { Value } from '../solver/evaluate.ts';

const DAY_MS = 86_400_000;
const MB = 1_000_000;

/** 1 January 2026: an example needs some day to be today. */
const TODAY_MS = Date.UTC(2026, 0, 1);

/** Values that people think of first, for examples that read well. */
export function usualValues(key: string, { features }: Manifest): readonly Value[] {
  if (key === 'now') return [TODAY_MS];
  if (key === 'first_seen') return [TODAY_MS - 365 * DAY_MS];
  if (key.startsWith('scores.')) return [50, 0, 100];
  const feature = features[key.slice('metrics.'.length)];
  return feature === undefined ? [] : (BY_TYPE[feature.type] ?? []);
}

const BY_TYPE: Readonly<Partial<Record<TypeName, readonly Value[]>>> = {
  time: [TODAY_MS - 365 * DAY_MS, TODAY_MS - 10 * DAY_MS, TODAY_MS],
  duration: [10 * DAY_MS, DAY_MS, 0, 30 * DAY_MS, 100 * DAY_MS],
  data: [0, 100 * MB, 1000 * MB],
  boolean: [false],
};
