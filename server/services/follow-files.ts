import type { RuleFile } from '../../dsl/index.ts';

/** What a folder's file becomes; a null text takes it away. */
export interface FollowedFile {
  readonly path: string;
  readonly text: string | null;
}

/**
 * What a node's folder lacks of a release that another node made: the files that were `before` as they are in the
 * `folder`, and are otherwise `now`. What somebody changed in the folder stays his.
 */
export function filesToFollow(
  before: readonly RuleFile[],
  now: readonly RuleFile[],
  folder: readonly RuleFile[],
): readonly FollowedFile[] {
  const [old, next, local] = [before, now, folder].map(textsOf);
  const paths = [...new Set([...before, ...now].map(({ path }) => path))].sort();
  return paths.flatMap(path => {
    const text = next?.get(path) ?? null;
    const former = old?.get(path) ?? null;
    const isUntouched = (local?.get(path) ?? null) === former;
    return text !== former && isUntouched ? [{ path, text }] : [];
  });
}

/** The files other than `changed` that are not in the folder as they are live. */
export function filesApart(
  live: readonly RuleFile[],
  folder: readonly RuleFile[],
  changed: ReadonlySet<string>,
): readonly string[] {
  const [now, local] = [textsOf(live), textsOf(folder)];
  const paths = [...new Set([...live, ...folder].map(({ path }) => path))].sort();
  return paths.filter(path => !changed.has(path) && now.get(path) !== local.get(path));
}

function textsOf(files: readonly RuleFile[]): ReadonlyMap<string, string> {
  return new Map(files.map(({ path, text }) => [path, text]));
}
