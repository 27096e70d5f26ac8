import type { FeatureRegistry } from '../../check/scope.ts';
import type { Feature, HoldCondition, Manifest } from '../../program/features.ts';
import { createKeeperStore, DAYS_IN } from './keeper-store.ts';
import { readAggregate } from './read-aggregate.ts';
import { calendarUnit, isLocal, keepersOf, mayBeMissing, scaleOfRead } from './read-facts.ts';
import { featureKey } from '../keys.ts';

export interface RegistryOptions {
  /** How long late events still change closed periods: buckets are kept that much longer. */
  readonly latenessDays: number;
}

export interface CollectingRegistry extends FeatureRegistry {
  /** The longest period, in days, of the mission whose expressions come next. */
  setPeriodDays(days: number): void;
  manifest(): Manifest;
  feature(key: string): Feature | undefined;
}

/** Collects features while rules are compiled; two rules that name the same aggregate share its keepers. */
export function createFeatureRegistry({ latenessDays }: RegistryOptions): CollectingRegistry {
  const store = createKeeperStore(latenessDays);
  const features = new Map<string, Feature>();
  /** The periods that each aggregate was read for: named again with one of them it asks for nothing new. */
  const readFor = new Map<string, Set<number | undefined>>();
  let periodDays: number | undefined;
  const holds = new Map<string, HoldCondition>();

  const add = ({ events, ...feature }: Omit<Feature, 'key'>): string => {
    const key = featureKey(feature.text);
    if (!features.has(key)) features.set(key, { key, ...feature, events: [...new Set(events)].sort() });
    return key;
  };

  /** Keeps what `key` is read from so much longer that it can be read `days` before its window. */
  const keepLonger = (key: string, days: number): void => {
    const read = features.get(key)?.read;
    if (read === undefined || !('window' in read) || read.window === undefined) return;
    const { keep } = store.bucketsOf(read.window, days);
    for (const id of keepersOf(read)) store.lengthen(id, keep);
  };

  const eventsOf = (keys: readonly string[]): string[] =>
    keys.flatMap(key => features.get(key)?.events ?? []);

  return {
    setPeriodDays: days => {
      periodDays = days;
      store.setPeriodDays(days);
    },
    aggregate: aggregate => {
      const { text, type, leaves, window } = aggregate;
      const periods = readFor.get(text);
      if (periods?.has(periodDays)) return featureKey(text);
      readFor.set(text, (periods ?? new Set()).add(periodDays));
      const read = readAggregate(aggregate, store);
      const missing = mayBeMissing(read);
      const scale = scaleOfRead(aggregate, read);
      const events = leaves.map(({ event }) => event);
      return add({ text, type, missing, scale, events, local: isLocal(read, window), read });
    },
    usual: (text, ofKey, days) => {
      keepLonger(ofKey, days);
      const of = features.get(ofKey);
      return add({
        text,
        type: of?.type ?? 'number',
        missing: true,
        scale: 1,
        events: eventsOf([ofKey]),
        local: of?.local ?? false,
        read: { kind: 'usual', of: ofKey, days },
      });
    },
    medianOfPeriods: (text, type, logic, metrics, count) => {
      const unit = calendarUnit(features.get(metrics[0] ?? '')?.read);
      for (const key of metrics) keepLonger(key, DAYS_IN[unit] * count);
      return add({
        text,
        type,
        missing: true,
        scale: 1,
        events: eventsOf(metrics),
        local: false,
        read: { kind: 'medianOfPeriods', logic, metrics, unit, count },
      });
    },
    percentile: (text, type, metric, percent, bySegment) =>
      add({
        text,
        type,
        missing: true,
        scale: 1,
        events: [],
        local: bySegment,
        read: { kind: 'percentile', metric, percent, bySegment },
      }),
    hold: (text, operator, days, conditionText, condition) => {
      holds.set(conditionText, { text: conditionText, logic: condition });
      return add({
        text,
        type: 'boolean',
        missing: false,
        scale: 1,
        events: [],
        local: false,
        read: { kind: 'hold', condition: conditionText, operator, days },
      });
    },
    feature: key => features.get(key),
    manifest: () => ({
      keepers: sortedRecord(store.all()),
      features: sortedRecord(features),
      holds: sortedRecord(holds),
    }),
  };
}

function sortedRecord<T>(map: ReadonlyMap<string, T>): Record<string, T> {
  return Object.fromEntries([...map.entries()].sort(([a], [b]) => (a < b ? -1 : 1)));
}
