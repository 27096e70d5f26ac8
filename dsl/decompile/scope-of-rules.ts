import type { CostLimits } from '../check/cost/limits.ts';
import type { Scope } from '../check/scope.ts';
import { createFieldCompiler } from '../compile/fields/field-compiler.ts';
import { compileDocuments } from '../compile/program.ts';
import { loadDocuments } from '../documents/index.ts';
import type { RuleFile } from '../documents/index.ts';

/** What holds for a rule beside those of some files. */
export interface RuleScope {
  /** What it can name: metrics, scores, segments and events. */
  readonly scope: Scope;
  readonly limits: CostLimits;
}

export function scopeOfRules(files: readonly RuleFile[]): RuleScope {
  const { scope, limits } = compileDocuments(loadDocuments(files), createFieldCompiler());
  return { scope, limits };
}
