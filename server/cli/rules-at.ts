import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { RuleFile } from '../../dsl/index.ts';
import { WrongUse } from './output.ts';
import { readRules } from './read-rules.ts';

const run = promisify(execFile);

/** The rules of a folder or file, or `git:REVISION`: those that `rulesDir` held in that revision. */
export async function readRulesAt(place: string, rulesDir: string): Promise<readonly RuleFile[]> {
  const revision = /^git:(?!-)(.+)$/.exec(place)?.[1];
  if (revision === undefined) return readRules([place]);
  // Seen from the folder itself, paths are the same wherever in its repository it lies.
  const git = async (...args: readonly string[]) => {
    const { stdout } = await run('git', ['-C', rulesDir, ...args], { maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  };
  try {
    const listed = await git('ls-tree', '-r', '-z', '--name-only', revision, '--', '.');
    const paths = listed.split('\0').filter(path => /\.ya?ml$/.test(path));
    return await Promise.all(
      paths.map(async path => ({
        path: `${place}/${path}`,
        text: await git('show', `${revision}:./${path}`),
      })),
    );
  } catch (error) {
    const reason = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new WrongUse(`git cannot show the rules of ${revision} in ${rulesDir}: ${reason}`);
  }
}
