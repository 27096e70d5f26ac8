import { copyFile, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { PROJECT_ROOT } from '../project-root.ts';
import { print, printJson, WrongUse } from './output.ts';
import type { Format } from './output.ts';

const STARTER = join(PROJECT_ROOT, 'server/cli/starter');

/** Makes a folder of small rules to start from: they check, and their test passes. */
export async function initCommand(folder: string, format: Format): Promise<boolean> {
  const present = await readdir(folder).catch(() => []);
  if (present.some(name => /\.ya?ml$/.test(name)))
    throw new WrongUse(`${folder} holds rule files already: init only begins where there are none.`);
  const files = (await readdir(STARTER)).sort();
  await makeFolder(resolve(folder)).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new WrongUse(`The folder ${folder} cannot be made: ${why}`);
  });
  for (const name of files) await copyFile(join(STARTER, name), join(folder, name));
  const paths = files.map(name => join(folder, name));
  if (format === 'json') printJson({ created: paths });
  else
    print(
      [
        ...paths,
        '',
        `Next:  cairn check ${folder}   then  cairn test ${folder}`,
        `       RULES_DIR=${folder} cairn serve`,
      ].join('\n'),
    );
  return true;
}

/**
 * The folder and those above it. Node's own way of making several never ends where the system says of a folder that is
 * there that it is not, as below `/proc`.
 */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (isCalled(error, 'EEXIST') && (await stat(path)).isDirectory()) return;
    if (!isCalled(error, 'ENOENT') || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path);
  }
}

const isCalled = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
