import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
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
  await mkdir(folder, { recursive: true });
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
