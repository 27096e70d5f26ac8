import type { FeatureRegistry } from '../../check/scope.ts';
import type { TypeName } from '../../program/logic.ts';
import { featureKey } from '../keys.ts';

/** What expectations ask for, by key. Nothing is kept for them, so nothing is worked out of how it would be kept. */
export interface AskedFeatures extends FeatureRegistry {
  typeOf(key: string): TypeName | undefined;
}

export function createAskedFeatures(): AskedFeatures {
  const types = new Map<string, TypeName>();
  const ask = (text: string, type: TypeName): string => {
    const key = featureKey(text);
    types.set(key, type);
    return key;
  };
  return {
    aggregate: ({ text, type }) => ask(text, type),
    usual: (text, of) => ask(text, types.get(of) ?? 'number'),
    medianOfPeriods: (text, type) => ask(text, type),
    percentile: (text, type) => ask(text, type),
    hold: text => ask(text, 'boolean'),
    typeOf: key => types.get(key),
  };
}
