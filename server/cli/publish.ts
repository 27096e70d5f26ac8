import { renderDiagnostics } from '../../dsl/index.ts';
import type { Config } from '../config.ts';
import { openNode } from '../open-node.ts';
import { checkRules } from '../services/compile-rules.ts';
import { readRuleFiles } from '../services/rule-files.ts';
import { print, printJson } from './output.ts';
import type { Format } from './output.ts';

/** Makes the rules of RULES_DIR live; running servers take them up within a second. */
export async function publishCommand(config: Config, format: Format): Promise<boolean> {
  const files = await readRuleFiles(config.rulesDir);
  const { diagnostics, documents, program } = checkRules(files);
  if (!program) {
    if (format === 'json') printJson({ diagnostics });
    else print(renderDiagnostics(diagnostics, files));
    return false;
  }
  const node = await openNode({ ...config, logLevel: 'warn' });
  try {
    const { release } = await node.services.releases.publish({ files, documents, program });
    if (format === 'json') printJson({ program: program.hash, release: release.n });
    else print(`Release ${release.n} is live: program ${program.hash}`);
    return true;
  } finally {
    await node.close();
  }
}
