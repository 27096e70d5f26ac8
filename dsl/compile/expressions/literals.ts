import type { Scope } from '../../check/scope.ts';
import { createFeatureRegistry } from '../features/feature-registry.ts';

/** A scope without any names: for figures such as `48h`, `10%` and `1.2`. */
export function createLiteralScope(): Scope {
  return {
    resolve: () => undefined,
    names: [],
    catalogue: { stream: () => undefined, ids: [] },
    // Figures keep nothing, so that hardly anybody asks.
    get features() {
      return createFeatureRegistry({ latenessDays: 0 });
    },
    fixedNames: [],
    allows: { aggregates: false, holds: false, periodWindow: false, stepWindow: false, record: false },
  };
}
