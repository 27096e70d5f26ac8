import type { Scope } from '../../dsl/check/index.ts';
import { scopeOfRules } from '../../dsl/decompile/index.ts';
import type { LiveRelease } from './releases.ts';

const scopes = new WeakMap<LiveRelease['files'], Scope>();

/** What a caller's expression can name: everything that the live rules name. Worked out once a release. */
export function ruleScopeOf({ files }: LiveRelease): Scope {
  const known = scopes.get(files) ?? scopeOfRules(files);
  scopes.set(files, known);
  return known;
}
