import { analyse, compileFiles, hasErrors } from '../../../../dsl/index.ts';
import type { Diagnostic, RuleFile } from '../../../../dsl/index.ts';

/** What `cairn check` finds in the files. */
export function findProblems(files: readonly RuleFile[]): readonly Diagnostic[] {
  const compiled = compileFiles(files);
  const { diagnostics } = compiled;
  return hasErrors(diagnostics) ? diagnostics : [...diagnostics, ...analyse(compiled)];
}
