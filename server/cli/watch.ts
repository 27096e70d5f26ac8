import { watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { WrongUse } from './output.ts';
import { STDIN } from './stdin.ts';

/** Editors write in several steps; what comes within this time is one change. */
const SETTLE_MS = 100;

/** Does the work, and again after each change of a rule file at the paths, until the person ends it (SIGINT). */
export async function watching(paths: readonly string[], work: () => Promise<boolean>): Promise<boolean> {
  if (paths.includes(STDIN))
    throw new WrongUse('Standard input does not change: --watch needs files or folders.');
  const again = createRepeater(async () => {
    if (process.stdout.isTTY) process.stdout.write('\u001b[2J\u001b[3J\u001b[H');
    await work().catch(reportWrongUse);
    console.error(`Watching ${paths.join(', ')}; Ctrl+C ends.`);
  });
  const watchers = await Promise.all(paths.map(path => watchPath(path, again)));
  const ended = new Promise<void>(resolve => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  again();
  await ended;
  for (const watcher of watchers) watcher.close();
  return true;
}

/** A file is watched by its folder: editors put a new file in the old one's place. */
async function watchPath(path: string, changed: () => void) {
  const found = await stat(path).catch(() => {
    throw new WrongUse(`There is no file or folder ${path}.`);
  });
  const isFolder = found.isDirectory();
  return watch(isFolder ? path : dirname(path), { recursive: isFolder }, (_event, name) => {
    const isOurs = isFolder
      ? name === null || /\.ya?ml$/.test(name)
      : name === null || name === basename(path);
    if (isOurs) changed();
  });
}

/** Runs one at a time; what is asked for meanwhile is one more run. */
function createRepeater(run: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(run);
    }, SETTLE_MS);
  };
}

/** A file may be gone for a moment, while it is written. */
function reportWrongUse(error: unknown): void {
  if (!(error instanceof WrongUse)) throw error;
  console.error(error.message);
}
