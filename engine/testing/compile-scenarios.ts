import { compileFiles, EXTRA_FILE, hasErrors } from '../../dsl/index.ts';
import type { Diagnostic, LoadedDocument, Program, RuleCondition, RuleFile } from '../../dsl/index.ts';
import { loadDocuments } from '../../dsl/documents/index.ts';
import type { DocumentOf } from '../../dsl/documents/index.ts';
import { planScenarios } from './plan-scenarios.ts';
import type { Scenario } from './scenario.ts';

export interface CompiledScenarios {
  /** Of the rules and of the expectations, each where its author wrote it. */
  readonly diagnostics: readonly Diagnostic[];
  readonly documents: readonly LoadedDocument[];
  readonly scenarios: readonly Scenario[];
  /** What in the rules can come out either way, for coverage. */
  readonly conditions: readonly RuleCondition[];
  /** The rules together with what the expectations read: to play scenarios on, never to publish. */
  readonly program?: Program;
}

/** Compiles rules so that their scenarios (or those of the given ids alone) can be played. */
export function compileScenarios(files: readonly RuleFile[], only?: readonly string[]): CompiledScenarios {
  const tests = loadDocuments(files).documents.filter(isTest);
  const chosen = only === undefined ? tests : tests.filter(({ id }) => only.includes(id));
  const plan = planScenarios(chosen);
  const compiled = compileFiles(files, { extra: plan.extra });
  const { documents, conditions, program } = compiled;
  // Expectations are checked where they stand; what is compiled of them beside that has no other problems.
  const diagnostics = compiled.diagnostics.filter(({ file }) => file !== EXTRA_FILE);
  if (program === undefined && !hasErrors(diagnostics))
    throw new Error(`an expectation does not compile: ${compiled.diagnostics[0]?.message ?? ''}`);
  return {
    diagnostics,
    documents,
    scenarios: plan.scenarios,
    conditions,
    ...(program === undefined ? {} : { program }),
  };
}

function isTest(document: LoadedDocument): document is DocumentOf<'test'> {
  return document.kind === 'test';
}
