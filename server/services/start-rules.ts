import { renderDiagnostics } from '../../dsl/index.ts';
import { ConfigError } from '../config.ts';
import { checkRules } from './compile-rules.ts';
import type { Context } from './context.ts';
import { giveNumbers } from './numbers.ts';
import { readRuleFiles } from './rule-files.ts';
import type { LiveRelease, Releases } from './releases.ts';

/**
 * Decides which rules are live at start: those of RULES_DIR become release 1 of an empty store; later the store's live
 * release counts, and what differs in RULES_DIR is published where that is allowed and it checks, else said.
 */
export async function startRules(
  { store, rulesDir, publishAtStart, log }: Context,
  releases: Releases & { readonly isEmpty: boolean },
): Promise<LiveRelease> {
  const files = await readFiles(rulesDir, releases.isEmpty);
  const { program, documents, diagnostics } = checkRules(files);
  if (releases.isEmpty) {
    if (program) return releases.publish({ files, documents, program });
    throw new ConfigError(
      `RULES_DIR is ${rulesDir}, and its rules have errors, so there is nothing to decide by:\n\n` +
        renderDiagnostics(diagnostics, files),
    );
  }
  const live = await releases.raiseFormat();
  await giveNumbers(store, live);
  if (files.length === 0 || program?.hash === live.program.hash) return live;
  if (!program) {
    log.warn(
      `The rules in ${rulesDir} have errors; release ${live.release.n} goes on. "cairn check" lists them.`,
    );
    return live;
  }
  if (publishAtStart) return releases.publish({ files, documents, program });
  log.warn(
    `The rules in ${rulesDir} differ from release ${live.release.n}, which is live. "cairn publish" makes them live.`,
  );
  return live;
}

async function readFiles(rulesDir: string, needed: boolean) {
  try {
    const files = await readRuleFiles(rulesDir);
    if (files.length > 0 || !needed) return files;
  } catch (error) {
    if (!needed && isMissing(error)) return [];
    if (!isMissing(error)) throw error;
  }
  throw new ConfigError(`RULES_DIR is ${rulesDir}, and there are no rule files (.yaml) in it.`);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
