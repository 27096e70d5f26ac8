import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RuleFile } from '../../dsl/index.ts';
import { readRuleFiles } from '../services/rule-files.ts';
import { WrongUse } from './output.ts';

/** The rule files at some paths, named as they are reached from here. */
export async function readRules(paths: readonly string[]): Promise<RuleFile[]> {
  const files = (await Promise.all(paths.map(readPath))).flat();
  if (files.length === 0) throw new WrongUse(`There are no rule files (.yaml) in ${paths.join(', ')}.`);
  return [...new Map(files.map(file => [file.path, file])).values()];
}

async function readPath(path: string): Promise<RuleFile[]> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new WrongUse(`There is no file or folder ${path}.`);
  if (!found.isDirectory()) return [{ path, text: await readFile(path, 'utf8') }];
  const files = await readRuleFiles(path);
  return files.map(file => ({ path: join(path, file.path), text: file.text }));
}
