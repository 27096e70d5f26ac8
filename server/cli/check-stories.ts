import { inOrder, withoutRepeats } from '../../dsl/diagnostics/index.ts';
import type { Compiled, RuleFile } from '../../dsl/index.ts';
import { compileScenarios, findUnplayable } from '../../engine/testing/index.ts';
import { checkRules } from '../services/compile-rules.ts';

/** Rules and what their stories take for given, do and expect; the latter once the rules themselves are in order. */
export function checkWithStories(files: readonly RuleFile[]): Compiled {
  const checked = checkRules(files);
  const hasStories = checked.documents.some(({ kind }) => kind === 'test');
  if (checked.program === undefined || !hasStories) return checked;
  const { diagnostics, program } = compileScenarios(files);
  const stories = checked.documents.filter(document => document.kind === 'test');
  const unplayable = program === undefined ? [] : findUnplayable(stories, program);
  const all = [...checked.diagnostics, ...diagnostics, ...unplayable];
  return { ...checked, diagnostics: inOrder(withoutRepeats(all)) };
}
