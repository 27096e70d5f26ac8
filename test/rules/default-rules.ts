import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderDiagnostics } from '../../dsl/index.ts';
import type { Program, RuleCondition, RuleFile } from '../../dsl/index.ts';
import { compileScenarios } from '../../engine/testing/index.ts';
import type { Scenario } from '../../engine/testing/index.ts';

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
  readonly scenarios: readonly Scenario[];
  readonly conditions: readonly RuleCondition[];
}

/** The default rules, compiled once together with what their scenarios' expectations read. */
export function compileDefaultScenarios(): DefaultScenarios {
  const files = defaultRules();
  const { program, scenarios, conditions, diagnostics } = compileScenarios(files);
  if (program === undefined) throw new Error(renderDiagnostics(diagnostics, files));
  return { program, scenarios, conditions };
}
