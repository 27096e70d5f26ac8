import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileFiles, renderDiagnostics } from '../../dsl/index.ts';
import type { LoadedDocument, RuleFile } from '../../dsl/index.ts';
import type { Program } from '../../dsl/program/program.ts';
import { planScenarios } from '../../engine/testing/index.ts';
import type { Scenario, TestDocument } from '../../engine/testing/index.ts';

const RULES = fileURLToPath(new URL('../../rules/', import.meta.url));

/** Every YAML file of the default rules. */
export function defaultRules(): readonly RuleFile[] {
  return readdirSync(RULES, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.yaml'))
    .sort()
    .map(path => ({ path: `rules/${path}`, text: readFileSync(join(RULES, path), 'utf8') }));
}

export interface DefaultScenarios {
  readonly program: Program;
  readonly documents: readonly LoadedDocument[];
  readonly scenarios: readonly Scenario[];
}

/** The default rules, compiled once together with what their scenarios' expectations read. */
export function compileDefaultScenarios(): DefaultScenarios {
  const files = defaultRules();
  const { documents } = compileFiles(files);
  const { extra, scenarios } = planScenarios(documents.filter(isTest));
  const { program, diagnostics } = compileFiles(files, { extra });
  if (program === undefined) throw new Error(renderDiagnostics(diagnostics, files));
  return { program, documents, scenarios };
}

function isTest(document: LoadedDocument): document is LoadedDocument & TestDocument {
  return document.kind === 'test';
}
