import { compileFiles } from '../../../dsl/index.ts';
import type { Diagnostic, RuleFile } from '../../../dsl/index.ts';
import type { Fault } from './inject.ts';

/** Nothing of other files names what stands in these folders, so they can be left out around a faulty file. */
const LEAVES = /^(missions|badges|sources|tests)\/|^campaigns\.yaml$/;

/**
 * Compiles a fault among the files it belongs to. Around a file that nothing else names the rest is left out, which
 * changes no diagnostic and is several times faster.
 */
export function createFaultCompiler(files: readonly RuleFile[]): (fault: Fault) => readonly Diagnostic[] {
  const around = new Map<string, readonly RuleFile[]>();
  const chosenFor = (path: string) => {
    const known = around.get(path);
    if (known !== undefined) return known;
    const few = files.filter(file => file.path === path || !LEAVES.test(file.path));
    const chosen = LEAVES.test(path) && compileFiles(few).diagnostics.length === 0 ? few : files;
    around.set(path, chosen);
    return chosen;
  };
  return ({ original, text }) =>
    compileFiles(
      chosenFor(original.path).map(file => (file.path === original.path ? { ...file, text } : file)),
    ).diagnostics;
}
