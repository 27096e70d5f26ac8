import { renderDiagnostics } from '../../dsl/index.ts';
import type { Config } from '../config.ts';
import { openNode } from '../open-node.ts';
import { checkRules } from '../services/compile-rules.ts';
import { readRuleFiles } from '../services/rule-files.ts';
import { RULES_TURN } from '../services/turns.ts';
import { print, printJson } from './output.ts';
import type { Format } from './output.ts';

/** Makes the rules of RULES_DIR live; running servers take them up within a second. */
export async function publishCommand(config: Config, format: Format): Promise<boolean> {
  if ((await checked(config, format)) === null) return false;
  // That the folder differs from what is live is what this is called for.
  const node = await openNode({ ...config, logLevel: 'error' }, { publishAtStart: false });
  const { releases, takeTurn } = node.services;
  try {
    return await takeTurn(RULES_TURN, async () => {
      // Whoever had the turn before may have written to the same folder.
      const rules = await checked(config, format);
      if (rules === null) return false;
      const { release, program } = await releases.publish(rules);
      if (format === 'json') printJson({ program: program.hash, release: release.n });
      else print(`Release ${release.n} is live: program ${program.hash}`);
      return true;
    });
  } finally {
    await node.close();
  }
}

/** What RULES_DIR holds; null: it has errors, and they were told. */
async function checked({ rulesDir }: Config, format: Format) {
  const files = await readRuleFiles(rulesDir);
  const { diagnostics, documents, program } = checkRules(files);
  if (program) return { files, documents, program };
  if (format === 'json') printJson({ diagnostics });
  else print(renderDiagnostics(diagnostics, files));
  return null;
}
