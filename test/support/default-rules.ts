import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFiles, renderDiagnostics } from '../../dsl/index.ts';
import type { Program, RuleFile } from '../../dsl/index.ts';
import type { Release } from '../../engine/index.ts';

export const RULES_FOLDER = join(import.meta.dirname, '../../rules');

/** The default content as it lies in `rules/`. */
export function readDefaultRules(): readonly RuleFile[] {
  return readdirSync(RULES_FOLDER, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.yaml'))
    .sort()
    .map(path => ({ path, text: readFileSync(join(RULES_FOLDER, path), 'utf8') }));
}

let compiled: Program | undefined;

export function defaultProgram(): Program {
  if (compiled !== undefined) return compiled;
  const files = readDefaultRules();
  const { program, diagnostics } = compileFiles(files);
  if (program === undefined) throw new Error(renderDiagnostics(diagnostics, files));
  compiled = program;
  return program;
}

/** The default rules with nobody held out, so that a test's customer is never in a control group by chance. */
export function programForAll(): Program {
  const program = defaultProgram();
  return {
    ...program,
    policy: { ...program.policy, holdout: { share: 0, salt: '' }, control: { share: 0 } },
  };
}

export const ALL_SOURCES = ['cdr', 'billing', 'app', 'crm', 'network', 'dwh', 'xiva', 'ml'];

export const RELEASE: Release = {
  n: 1,
  constants: { percentiles: { 'cash_in_30d@80': 10 }, live: ALL_SOURCES },
};
