import type { Scope } from '../check/scope.ts';
import { createFieldCompiler } from '../compile/field-compiler.ts';
import { compileDocuments } from '../compile/program.ts';
import { loadDocuments } from '../documents/index.ts';
import type { RuleFile } from '../documents/index.ts';

/** What a rule beside those of some files can name: metrics, scores, segments and events. */
export function scopeOfRules(files: readonly RuleFile[]): Scope {
  return compileDocuments(loadDocuments(files), createFieldCompiler()).scope;
}
