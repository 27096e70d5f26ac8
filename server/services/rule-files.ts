import { readdir, readFile, realpath, rename, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { RuleFile } from '../../dsl/index.ts';
import { sha256 } from '../hash.ts';
import { ProblemError, unprocessable } from '../problem.ts';

/** All rule files below a folder, by path. Hidden files and folders are an editor's, not rules. */
export async function readRuleFiles(folder: string): Promise<RuleFile[]> {
  const paths = await pathsBelow(folder, '');
  return Promise.all(
    paths.sort().map(async path => ({ path, text: await readFile(join(folder, path), 'utf8') })),
  );
}

async function pathsBelow(folder: string, below: string): Promise<string[]> {
  const items = await readdir(join(folder, below), { withFileTypes: true });
  const nested = await Promise.all(
    items
      .filter(item => !item.name.startsWith('.'))
      .map(async item => {
        const path = below === '' ? item.name : `${below}/${item.name}`;
        if (item.isDirectory()) return pathsBelow(folder, path);
        return isRuleFile(path) && (await stat(join(folder, path))).isFile() ? [path] : [];
      }),
  );
  return nested.flat();
}

function isRuleFile(path: string): boolean {
  return /\.ya?ml$/.test(path);
}

/** Changes when the text does; goes along as ETag and comes back as If-Match. */
export function etagOf(text: string): string {
  return `"${sha256(text).slice(0, 32)}"`;
}

export async function readRuleFile(folder: string, path: string): Promise<RuleFile | null> {
  checkPath(path);
  try {
    return { path, text: await readFile(await insideOf(folder, path), 'utf8') };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/**
 * Writes all of the files or, where one cannot be written, none. Each is written beside and moved into place: a reader
 * sees the old text or the new one, never half.
 */
export async function writeRuleFiles(folder: string, files: readonly RuleFile[]): Promise<void> {
  const staged: Staged[] = [];
  try {
    for (const file of files) staged.push(await stage(folder, file));
  } catch (error) {
    await removeDrafts(staged);
    throw error;
  }
  await moveIntoPlace(staged);
}

/** Takes a rule file away; none is there where it is gone already. */
export async function removeRuleFile(folder: string, path: string): Promise<void> {
  if ((await readRuleFile(folder, path)) !== null) await rm(await insideOf(folder, path), { force: true });
}

/** A new text beside its place, with what stands there now. */
interface Staged {
  readonly target: string;
  readonly draft: string;
  readonly before: string | null;
}

async function stage(folder: string, { path, text }: RuleFile): Promise<Staged> {
  const before = await readRuleFile(folder, path);
  await mkdir(dirname(join(folder, path)), { recursive: true });
  const target = await insideOf(folder, path);
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}.draft`);
  await writeFile(draft, text);
  return { target, draft, before: before?.text ?? null };
}

async function moveIntoPlace(staged: readonly Staged[]): Promise<void> {
  const moved: Staged[] = [];
  try {
    for (const file of staged) {
      await rename(file.draft, file.target);
      moved.push(file);
    }
  } catch (error) {
    for (const { target, before } of moved) {
      await (before === null ? rm(target) : writeFile(target, before));
    }
    await removeDrafts(staged);
    throw error;
  }
}

async function removeDrafts(staged: readonly Staged[]): Promise<void> {
  await Promise.all(staged.map(({ draft }) => rm(draft, { force: true })));
}

/** A path of a rule file as the API takes it: below the folder, of plain names. */
export function checkPath(path: string): void {
  const steps = path.split('/');
  if (steps.every(step => /^[\w-][\w.-]*$/.test(step)) && isRuleFile(path)) return;
  throw unprocessable(
    'file',
    `"${path}" is no path of a rule file.`,
    'names of letters, digits, "_", "-" and "." with "/" between them, ending in .yaml',
  );
}

/** Follows links, so that none leads out of the folder. */
async function insideOf(folder: string, path: string): Promise<string> {
  const root = await realpath(folder);
  const parent = await realpath(dirname(join(root, path)));
  const way = relative(root, parent);
  if (way === '..' || way.startsWith(`..${sep}`)) {
    throw new ProblemError('forbidden', `"${path}" leads out of the rules' folder.`);
  }
  return join(parent, path.split('/').at(-1) ?? '');
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
