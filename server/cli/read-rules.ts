import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { RuleFile } from '../../dsl/index.ts';
import { readRuleFiles } from '../services/rule-files.ts';
import { WrongUse } from './output.ts';
import { readStdin, STDIN, STDIN_FILE } from './stdin.ts';

/** The rule files at some paths, named as they are reached from here; `-` is the text on standard input. */
export async function readRules(paths: readonly string[], stdinPath = STDIN_FILE): Promise<RuleFile[]> {
  const files = (await Promise.all(paths.map(path => readPath(path, stdinPath)))).flat();
  if (files.length === 0) throw new WrongUse(`There are no rule files (.yaml) in ${paths.join(', ')}.`);
  return [...new Map(files.map(file => [file.path, file])).values()];
}

/**
 * Single files are read in the company of their folder's other rules, whose names they use; `asked` are the paths that
 * were named. A folder stands for itself; the text on standard input stands for the file at `stdinPath`.
 */
export async function readInCompany(
  paths: readonly string[],
  rulesDir: string,
  stdinPath = STDIN_FILE,
): Promise<{ readonly files: readonly RuleFile[]; readonly asked: ReadonlySet<string> }> {
  const files = await readRules(paths, stdinPath);
  const asked = new Set(files.map(({ path }) => path));
  const named = await Promise.all(paths.map(isFolder));
  if (named.some(Boolean) || !(await isFolder(rulesDir))) return { files, asked };
  const known = new Set(files.map(({ path }) => resolve(path)));
  const company = (await readPath(rulesDir, stdinPath)).filter(({ path }) => !known.has(resolve(path)));
  // Of two documents that clash the later is told, and that should be the one that was asked for.
  return { files: [...company, ...files], asked };
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() ?? false;
}

async function readPath(path: string, stdinPath: string): Promise<RuleFile[]> {
  if (path === STDIN) return [{ path: stdinPath, text: await readStdin() }];
  const found = await stat(path).catch(() => null);
  if (found === null) throw new WrongUse(`There is no file or folder ${path}.`);
  if (!found.isDirectory()) return [{ path, text: await readFile(path, 'utf8') }];
  const files = await readRuleFiles(path);
  return files.map(file => ({ path: join(path, file.path), text: file.text }));
}
