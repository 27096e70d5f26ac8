import { scopeOfRules } from '../../dsl/decompile/index.ts';
import type { RuleScope } from '../../dsl/decompile/index.ts';
import type { LiveRelease } from './releases.ts';

const scopes = new WeakMap<LiveRelease['files'], RuleScope>();

/** What a caller's expression can name: everything that the live rules name, and what it may cost. Worked out once a release. */
export function ruleScopeOf({ files }: LiveRelease): RuleScope {
  const known = scopes.get(files) ?? scopeOfRules(files);
  scopes.set(files, known);
  return known;
}
