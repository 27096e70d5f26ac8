import type { Expectation } from '../../check/check-expression.ts';
import type { Scope } from '../../check/scope.ts';
import type { Manifest } from '../../program/features.ts';
import { compileText } from './compile-text.ts';
import type { CompiledText } from './compile-text.ts';
import { createFeatureRegistry } from '../features/feature-registry.ts';

export interface CompiledBeside extends CompiledText {
  /** What would have to be kept for it; how long buckets are kept is for the rules to say. */
  readonly manifest: Manifest;
}

/** Compiles a text as the rules of a scope are compiled, without adding to what those keep. */
export function compileBeside(text: string, scope: Scope, expectation: Expectation): CompiledBeside {
  const features = createFeatureRegistry({ latenessDays: 0 });
  const compiled = compileText(text, { ...scope, features }, expectation);
  return { ...compiled, manifest: features.manifest() };
}
