import type { NameInfo, Scope } from '../../check/scope.ts';
import type { Path } from './cursor-place.ts';

/** The scope of a field that was never compiled, with the names that this field alone sees. */
export function withOwnNames(scope: Scope, kind: string, [field]: Path): Scope {
  const own = OWN_NAMES[`${kind}.${String(field)}`];
  if (own === undefined) return scope;
  return {
    ...scope,
    names: [...own, ...scope.names],
    resolve: name => (own.includes(name) ? FIGURE : scope.resolve(name)),
  };
}

const OWN_NAMES: Readonly<Record<string, readonly string[]>> = {
  'score.result': ['weighted'],
  'policy.priority': ['weight', 'fit', 'margin', 'cost'],
};

const FIGURE: NameInfo = { type: 'number', missing: false, logic: null };
