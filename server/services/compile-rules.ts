import { createIncrementalCompiler } from '../../dsl/compile/incremental.ts';
import { analyse, hasErrors } from '../../dsl/index.ts';
import type { Compiled, RuleFile } from '../../dsl/index.ts';
import { sha256 } from '../hash.ts';

/** The files on disk, those of the live release, and what an editor just checked: asked for again and again. */
const KEPT = 4;
const known = new Map<string, Compiled>();
/** Most texts that are checked differ in one file from those before. */
const compileChanges = createIncrementalCompiler();

/** Compiles rule files; equal files are compiled once, and of others only what changed. */
export function compileRules(files: readonly RuleFile[]): Compiled {
  const key = sha256(JSON.stringify(files));
  const compiled = known.get(key) ?? compileWhole(files);
  known.delete(key);
  known.set(key, compiled);
  const [oldest] = known.keys();
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  return compiled;
}

function compileWhole(files: readonly RuleFile[]): Compiled {
  const { diagnostics, documents, conditions, lost, program } = compileChanges(files);
  return {
    diagnostics,
    documents,
    conditions,
    lost,
    ...(program === undefined ? {} : { program: program() }),
  };
}

/** Compiles rule files and checks them beside each other, as `cairn check` does: no program where either finds an error. */
export function checkRules(files: readonly RuleFile[]): Compiled {
  const compiled = compileRules(files);
  const { program, ...rest } = compiled;
  const diagnostics = [...compiled.diagnostics, ...analyse(compiled)];
  return { ...rest, diagnostics, ...(program && !hasErrors(diagnostics) ? { program } : {}) };
}
