import { stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { WrongUse } from './output.ts';

export interface DiffSides {
  readonly before: string;
  readonly after: string;
  /** The file that alone is asked for, as it is called on either side. */
  readonly only?: ReadonlySet<string>;
}

/**
 * A file among the rules stands for itself within them, since a set of one file has hardly a rule in common with
 * another: by itself it is held against the last commit, as git does. Two files are held against each other.
 */
export async function diffSides(
  before: string,
  after: string | undefined,
  rulesDir: string,
): Promise<DiffSides> {
  const [first, second] = await Promise.all([isFile(before), after !== undefined && isFile(after)]);
  if (first === second) return { before, after: after ?? rulesDir };
  const file = first ? before : (after ?? before);
  const path = relative(resolve(rulesDir), resolve(file)).split(sep).join('/');
  if (path.startsWith('..'))
    throw new WrongUse(
      `${file} is not among the rules of ${rulesDir}: name two folders, two files, or a file of these rules.`,
    );
  const sides =
    first && after !== undefined
      ? { before: rulesDir, after }
      : { before: first ? 'git:HEAD' : before, after: rulesDir };
  return { ...sides, only: new Set([sides.before, sides.after].map(side => inside(side, path))) };
}

const inside = (side: string, path: string): string =>
  side.startsWith('git:') ? `${side}/${path}` : join(side, path);

async function isFile(place: string): Promise<boolean> {
  const found = await stat(place).catch(() => null);
  return found?.isFile() ?? false;
}
